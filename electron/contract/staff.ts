import { z } from 'zod'
import { uuid } from './values.ts'

/** What a staff member may do; the same names as the audiences of calls. */
export const roles = ['clerk', 'head', 'council', 'technician'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const pin = z.string().regex(/^\d{6}$/)

/** A staff member on a name tile. Staff work under their names: these are not masked. */
export const staffTile = z.object({ id: uuid, name: z.string().min(1).max(20), roles: z.array(role).min(1) })
export type StaffTile = z.infer<typeof staffTile>

/** What a guess of a PIN came to. */
export const signInResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedIn') }),
  z.object({ kind: z.literal('wrongPin'), triesLeft: z.int().nonnegative(), waitMs: z.int().nonnegative() }),
  /** Also the right PIN is refused while the wait lasts. */
  z.object({ kind: z.literal('locked'), waitMs: z.int().positive() }),
])
export type SignInResult = z.infer<typeof signInResult>
