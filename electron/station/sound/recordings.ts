import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type { CallOutput } from '../../contract/calls.ts'
import { mostRecordings, type SoundSnapshot } from '../../contract/sound.ts'
import { listRecordings, type ListedRecording } from '../hosting/recording-files.ts'

/** The village's own recordings of what the station says. */
export interface Recordings {
  /** Looks into the folder again; whether something is other than before. */
  look: () => boolean
  own: () => SoundSnapshot['own']
  listed: () => CallOutput<'sound.recordings'>
}

/** More than these are not named to staff: somebody copied a whole stick there. */
const mostListed = mostRecordings + 200

/** Looks into the folder at once; nobody has to have one. */
export const createRecordings = (folder: string, log: Logger): Recordings => {
  let files: ListedRecording[] = []
  let revision = 0

  const read = (): ListedRecording[] => {
    try {
      return listRecordings(folder)
    } catch (error) {
      log.warn('recordings not read', { cause: describeError(error) })
      return []
    }
  }

  const look = (): boolean => {
    const now = read()
    if (JSON.stringify(now) === JSON.stringify(files)) return false
    files = now
    revision += 1
    for (const { fault } of now) if (fault !== null) log.warn('recording not used', { why: fault })
    return true
  }

  look()
  return {
    look,
    own: () => ({
      revision,
      files: files.filter(({ fault }) => fault === null).map(({ file }) => file),
    }),
    listed: () => ({
      folder,
      files: files.slice(0, mostListed).map(({ file, fault }) => ({ file, fault })),
    }),
  }
}
