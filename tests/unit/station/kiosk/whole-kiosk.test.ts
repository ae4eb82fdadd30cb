import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import { createIds } from '../../../../electron/base/ids.ts'
import { weekdays } from '../../../../electron/contract/event-desk.ts'
import type { OpeningWeek } from '../../../../electron/contract/station.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { atFirst } from '../../../support/place.ts'
import { keptLog } from '../../../support/test-store.ts'

// 09:00 in Shanghai.
const morning = Date.parse('2026-11-24T01:00:00.000Z')
const hourMs = 3_600_000
const folders: string[] = []
const stations: Station[] = []

const start = async (...args: string[]) => {
  const dir = mkdtempSync(join(tmpdir(), 'station-'))
  folders.push(dir)
  const clock = new ManualClock(morning)
  const told: string[] = []
  const options = readOptions(['--data', dir, '--reader', 'none', '--no-open', ...args], {
    STATION_PIN: '271828',
    STATION_PIN2: '314159',
  })
  const station = await createStation(options, {
    clock,
    log: keptLog(),
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: {
      announce: (what) => told.push(what),
      page: (news) => told.push(news),
      line: () => undefined,
    },
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })
  stations.push(station)
  const signIn = async (page: string): Promise<void> => {
    const [one] = station.snapshot('staff', page).tiles
    await station.handlers['staff.signIn']({ account: one?.id ?? '', pin: '271828' }, page)
  }
  return { station, clock, told, signIn, newId: createIds(clock) }
}

const beat = (station: Station, frames = 1) =>
  station.handlers['kiosk.beat'](
    { frames, visible: true, dark: false, leaving: false, place: atFirst },
    'page',
  )

const refusal = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return isStationError(error) ? error.code : error
  }
}

let real: Awaited<ReturnType<typeof start>>
let demo: Awaited<ReturnType<typeof start>>

