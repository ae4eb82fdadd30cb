import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeError, isStationError, StationError } from '../../base/errors.ts'
import type { CareNeed } from '../../contract/backup.ts'
import { addDays, businessDateOf } from '../../contract/values.ts'
import {
  chooseStick,
  chosenSticks,
  noteCopied,
  noteNotCopied,
  type ChosenStick,
} from '../../store/backup-stick.ts'
import { backupFolder } from '../../store/files.ts'
import { newestRecovery } from '../../store/recovery/notes.ts'
import type { StickRoots } from '../desk/stick.ts'
import type { Parts } from '../parts.ts'
import type { Nightly } from './nightly.ts'
import { dateOfBackup } from './rules.ts'
import { sealCopy, type SealDeps } from './seal.ts'
import { markStick, pluggedSticks, sealedName, tidyStick, type PluggedStick } from './sticks.ts'

/** Older than this, a copy is one that staff should know of. */
const oldAfterDays = 2

export interface OwnCopy {
  path: string
  name: string
  day: string
  bytes: number
  atMs: number
}

export interface KeeperDeps extends Omit<SealDeps, 'parts'> {
  parts: Parts
  roots: StickRoots
  isMounted: (root: string) => Promise<boolean>
  nightly: Pick<Nightly, 'makeNow'>
  isDiskTight: () => boolean
  /** The records came from another machine, and nobody said yet that it is gone. */
  isOtherMachine: () => boolean
}

/** Copies on the station's disk and on sticks. */
export interface Keeper {
  /** On the station's own disk, the newest first. */
  own: () => OwnCopy[]
  sticks: () => Promise<PluggedStick[]>
  chosen: () => ChosenStick[]
  /** A copy now, also onto the sticks that are chosen and there. Rejects with why there is none; counts sticks. */
  makeNow: () => Promise<number>
  /** Copies go onto this stick from now on, and one at once. Rejects with `notFound` where it was pulled. */
  choose: (stick: string) => Promise<void>
  /** The newest own copy onto every chosen stick that is there and lacks it. Never rejects. */
  fillSticks: () => Promise<number>
  /** What staff should know of. */
  needs: () => CareNeed[]
}

const ownCopies = (dir: string): OwnCopy[] => {
  const folder = backupFolder(dir)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names
    .toSorted()
    .reverse()
    .flatMap((name) => {
      const day = dateOfBackup(name)
      if (day === null) return []
      const path = join(folder, name)
      const { size, mtimeMs } = statSync(path)
      return [{ path, name, day, bytes: size, atMs: mtimeMs }]
    })
}

/** Rules alone: what a station's copies leave to wish for. */
export const needsOf = (facts: {
  today: string
  newest: string | null
  /** The station has run for days: a new one has no copy yet, and nothing is wrong. */
  since: string | null
  chosen: readonly ChosenStick[]
  now: number
  isDiskTight: boolean
  hasUnseenRecovery: boolean
  isOtherMachine: boolean
}): CareNeed[] => {
  const { today, newest, since, chosen, now } = facts
  const limit = addDays(today, -oldAfterDays)
  const newestStick = Math.max(...chosen.map(({ copiedAt, preparedAt }) => copiedAt ?? preparedAt))
  const failed = chosen.some(({ failedAt, copiedAt }) => failedAt !== null && failedAt > (copiedAt ?? 0))
  const isStickLate = chosen.length > 0 && businessDateOf(newestStick) < limit && newestStick <= now
  return [
    ...(facts.isOtherMachine ? (['otherMachine'] as const) : []),
    ...(facts.hasUnseenRecovery ? (['recovered'] as const) : []),
    ...(facts.isDiskTight ? (['diskTight'] as const) : []),
    ...(newest === null && since !== null && since < limit ? (['noCopy'] as const) : []),
    ...(newest !== null && newest < limit ? (['copyOld'] as const) : []),
    ...(failed ? (['stickFailed'] as const) : isStickLate ? (['stickMissing'] as const) : []),
  ]
}

