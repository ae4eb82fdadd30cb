import type { Clock } from '../base/clock.ts'
import type { ClockState } from './outbox.ts'

/** What is known of the centre's clock, as it is kept over restarts. */
export interface ClockContact {
  /** Centre's time minus ours, milliseconds. */
  offsetMs: number
  /** Our wall clock at that moment. */
  at: number
}

const freshForMs = 24 * 3_600_000
/** Above it the middle of the round trip says too little about the offset. */
const longestRoundTripMs = 10_000
/** More than a clock that is being slewed can differ from the monotonic one in a day. */
const stepMs = 5000

export interface ClockOffset {
  /** Takes an answer's `serverTime`; ignored when it is no time or the round trip was too long. */
  observe(serverTime: string, sentMono: number, receivedMono: number): void
  /** What to keep; `undefined` before the first contact. */
  contact(): ClockContact | undefined
  /**
   * `unset`: earlier than this program was built. `synced`: compared with the centre within 24 h and not set since.
   * Else `drifting`. No right to set the system's clock is needed: the centre corrects by the offset.
   */
  state(): ClockState
}

const isContact = (value: unknown): value is ClockContact =>
  typeof value === 'object' &&
  value !== null &&
  'offsetMs' in value &&
  'at' in value &&
  Number.isFinite(value.offsetMs) &&
  Number.isFinite(value.at)

/** @param saved what `contact()` gave before the restart */
export const createClockOffset = (options: {
  clock: Clock
  /** Milliseconds since 1970 UTC at which this program was built. */
  buildDate: number
  saved: unknown
}): ClockOffset => {
  const { clock, buildDate, saved } = options
  let contact = isContact(saved) ? { ...saved } : undefined
  /** Monotonic time of the contact, known only within one run. */
  let contactMono: number | undefined

  const isFresh = (): boolean => {
    if (contact === undefined) return false
    const passed = clock.now() - contact.at
    if (contactMono === undefined) return passed >= 0 && passed < freshForMs
    const passedMono = clock.monotonic() - contactMono
    return passedMono < freshForMs && Math.abs(passed - passedMono) < stepMs
  }

  return {
    observe: (serverTime, sentMono, receivedMono) => {
      const server = Date.parse(serverTime)
      const roundTripMs = receivedMono - sentMono
      if (Number.isNaN(server) || roundTripMs < 0 || roundTripMs > longestRoundTripMs) return
      const now = clock.now()
      contactMono = clock.monotonic()
      const midway = now - (contactMono - receivedMono) - roundTripMs / 2
      contact = { offsetMs: Math.round(server - midway), at: now }
    },
    contact: () => contact,
    state: () => {
      if (clock.now() < buildDate) return 'unset'
      return isFresh() ? 'synced' : 'drifting'
    },
  }
}
