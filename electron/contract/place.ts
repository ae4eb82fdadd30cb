import { z } from 'zod'
import { volumeLevel } from './sound.ts'
import { uuid } from './values.ts'
import { voiceLanguage } from './voice.ts'

/**
 * What a resident stands before, and how it was asked for. It names nobody: whose pages they are, the core knows.
 * `id`: of the event or the notice that is read.
 */
export const place = z.object({
  page: z.enum(['home', 'calendar', 'event', 'find', 'mine', 'credit', 'notices']),
  id: uuid.nullable(),
  preferences: z.object({
    text: z.enum(['standard', 'large', 'largest']),
    contrast: z.boolean(),
    lowered: z.boolean(),
    language: voiceLanguage,
    /** `null`: as loud as the station is at this hour. */
    volume: volumeLevel.nullable(),
  }),
})
export type Place = z.infer<typeof place>
