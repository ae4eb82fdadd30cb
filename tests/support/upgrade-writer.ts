import { writeSync } from 'node:fs'
import { systemClock } from '../../electron/base/clock.ts'
import { isFatalForProcess, isStationError } from '../../electron/base/errors.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openStore, type OpenedStore } from '../../electron/store/database.ts'
import { lockFolder } from '../../electron/store/lock.ts'
import { migrations } from '../../electron/store/migrations/index.ts'

/** Two layout changes after the last one that shipped; the second rewrites what the first made. */
const nextMigrations = [
  ...migrations,
  {
    version: 9001,
    sql: 'create table extra (tap text primary key, note text) strict; insert into extra select id, outcome from tap',
  },
  {
    version: 9002,
    sql: `update extra set note = note || 'x'; create index extra_note on extra (note)`,
  },
]

/** Opens a folder as the program of the day after tomorrow does. */
export const openUpgraded = (dir: string): OpenedStore =>
  openStore({
    dir,
    mayCreate: false,
    newId: () => 'unused',
    clock: systemClock,
    log: silentLog,
    migrations: nextMigrations,
  })

/** A program that brings a folder to a newer layout: `upgrade-writer.ts DIR`. Prints `done`, or `error CODE`. */
const main = (dir: string): number => {
  try {
    lockFolder(dir)
    openUpgraded(dir)
    writeSync(1, 'done\n')
    return 0
  } catch (error) {
    writeSync(1, `error ${isStationError(error) ? error.code : String(error)}\n`)
    return isFatalForProcess(error) ? 70 : 4
  }
}

if (import.meta.main) process.exit(main(process.argv[2] ?? ''))
