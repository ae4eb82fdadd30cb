const tapsToOpen = 5
const withinMs = 3_000

/** Times of the taps on the station's name that still count, after one at `now`; `opens` at the fifth within 3 s. */
export const knock = (
  earlier: readonly number[],
  now: number,
): { taps: readonly number[]; opens: boolean } => {
  const taps = [...earlier.filter((at) => now - at <= withinMs), now]
  return taps.length >= tapsToOpen ? { taps: [], opens: true } : { taps, opens: false }
}
