import { z } from 'zod'
import { clockTime } from './values.ts'

/** 0 = silent, 4 = as loud as the loudspeaker is set. */
export const volumeLevels = [0, 1, 2, 3, 4] as const
export const volumeLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type VolumeLevel = z.infer<typeof volumeLevel>

/** How loud the station is, by the hour. */
export const volumeByHour = z.object({
  /** What each person begins with. */
  day: volumeLevel,
  /** Not louder than `most` between these hours, which may go over midnight; `null`: no such hours. */
  quiet: z.object({ from: clockTime, to: clockTime, most: volumeLevel }).nullable(),
  /** Silent until staff say otherwise. */
  muted: z.boolean(),
})
export type VolumeByHour = z.infer<typeof volumeByHour>

export const defaultVolume: VolumeByHour = { day: 4, quiet: null, muted: false }

/** A file of the village's own that replaces a clip: the clip's name or its very words, with one of these endings. */
export const recordingName = z
  .string()
  .regex(/^(?:[a-z][a-zA-Z0-9-]{0,47}|\p{Script=Han}{1,30})\.(?:opus|ogg|mp3|wav|m4a)$/u)
/** A station with its own recording of everything has some five hundred. */
export const mostRecordings = 800

/** Where pages find the village's own recordings. */
export const recordingsPath = '/voice/own/'

/** What a page needs to know to sound right. */
export const soundSnapshot = z.object({
  volume: volumeByHour,
  /** The village's own recordings that are good; a new `revision` means that some are new. */
  own: z.object({ revision: z.int().nonnegative(), files: z.array(recordingName).max(mostRecordings) }),
})
export type SoundSnapshot = z.infer<typeof soundSnapshot>

/** Why a file is not used. */
export const recordingFault = z.enum(['tooBig', 'notSound', 'badName', 'double', 'tooMany'])
export type RecordingFault = z.infer<typeof recordingFault>
