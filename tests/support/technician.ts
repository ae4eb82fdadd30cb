import { rmSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { createIds } from '../../electron/base/ids.ts'
import { readOptions } from '../../electron/station/options.ts'
import { createStation, type Station } from '../../electron/station/station.ts'
import { ManualClock } from './manual-clock.ts'
import { keptLog, testFolder } from './test-store.ts'

const pin = '590271'

export interface TechnicianRig {
  dir: string
  clock: ManualClock
  station: Station
  newId: () => string
  /** Signs in on the page `technician` again, wherever somebody was before. */
  signIn: () => Promise<void>
}

/** A whole station with somebody at the page `technician` who holds every role. */
export const openStation = async (reader = 'none'): Promise<TechnicianRig> => {
  const dir = testFolder()
  const clock = new ManualClock()
  const newId = createIds(clock)
  const args = ['--data', dir, '--reader', reader, '--station', '119999001001', '--name', '鸥湾村']
  const station = await createStation(readOptions(args, { STATION_PIN: pin }), {
    clock,
    log: keptLog(),
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })
  onTestFinished(async () => {
    await station.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  const signIn = async (): Promise<void> => {
    const [who] = station.snapshot('staff', 'technician').tiles
    await station.handlers['staff.signIn']({ account: who?.id ?? '', pin }, 'technician')
  }
  await signIn()
  return { dir, clock, station, newId, signIn }
}
