import type { CardReader, ReaderHealth, ReaderSteps } from './card-reader.ts'
import { noReadings } from './sam/sam-reader.ts'

/** A station without a reader: people are checked in by hand. */
export const createAbsentReader = (): CardReader => {
  const health: ReaderHealth = { state: 'absent', port: null, counters: noReadings(), trouble: null }
  const steps: ReaderSteps = {
    stage: 'searching',
    port: null,
    baudRate: null,
    answerMs: null,
    readMs: null,
    unread: 0,
  }
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => health,
    steps: () => steps,
    searchAgain: () => undefined,
    onEvent: () => () => undefined,
  }
}
