/** Version of the program; equal to the one in package.json. */
export const version = '0.1.0'

/** A clock that shows an earlier moment was never set. Moves forward with each release. */
export const releasedAt = Date.parse('2026-11-01T00:00:00Z')
