import { z } from 'zod'
import { readerSide } from '../contract/pushes.ts'
import { defaultVolume, volumeByHour } from '../contract/sound.ts'
import { contact, openingWeek } from '../contract/station.ts'
import { setupStep } from '../contract/setup.ts'
import { stationCode } from '../contract/values.ts'
import { coreWords } from '../contract/words/core-words.ts'

/** Stands for the code until a centre has told the station its own. */
export const unassignedStation = '000000000000'

/** `settings.json`: what somebody set up once and can type again. */
export const settingsSchema = z.object({
  /** `setup` until a demonstration or a first PIN opened the station. */
  mode: z.enum(['live', 'demo', 'setup']),
  station: z.object({ code: stationCode, name: z.string().min(1).max(20) }),
  readerSide,
  /** From the floor to the lower edge of the screen, centimetres. */
  mountHeight: z.int().min(40).max(160).nullable().default(null),
  /** `null`: nobody said when the door is open. */
  opening: openingWeek.nullable().default(null),
  /** Who is on duty and answers questions. */
  contact: contact.nullable().default(null),
  /** What the first run came to; a step that is not named is open. */
  steps: z.partialRecord(setupStep, z.enum(['done', 'later'])).default({}),
  /** The centre that was given on the screen; one of the command line wins. */
  centre: z.object({ url: z.url() }).nullable().default(null),
  /** How loud the station is, by the hour. */
  volume: volumeByHour.default(defaultVolume),
  /** The port that the reader was last found on. */
  readerPort: z.string().nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  mode: 'setup',
  station: { code: unassignedStation, name: coreWords.unnamedStation },
  readerSide: 'below',
  mountHeight: null,
  opening: null,
  contact: null,
  steps: {},
  centre: null,
  volume: defaultVolume,
  readerPort: null,
}
