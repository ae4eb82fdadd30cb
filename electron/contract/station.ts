import { z } from 'zod'
import { weekdays } from './event-desk.ts'
import { readerSide } from './pushes.ts'
import { clockTime } from './values.ts'

/** When the door is open on one day of the week; `null`: not at all. */
export const openingHours = z
  .object({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to, 'opens before it closes')
  .nullable()
export type OpeningHours = z.infer<typeof openingHours>

export const openingWeek = z.record(z.enum(weekdays), openingHours)
export type OpeningWeek = z.infer<typeof openingWeek>

/** Whom to ask, as the notice on the wall and the idle screen name them: staff work under their names. */
export const contact = z.object({
  name: z.string().trim().min(1).max(20),
  phone: z.string().trim().max(20),
})
export type Contact = z.infer<typeof contact>

/** Where screen and reader stand. */
export const placement = z.object({
  side: readerSide,
  /** From the floor to the lower edge of the screen, centimetres; `null`: nobody measured it. */
  mountHeight: z.int().min(40).max(160).nullable(),
})
export type Placement = z.infer<typeof placement>
