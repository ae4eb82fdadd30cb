import type { CheckItem } from '../../contract/setup.ts'
import type { ReaderState } from '../../reader/card-reader.ts'
import type { Link } from '../../sync/upload-step.ts'

/** Below this the records of some months no longer fit. */
const scarceBytes = 1024 ** 3
const lastBytes = 100 * 1024 ** 2

export interface CheckFacts {
  storeOk: boolean
  keyOk: boolean
  reader: ReaderState
  clock: 'synced' | 'drifting' | 'unset'
  link: Link
  /** `null`: the system does not say. */
  freeBytes: number | null
}

const diskState = (free: number | null): CheckItem['state'] => {
  if (free === null) return 'look'
  if (free < lastBytes) return 'bad'
  return free < scarceBytes ? 'look' : 'ok'
}

/** What the station says of itself before it opens. */
export const checkItems = (facts: CheckFacts): CheckItem[] => [
  { name: 'store', state: facts.storeOk ? 'ok' : 'bad' },
  { name: 'key', state: facts.keyOk ? 'ok' : 'bad' },
  { name: 'reader', state: facts.reader === 'ready' || facts.reader === 'card' ? 'ok' : 'look' },
  { name: 'clock', state: facts.clock === 'synced' ? 'ok' : facts.clock === 'unset' ? 'bad' : 'look' },
  { name: 'centre', state: facts.link === 'online' ? 'ok' : 'look' },
  { name: 'disk', state: diskState(facts.freeBytes) },
]