beforeAll(async () => {
  real = await start()
  demo = await start('--demo')
  for (const { signIn } of [real, demo]) await signIn('page')
})
afterAll(async () => {
  for (const station of stations) await station.stop()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

test('only whoever answers for the station ends the kiosk; the audit says who and how', () => {
  const { station, clock, told, newId } = real
  const end = station.handlers['kiosk.end']
  const commandId = newId()
  expect(refusal(() => end({ commandId, how: 'off' }, 'somebody'))).toBe('notAllowed')
  clock.advance(1_000)
  expect(told).toEqual([])
  expect(refusal(() => end({ commandId, how: 'off' }, 'page'))).toEqual({})
  clock.advance(1_000)
  expect(told).toEqual(['off'])
})

test('the same wish, sent again after the machine is back, does not switch it off once more', () => {
  const { station, clock, told, newId } = real
  told.length = 0
  const wish = { commandId: newId(), how: 'restart' as const }
  for (let times = 0; times < 3; times += 1) refusal(() => station.handlers['kiosk.end'](wish, 'page'))
  clock.advance(1_000)
  expect(told).toEqual(['restart'])
})

test('a demonstration can be left and never switches the visitor’s machine off', () => {
  const { station, clock, told, newId } = demo
  const end = station.handlers['kiosk.end']
  for (const how of ['off', 'restart'] as const)
    expect(refusal(() => end({ commandId: newId(), how }, 'page'))).toBe('notAllowed')
  expect(refusal(() => end({ commandId: newId(), how: 'leave' }, 'page'))).toEqual({})
  clock.advance(1_000)
  expect(told).toEqual(['leave'])
})

test('it is night half an hour after the door was shut, until half an hour before it opens', async () => {
  const { station, clock, newId } = real
  expect(beat(station)).toEqual({ night: false, resume: null })
  clock.advance(14 * hourMs)
  // Nobody has said when the door is open: the screen stays lit.
  expect(beat(station)).toEqual({ night: false, resume: null })
  const hours = { from: '08:00', to: '17:00' }
  const week = Object.fromEntries(weekdays.map((day) => [day, hours])) as OpeningWeek
  // The long wait ended the sign-in.
  await real.signIn('page')
  await station.handlers['setup.opening']({ commandId: newId(), week }, 'page')
  const nights: string[] = []
  for (let half = 0; half < 48; half += 1) {
    const { night } = await beat(station)
    const at = clock.now() + 8 * hourMs
    const time = new Date(at).toISOString().slice(11, 16)
    if (night) nights.push(time)
    clock.advance(hourMs / 2)
  }
  expect(nights.toSorted()[0]).toBe('00:00')
  expect(nights).toContain('07:00')
  expect(nights).not.toContain('07:30')
  expect(nights).not.toContain('17:00')
  expect(nights).toContain('17:30')
})

test('a database that does not answer is noticed by whoever watches the station', async () => {
  const { station } = await start()
  expect(() => {
    station.probe()
  }).not.toThrow()
  await station.stop()
  expect(() => {
    station.probe()
  }).toThrow()
})

describe('a printed code', () => {
  const codes: string[] = []
  // No page shows signs of life here: what is told of that is left out.
  const ended = (told: string[]): string[] =>
    told.splice(0).filter((what) => !['gone', 'stuck'].includes(what))
  const wish = (how: 'leave' | 'restart' | 'off', code: string, at = real) => ({
    commandId: at.newId(),
    account: at.station.snapshot('staff', 'door').tiles[0]?.id ?? '',
    code,
    how,
  })
  const end = (input: ReturnType<typeof wish>, at = real): unknown =>
    refusal(() => at.station.handlers['kiosk.endByCode'](input, 'door'))

  beforeAll(async () => {
    await real.signIn('page')
    await demo.signIn('page')
    codes.push(...(await real.station.handlers['codes.make']({}, 'page')).codes)
    real.told.length = 0
  })

  it.each([
    ['leave', 0],
    ['restart', 1],
    ['off', 2],
  ] as const)('ends the kiosk without a PIN: %s, and is used up by it', (how, at) => {
    const { clock, told } = real
    const first = wish(how, codes[at] ?? '')
    // Sent again after the machine came back, it does not end it once more.
    for (let times = 0; times < 3; times += 1) expect(end(first)).toEqual({ result: { kind: 'done' } })
    clock.advance(1_000)
    expect(ended(told)).toEqual([how])
    expect(end(wish(how, codes[at] ?? ''))).toMatchObject({ result: { kind: 'wrongCode' } })
    clock.advance(1_000)
    expect(ended(told)).toEqual([])
  })

  it('is in the audit with how and for whom', async () => {
    const query = { who: 'station', topic: 'setup', from: null, to: null, resident: null } as const
    const { lines } = await real.station.handlers['audit.list']({ query, page: 0, upTo: null }, 'page')
    expect(lines.slice(0, 3).map(({ what }) => what)).toEqual([
      '用恢复码让机器关机，还剩 5 个码',
      '用恢复码让机器重新开机，还剩 6 个码',
      '用恢复码退出了签到机，还剩 7 个码',
    ])
  })

  it('that is wrong counts and locks as one for a new PIN does, and both count together', async () => {
    const { station, clock, told } = real
    // A good one begins the counting anew.
    end(wish('leave', codes[3] ?? ''))
    clock.advance(1_000)
    told.length = 0
    const wrong = '9'.repeat(25)
    for (let left = 4; left > 0; left -= 1)
      expect(end(wish('off', wrong))).toMatchObject({ result: { kind: 'wrongCode', triesLeft: left } })
    const { account } = wish('off', wrong)
    const use = { account, code: wrong, pin: '590271' }
    expect(await station.handlers['codes.use'](use, 'door')).toMatchObject({
      result: { kind: 'wrongCode', triesLeft: 0, waitMs: 60_000 },
    })
    // Also a good one is refused while the wait lasts.
    expect(end(wish('off', codes[4] ?? ''))).toMatchObject({ result: { kind: 'locked' } })
    clock.advance(61_000)
    expect(ended(told)).toEqual([])
    expect(end(wish('off', codes[4] ?? ''))).toEqual({ result: { kind: 'done' } })
  })

  it('opens for nobody but the head and the technicians', () => {
    expect(end({ ...wish('off', codes[5] ?? ''), account: real.newId() })).toBe('notFound')
  })

  it('of a demonstration leaves it and never switches the visitor’s machine off', async () => {
    const made = await demo.station.handlers['codes.make']({}, 'page')
    const [code = ''] = made.codes
    for (const how of ['off', 'restart'] as const) expect(end(wish(how, code, demo), demo)).toBe('notAllowed')
    demo.told.length = 0
    expect(end(wish('leave', code, demo), demo)).toEqual({ result: { kind: 'done' } })
    demo.clock.advance(1_000)
    expect(ended(demo.told)).toEqual(['leave'])
  })
})
