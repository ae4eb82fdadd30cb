import type { VolumeByHour } from '../../../electron/contract/sound.ts'

const dayMinutes = 1_440
const stepMinutes = 30
const two = (value: number): string => String(value).padStart(2, '0')

/** A clock half an hour earlier or later; it goes round at midnight. */
export const halfHour = (clock: string, by: 1 | -1): string => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const minutes = (hour * 60 + minute + by * stepMinutes + dayMinutes) % dayMinutes
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The hours that a station begins with when somebody wants quiet ones. */
export const ordinaryQuiet: NonNullable<VolumeByHour['quiet']> = { from: '20:00', to: '07:00', most: 2 }
