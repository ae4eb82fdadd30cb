import { inShanghai } from '../../electron/contract/values.ts'
import type { VolumeByHour, VolumeLevel } from '../../electron/contract/sound.ts'

/** So much softer is each step. */
const stepDb = 6
const loudest = 4

const two = (value: number): string => String(value).padStart(2, '0')

/** `07:30`: a time as the hours of the volume are given. */
export const clockOf = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  return `${two(hour)}:${two(minute)}`
}

/** Whether a clock `21:30` stands in hours that may go over midnight. */
const isIn = ({ from, to }: { from: string; to: string }, clock: string): boolean =>
  from <= to ? from <= clock && clock < to : clock >= from || clock < to

/** How loud it is now: what the person chose, never above what the hour allows. */
export const levelAt = (volume: VolumeByHour, clock: string, chosen: VolumeLevel | null): VolumeLevel => {
  if (volume.muted) return 0
  const wanted = chosen ?? volume.day
  const { quiet } = volume
  return quiet !== null && isIn(quiet, clock) && quiet.most < wanted ? quiet.most : wanted
}

/** By what samples are multiplied. */
export const gainOf = (level: VolumeLevel): number =>
  level === 0 ? 0 : 10 ** ((stepDb * (level - loudest)) / 20)

/** One step louder or softer. */
export const stepped = (level: VolumeLevel, by: 1 | -1): VolumeLevel =>
  Math.min(loudest, Math.max(0, level + by)) as VolumeLevel
