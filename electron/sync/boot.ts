import type { Clock } from '../base/clock.ts'
import type { NewId } from '../base/ids.ts'

/** One run of the station, in which monotonic times can be compared. */
export interface Boot {
  readonly bootId: string
  /** Whole milliseconds since this run began. */
  monoMs(): number
}

export const createBoot = ({ clock, newId }: { clock: Clock; newId: NewId }): Boot => {
  const began = clock.monotonic()
  return { bootId: newId(), monoMs: () => Math.max(0, Math.floor(clock.monotonic() - began)) }
}
