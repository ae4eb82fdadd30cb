import { v7 } from 'uuid'
import type { Clock } from './clock.ts'
import { randomSlice } from './random.ts'

/** Makes identifiers. Order never depends on them: a village clock may be wrong. */
export type NewId = () => string

/** UUIDv7 (RFC 9562) from the given clock and the system's random source. */
export const createIds =
  (clock: Clock): NewId =>
  () =>
    v7({ msecs: Math.max(0, clock.now()), random: randomSlice(16) })
