import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(4096)
let used = pool.length

/**
 * `count` bytes of the system's random source, at most 4096. They are drawn from it in larger pieces: a draw of its
 * own for each id and nonce of a tap cost more than writing the tap's rows.
 */
export const randomSlice = (count: number): Uint8Array => {
  if (count > pool.length) throw new RangeError('more random bytes than one draw holds')
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.slice(used, used + count)
  // What was handed out is not kept.
  pool.fill(0, used, used + count)
  used += count
  return bytes
}

/** Uniform in [0, 1). Spreads retries in time; never for keys or identifiers. */
export type Random = () => number

export const systemRandom: Random = () => Math.random()
