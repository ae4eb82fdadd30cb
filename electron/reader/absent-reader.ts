import type { CardReader, ReaderHealth } from './card-reader.ts'
import { noReadings } from './sam/sam-reader.ts'

/** A station without a reader: people are checked in by hand. */
export const createAbsentReader = (): CardReader => {
  const health: ReaderHealth = { state: 'absent', port: null, counters: noReadings(), trouble: null }
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => health,
    onEvent: () => () => undefined,
  }
}
