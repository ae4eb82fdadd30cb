import { z } from 'zod'
import { eventBrief } from './events.ts'
import { openingHours } from './station.ts'
import { businessDate, instant } from './values.ts'

/** People whom the village thanks by name, and the sentence that does it. */
export const thanks = z.object({
  names: z.array(z.string().min(1).max(20)).min(1).max(12),
  text: z.string().min(1).max(60),
})
export type Thanks = z.infer<typeof thanks>

/** What stands on the screen while nobody is there: true at `at`, and asked for anew each minute. */
export const attractShown = z.object({
  at: instant,
  date: businessDate,
  /** What is going on, or comes next: today's, or else the first of a later day. */
  next: z.object({ event: eventBrief, begun: z.boolean(), today: z.boolean() }).nullable(),
  /** The other events of today that are not over. */
  today: z.array(eventBrief).max(3),
  /** Events of today beyond those. */
  more: z.int().nonnegative(),
  /** `null`: nobody said when the door is open. `hours: null`: not at all today. */
  door: z.object({ hours: openingHours }).nullable(),
  /** Name of who is on duty. */
  onDuty: z.string().max(20).nullable(),
  thanks: thanks.nullable(),
})
export type AttractShown = z.infer<typeof attractShown>
