import { isStationError, StationError, type ErrorCode } from '../../base/errors.ts'
import { toInstant } from '../../base/clock.ts'
import type { BackupResult, BackupState, KeyResult, RestoreResult } from '../../contract/backup.ts'
import type { CallName, CallOutput } from '../../contract/calls.ts'
import { businessDateOf } from '../../contract/values.ts'
import { keepSheet, sheetOf } from '../../store/backup-stick.ts'
import { readFieldVersions } from '../../store/field-versions.ts'
import { backupKeyOf, type RootKeySource } from '../../store/key-store.ts'
import type { Tx } from '../../store/tx.ts'
import { markRecoverySeen, newestRecovery } from '../../store/recovery/notes.ts'
import { isSealedFile, stageCopy } from '../../store/restore.ts'
import { newSheetDigits, sheetPublicKey, type Opener } from '../../store/sealed-copy.ts'
import type { KeyRotation } from '../care/key-rotation.ts'
import { answered } from '../commands.ts'
import { act, look, note, overseerOf, type DeskDeps } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import type { Keeper, OwnCopy } from './keeper.ts'
import type { PluggedStick } from './sticks.ts'

export interface BackupHandlerDeps {
  dir: string
  desk: DeskDeps
  keeper: Keeper
  keySource: RootKeySource
  rotation: KeyRotation
  /** Sends again what waits. */
  goOn: () => void
  /** Ends the station so that the next start puts the copy in its place. */
  restart: () => void
}

type BackupCall = Extract<CallName, `backup.${string}`>

const mostListed = 12

/** Ids of copies, and where they lie; of the moment in which they are asked for. */
const copyIds = (own: readonly OwnCopy[], sticks: readonly PluggedStick[]): Map<string, string> =>
  new Map([
    ...own.map(({ name, path }) => [name, path] as const),
    ...sticks.flatMap(({ id, copies }) => copies.map(({ name, path }) => [`${id}/${name}`, path] as const)),
  ])

const stateOf = async ({ keeper, rotation, desk: { parts } }: BackupHandlerDeps): Promise<BackupState> => {
  const own = keeper.own()
  const chosen = keeper.chosen()
  const ids = new Set(chosen.map(({ id }) => id))
  const recovery = parts.store.read(newestRecovery)
  const sheet = parts.store.read(sheetOf)
  const { version, isRotating } = rotation.state()
  const stickAt = Math.max(0, ...chosen.map(({ copiedAt }) => copiedAt ?? 0))
  return {
    lastAt: own[0] === undefined ? null : toInstant(Math.floor(own[0].atMs)),
    copies: own.slice(0, mostListed).map(({ name, day, bytes }) => ({ id: name, day, bytes })),
    sticks: (await keeper.sticks()).map(({ id, name, isMarked, freeBytes, copies }) => ({
      id,
      name,
      prepared: isMarked && ids.has(id),
      freeBytes,
      copies: copies.map((copy) => ({ id: `${id}/${copy.name}`, day: copy.day, bytes: copy.bytes })),
    })),
    stickAt: stickAt === 0 ? null : toInstant(stickAt),
    sheetOn: sheet === null ? null : businessDateOf(sheet.madeAt),
    recovery:
      recovery === null
        ? null
        : {
            at: toInstant(recovery.at),
            step: recovery.step,
            missing: recovery.missingRecords,
            folder: recovery.folder,
          },
    needs: keeper.needs(),
    key: { version, changing: isRotating },
  }
}

const because: Partial<Record<ErrorCode, Extract<BackupResult, { kind: 'refused' }>['because']>> = {
  storeFull: 'noRoom',
  storeRefused: 'notWhole',
  folderUnwritable: 'unwritable',
  notFound: 'gone',
  copyRefused: 'gone',
}

/** What went wrong with a copy is told, not thrown: nothing is lost by it. */
const resultOf = async (work: () => Promise<number>): Promise<BackupResult> => {
  try {
    return { kind: 'done', sticks: await work() }
  } catch (error) {
    const reason = isStationError(error) ? because[error.code] : undefined
    if (reason === undefined) throw error
    return { kind: 'refused', because: reason }
  }
}

const restoreBecause: Partial<Record<ErrorCode, Extract<RestoreResult, { kind: 'refused' }>['because']>> = {
  copyRefused: 'damaged',
  keyWrong: 'wrongDigits',
  keyMissing: 'needsDigits',
  storeFull: 'noRoom',
  storeNewer: 'newer',
  notFound: 'gone',
}

const openerFor = async (
  { keySource }: BackupHandlerDeps,
  path: string,
  digits: string | null,
): Promise<Opener | null> => {
  if (!isSealedFile(path)) return null
  if (digits !== null) return { kind: 'sheet', digits }
  const key = await backupKeyOf(keySource)
  return key === undefined ? null : { kind: 'station', key }
}

const stage = async (
  deps: BackupHandlerDeps,
  { copy, digits }: { copy: string; digits: string | null },
): Promise<RestoreResult> => {
  const { dir, keeper, desk } = deps
  const from = copyIds(keeper.own(), await keeper.sticks()).get(copy)
  try {
    if (from === undefined) throw new StationError('notFound', { what: 'copy' })
    await stageCopy({ dir, from, opener: await openerFor(deps, from, digits), clock: desk.parts.clock })
    return { kind: 'restarting' }
  } catch (error) {
    const reason = isStationError(error) ? restoreBecause[error.code] : undefined
    if (reason === undefined) throw error
    // Sealed by another machine: only its sheet opens it.
    const asks = reason === 'wrongDigits' && digits === null
    return { kind: 'refused', because: asks ? 'needsDigits' : reason }
  }
}

