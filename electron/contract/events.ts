import { z } from 'zod'
import { instant, uuid } from './values.ts'

/** What an event is about; the screen gives each its own colour and shape. */
export const eventKinds = [
  'lecture',
  'training',
  'volunteer',
  'culture',
  'health',
  'service',
  'meeting',
  'canteen',
] as const
export const eventKind = z.enum(eventKinds)
export type EventKind = z.infer<typeof eventKind>

/** An event as residents see it. */
export const eventBrief = z.object({
  id: uuid,
  title: z.string().min(1).max(60),
  kind: eventKind,
  startsAt: instant,
  endsAt: instant,
  place: z.string().max(40),
  host: z.string().max(40).nullable(),
  /** Free places, `null` where there is no limit. */
  placesLeft: z.int().nonnegative().nullable(),
})
export type EventBrief = z.infer<typeof eventBrief>
