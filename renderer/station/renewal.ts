/** What decides whether the page loads itself anew, so that nothing piles up in it over months. */
export interface PageAge {
  /** Since it was loaded, ms. */
  ageMs: number
  /** Nobody is there, and no staff either. */
  isIdle: boolean
  night: boolean
  /** `null` where the browser does not say. */
  heapBytes: number | null
}

const dayMs = 24 * 3_600_000
const atNightMs = 12 * 3_600_000
/** However full it is, not in a loop. */
const soonestMs = 10 * 60_000
const fullBytes = 400 * 1024 * 1024

/** Once a night where the nights are known, else once a day, and when memory runs full; never before anybody's eyes. */
export const isRenewalDue = ({ ageMs, isIdle, night, heapBytes }: PageAge): boolean =>
  isIdle &&
  ageMs >= soonestMs &&
  (ageMs >= dayMs || (night && ageMs >= atNightMs) || (heapBytes !== null && heapBytes > fullBytes))
