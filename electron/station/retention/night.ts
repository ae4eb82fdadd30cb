import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '../../base/errors.ts'
import { businessDateOf } from '../../contract/values.ts'
import { backupFolder, exportFolder, supportFolder } from '../../store/files.ts'
import { backupName } from '../backup/rules.ts'
import type { Parts } from '../parts.ts'
import { copiesAreStale, markCopied } from './erasures.ts'
import type { Sweep } from './sweep.ts'

interface NightDeps {
  dir: string
  parts: Pick<Parts, 'store' | 'clock' | 'log'>
  sweep: Sweep
  /** The time as the centre has it, `null` while nobody can say. */
  heardNow: () => number | null
  /** Rejects where there is no good copy afterwards. */
  copyNow: () => Promise<void>
}

/** Papers and support files that were written where no stick was; whoever wants them has taken them by then. */
const papersStayMs = 30 * 24 * 3_600_000

const dropPapers = (dir: string, isOver: (writtenAt: number) => boolean): void => {
  for (const folder of [exportFolder(dir), supportFolder(dir)]) {
    if (!existsSync(folder)) continue
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isFile() && isOver(statSync(path).mtimeMs)) rmSync(path)
    }
  }
}

/** In older copies stands who was erased since. They go once a new one is there that was checked. */
const remakeCopies = async ({ dir, parts, copyNow }: NightDeps): Promise<void> => {
  const { store, clock, log } = parts
  if (!store.read(copiesAreStale)) return
  const from = clock.now()
  await copyNow()
  const folder = backupFolder(dir)
  const fresh = new Set([from, clock.now()].map((at) => backupName(businessDateOf(at))))
  const old = readdirSync(folder).filter((name) => name.endsWith('.db') && !fresh.has(name))
  for (const name of old) rmSync(join(folder, name))
  // A roster may name whoever is erased.
  dropPapers(dir, () => true)
  store.transaction((tx) => {
    markCopied(tx, from, clock.now())
  })
  log.info('copies of before an erasing removed', { copies: old.length })
}

/** What is kept too long goes at night. Never rejects; killed anywhere, the next night goes on. */
export const careForData = async (deps: NightDeps): Promise<void> => {
  const { sweep, parts, dir, heardNow } = deps
  try {
    sweep.erase()
    sweep.look()
    const now = heardNow()
    if (now !== null) dropPapers(dir, (writtenAt) => writtenAt < now - papersStayMs)
    await remakeCopies(deps)
  } catch (error) {
    parts.log.error('what is kept too long was not let go', { cause: describeError(error) })
  }
}
