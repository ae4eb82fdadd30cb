import type { FileLog } from '../../base/log.ts'
import { describeError, isStationError, type ErrorCode, type StationError } from '../../base/errors.ts'

interface Ending {
  code: number
  /** One line for standard error: what happened, where, and that nothing was lost. */
  say(params: StationError['params']): string
}

/** How a station ends that could not start or go on: exit code of the outside interface, and one line. */
const endings: Partial<Record<ErrorCode, Ending>> = {
  usage: { code: 2, say: ({ reason }) => `usage: ${String(reason)}` },
  folderInUse: { code: 3, say: ({ dir }) => `another station already runs in ${String(dir)}` },
  folderUnwritable: { code: 4, say: ({ dir }) => `the folder ${String(dir)} cannot be made or written` },
  storeMissing: {
    code: 4,
    say: ({ file }) =>
      `${String(file)} is missing, though there was a database here before; nothing was created: bring it back, or start in a new folder`,
  },
  storeRefused: {
    code: 4,
    say: ({ file, reason }) => `${String(file)} was not opened: ${String(reason)}; nothing was changed`,
  },
  storeNewer: {
    code: 4,
    say: ({ file }) => `${String(file)} was written by a newer program; nothing was changed`,
  },
  storeReadOnly: { code: 4, say: ({ file }) => `${String(file)} cannot be written` },
  storeFull: { code: 4, say: () => 'the disk is full' },
  keyMissing: {
    code: 4,
    say: ({ file, reason }) =>
      reason === undefined
        ? 'the key of this folder is missing; no new one is made over existing data: bring the file "key" back'
        : `the key of this folder does not open (${String(file)}: ${String(reason)}); no new one is made over existing data`,
  },
  keyWrong: {
    code: 4,
    say: () => 'the key does not belong to the data of this folder; nothing was changed',
  },
  documentBroken: { code: 4, say: ({ file, reason }) => `${String(file)} is broken: ${String(reason)}` },
  portInUse: { code: 5, say: ({ port }) => `port ${String(port)} of 127.0.0.1 is in use` },
  copyRefused: {
    code: 4,
    say: ({ file, reason }) => `${String(file)} is no copy to restore: ${String(reason)}`,
  },
  restartWanted: { code: 70, say: () => 'a copy takes the place of the records: start again' },
  storeIo: { code: 70, say: ({ file }) => `the disk failed at ${String(file)}` },
  commitUnknown: {
    code: 70,
    say: () => 'the disk failed under a record; whether it is there is settled at the next start',
  },
}

/** What to say and with which code to exit; 1 for what was not foreseen. */
export const endingOf = (error: unknown): { code: number; line: string } => {
  const ending = isStationError(error) ? endings[error.code] : undefined
  return isStationError(error) && ending !== undefined
    ? { code: ending.code, line: ending.say(error.params) }
    : { code: 1, line: describeError(error) }
}

/** Who looks at the log of a station that did not start wants to know why. Throws what `start` throws. */
export const noteRefusal = async <T>(
  log: Pick<FileLog, 'error' | 'close'>,
  start: () => Promise<T>,
): Promise<T> => {
  try {
    return await start()
  } catch (error) {
    const { code, line } = endingOf(error)
    log.error('the station did not start', { code, why: line })
    await log.close()
    throw error
  }
}
