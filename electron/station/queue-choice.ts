import type { Clock } from '../base/clock.ts'

/** A queue that stood still for so long is another queue. */
const sameQueueMs = 3 * 60_000

/** Which of several events the person before chose: those behind in the queue are not asked again. */
export const createQueueChoice = (
  clock: Clock,
): {
  /** The event chosen in this queue, `null` if nobody was asked lately. */
  readonly event: () => string | null
  readonly choose: (event: string) => void
  /** Somebody's tap went to an event: while it is the chosen one, the queue goes on. */
  readonly used: (event: string | null) => void
} => {
  let chosen: { event: string; at: number } | null = null
  const current = (): typeof chosen =>
    chosen !== null && clock.monotonic() - chosen.at < sameQueueMs ? chosen : null
  return {
    event: () => current()?.event ?? null,
    choose: (event) => {
      chosen = { event, at: clock.monotonic() }
    },
    used: (event) => {
      const now = current()
      if (now !== null && now.event === event) chosen = { event: now.event, at: clock.monotonic() }
    },
  }
}
