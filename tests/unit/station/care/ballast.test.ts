import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/base/log.ts'
import {
  ballastBytes,
  createRoom,
  leastFreeBytes,
  type Room,
} from '../../../../electron/station/care/ballast.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { testFolder } from '../../../support/test-store.ts'

const mebibyte = 1024 * 1024
const plenty = 1000 * mebibyte

interface World {
  room: Room
  clock: ManualClock
  file: string
  set: (bytes: number | null) => void
}

const world = (): World => {
  const dir = testFolder()
  const clock = new ManualClock()
  let free: number | null = plenty
  const room = createRoom({ dir, clock, log: silentLog, free: () => free })
  const set = (bytes: number | null): void => {
    free = bytes
  }
  return { room, clock, file: join(dir, 'ballast'), set }
}

describe('room that is held back', () => {
  it('is made some minutes after the start, given up on a full disk, and made again when there is plenty', () => {
    const { room, clock, file, set } = world()
    expect(existsSync(file)).toBe(false)
    clock.advance(10 * 60_000)
    expect(statSync(file).size).toBe(ballastBytes)
    expect(statSync(file).blocks * 512).toBeGreaterThanOrEqual(ballastBytes)
    set(0)
    room.onFull()
    expect(existsSync(file)).toBe(false)
    set(70 * mebibyte)
    expect([room.isTight(), room.mayRecord()]).toEqual([true, true])
    clock.advance(20 * 60_000)
    expect(existsSync(file)).toBe(false)
    set(plenty)
    clock.advance(10 * 60_000)
    expect([existsSync(file), room.isTight()]).toEqual([true, false])
    room.stop()
  })

  it('is not made where it would leave little', () => {
    const { clock, file, set } = world()
    set(200 * mebibyte)
    clock.advance(60 * 60_000)
    expect(existsSync(file)).toBe(false)
  })

  it('is used up before a tap is refused, and a tap is refused before there is no room to close', () => {
    const { room, clock, file, set } = world()
    clock.advance(10 * 60_000)
    set(leastFreeBytes - 1)
    expect(room.mayRecord()).toBe(false)
    expect(existsSync(file)).toBe(false)
    set(leastFreeBytes)
    expect(room.mayRecord()).toBe(true)
    expect(room.isTight()).toBe(true)
  })

  it('never refuses a tap where the system does not say how much there is', () => {
    const { room, set } = world()
    set(null)
    expect([room.mayRecord(), room.isTight()]).toEqual([true, false])
  })
})