/** Business date of the oldest record of what happened, `null` before the first. */
const sinceOf = ({ store }: Parts): string | null => {
  const at = store.read((tx) =>
    tx.get<{ at: number | null }>('select min(started_at) as at from incarnation'),
  )?.at
  return at === null || at === undefined || at <= 0 ? null : businessDateOf(at)
}

/** Seals the newest own copy onto one stick. */
const copyOnto = async (deps: KeeperDeps, stick: PluggedStick, newest: OwnCopy): Promise<void> => {
  const { store, clock, log } = deps.parts
  await tidyStick(stick)
  await sealCopy(deps, newest.path, join(stick.folder, sealedName(newest.day)))
  await tidyStick(stick)
  store.transaction((tx) => {
    noteCopied(tx, stick.id, clock.now())
  })
  log.info('copy on a stick', { day: newest.day })
}

/** Onto every chosen stick that is there. `force`: also where one has the copy of that day, which may be of the morning. */
const fillSticks = async (deps: KeeperDeps, force: boolean): Promise<number> => {
  const { store, clock, log } = deps.parts
  const [newest] = ownCopies(deps.dir)
  if (newest === undefined) return 0
  const ids = new Set(store.read(chosenSticks).map(({ id }) => id))
  let filled = 0
  for (const stick of await pluggedSticks(deps.roots, deps.isMounted)) {
    const isOurs = stick.isMarked && ids.has(stick.id)
    if (!isOurs || (!force && stick.copies.some(({ day }) => day === newest.day))) continue
    try {
      await copyOnto(deps, stick, newest)
      filled += 1
    } catch (error) {
      log.error('no copy on the stick', { cause: describeError(error) })
      store.transaction((tx) => {
        noteNotCopied(tx, stick.id, clock.now(), isStationError(error) ? error.code : 'internal')
      })
    }
  }
  return filled
}

const chooseOne = async (deps: KeeperDeps, wanted: string): Promise<void> => {
  const { parts, dir, nightly } = deps
  const { store, clock } = parts
  const stick = (await pluggedSticks(deps.roots, deps.isMounted)).find(({ id }) => id === wanted)
  if (stick === undefined) throw new StationError('notFound', { what: 'stick' })
  const id = await markStick(stick, parts.newId(), clock)
  store.transaction((tx) => {
    chooseStick(tx, id, clock.now())
  })
  if (ownCopies(dir).length === 0) await nightly.makeNow()
  const [newest] = ownCopies(dir)
  if (newest !== undefined) await copyOnto(deps, { ...stick, id, isMarked: true }, newest)
}

export const createKeeper = (deps: KeeperDeps): Keeper => {
  const { dir, parts, nightly } = deps
  const { store, clock, log } = parts
  const chosen = (): ChosenStick[] => store.read(chosenSticks)
  return {
    own: () => ownCopies(dir),
    sticks: () => pluggedSticks(deps.roots, deps.isMounted),
    chosen,
    fillSticks: () =>
      fillSticks(deps, false).catch((error: unknown) => {
        log.error('sticks not looked at', { cause: describeError(error) })
        return 0
      }),
    makeNow: async () => {
      await nightly.makeNow()
      return fillSticks(deps, true)
    },
    choose: (stick) => chooseOne(deps, stick),
    needs: () => {
      const now = clock.now()
      const recovery = store.read(newestRecovery)
      return needsOf({
        today: businessDateOf(now),
        newest: ownCopies(dir).find(({ day }) => day <= businessDateOf(now))?.day ?? null,
        since: sinceOf(parts),
        chosen: chosen(),
        now,
        isDiskTight: deps.isDiskTight(),
        isOtherMachine: deps.isOtherMachine(),
        hasUnseenRecovery: recovery !== null && !recovery.seen,
      })
    },
  }
}