/** Calls that take their time and tell what came of it. */
type SlowCall = 'backup.now' | 'backup.prepare' | 'backup.restore'

/** Looks the author up before anything is done, and notes what was done in one transaction with its answer. */
const doing = async <N extends SlowCall>(
  { desk }: BackupHandlerDeps,
  page: string,
  command: { call: N; commandId: string; action: string },
  work: () => Promise<CallOutput<N>['result']>,
): Promise<CallOutput<N>> => {
  look(desk, page, () => undefined, overseerOf)
  const before = answered(desk.parts, command.commandId, command.call)
  if (before !== null) return before
  const result = await work()
  const { output } = act(
    desk,
    page,
    command,
    (tx, doer) => {
      note(tx, doer, command.action, '', { result: result.kind === 'refused' ? result.because : result.kind })
      return { result } as CallOutput<N>
    },
    overseerOf,
  )
  return output
}

/** Something that is only said, once. */
const say = (
  { desk }: BackupHandlerDeps,
  page: string,
  command: { call: 'backup.goOn' | 'backup.seen'; commandId: string; action: string },
  write: (tx: Tx, at: number) => void,
): { repeated: boolean } =>
  act(
    desk,
    page,
    command,
    (tx, doer) => {
      write(tx, doer.at)
      note(tx, doer, command.action, '')
      return {}
    },
    overseerOf,
  )

/** Without a sheet nobody could ever open the copy on another machine. */
const choose = ({ desk, keeper }: BackupHandlerDeps, stick: string): Promise<BackupResult> =>
  desk.parts.store.read(sheetOf) === null
    ? Promise.resolve({ kind: 'refused', because: 'noSheet' })
    : resultOf(async () => {
        await keeper.choose(stick)
        return 1
      })

// Without a command id: an answer that is kept to be given again would stand in the database in clear.
const makeSheet = ({ desk }: BackupHandlerDeps, page: string): { digits: string } => {
  const digits = newSheetDigits()
  const publicKey = sheetPublicKey(digits)
  look(
    desk,
    page,
    (tx, doer) => {
      keepSheet(tx, publicKey, doer.at)
      note(tx, doer, 'backup.sheetMade', '')
    },
    overseerOf,
  )
  return { digits }
}

/** Everything that may be refused is refused before anything is written. */
const keyResultOf = (tx: Tx, rotation: KeyRotation): KeyResult => {
  try {
    return rotation.begin(tx) ? { kind: 'begun' } : { kind: 'refused', because: 'underWay' }
  } catch (error) {
    if (!isStationError(error, 'conflict')) throw error
    return { kind: 'refused', because: 'usedUp' }
  }
}

const newKey = (
  { desk, rotation }: BackupHandlerDeps,
  page: string,
  commandId: string,
): { result: KeyResult } => {
  const { output } = act(
    desk,
    page,
    { call: 'backup.newKey', commandId },
    (tx, doer) => {
      const result = keyResultOf(tx, rotation)
      note(tx, doer, 'backup.keyChanged', '', {
        result: result.kind === 'refused' ? result.because : 'done',
        version: readFieldVersions(tx).current,
      })
      return { result }
    },
    overseerOf,
  )
  rotation.begun()
  return output
}

/** Copies and restoring, for the head and the technician. */
export const createBackupHandlers = (deps: BackupHandlerDeps): Pick<CallHandlers, BackupCall> => ({
  'backup.state': (_input, page) => {
    look(deps.desk, page, () => undefined, overseerOf)
    return stateOf(deps)
  },
  'backup.now': ({ commandId }, page) =>
    doing(deps, page, { call: 'backup.now', commandId, action: 'backup.made' }, () =>
      resultOf(deps.keeper.makeNow),
    ),
  'backup.prepare': ({ commandId, stick }, page) =>
    doing(deps, page, { call: 'backup.prepare', commandId, action: 'backup.stickChosen' }, () =>
      choose(deps, stick),
    ),
  'backup.sheet': (_input, page) => makeSheet(deps, page),
  'backup.restore': async ({ commandId, copy, digits }, page) => {
    const command = { call: 'backup.restore', commandId, action: 'backup.restored' } as const
    const answer = await doing(deps, page, command, () => stage(deps, { copy, digits }))
    if (answer.result.kind === 'restarting') deps.restart()
    return answer
  },
  'backup.newKey': ({ commandId }, page) => newKey(deps, page, commandId),
  'backup.goOn': ({ commandId }, page) => {
    const command = { call: 'backup.goOn', commandId, action: 'backup.machineConfirmed' } as const
    if (!say(deps, page, command, () => undefined).repeated) deps.goOn()
    return {}
  },
  'backup.seen': ({ commandId }, page) => {
    say(deps, page, { call: 'backup.seen', commandId, action: 'backup.recoverySeen' }, markRecoverySeen)
    return {}
  },
})
