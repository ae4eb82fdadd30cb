export type Admission = { admitted: true; leave: () => void } | { admitted: false; retryAfterMs: number }

/**
 * Lets at most `maxInFlight` batches in at once. Whoever is turned away gets an appointment of its own,
 * the next free slot of a queue served at `perSecond`, so that a county that comes back after a power
 * cut does not return in one crowd.
 */
export const createAdmission = ({
  maxInFlight,
  perSecond,
  now,
}: {
  maxInFlight: number
  perSecond: number
  now: () => number
}): (() => Admission) => {
  let inFlight = 0
  let nextSlotMs = 0
  return () => {
    if (inFlight >= maxInFlight) {
      nextSlotMs = Math.max(now(), nextSlotMs) + 1000 / perSecond
      return { admitted: false, retryAfterMs: Math.ceil(nextSlotMs - now()) }
    }
    inFlight += 1
    let left = false
    return {
      admitted: true,
      leave: () => {
        if (left) return
        left = true
        inFlight -= 1
      },
    }
  }
}
