/** Uniform in [0, 1). Spreads retries in time; never for keys or identifiers. */
export type Random = () => number

export const systemRandom: Random = () => Math.random()
