import { z } from 'zod'
import { readerSide } from '../contract/pushes.ts'
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
  /** The port that the reader was last found on. */
  readerPort: z.string().nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  mode: 'setup',
  station: { code: unassignedStation, name: coreWords.unnamedStation },
  readerSide: 'below',
  readerPort: null,
}
