import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createIds } from '../../../../electron/base/ids.ts'
import type { SetupResult } from '../../../../electron/contract/setup.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { keptLog } from '../../../support/test-store.ts'

const page = 'page'
const pin = '271828'
const done = { result: { kind: 'done' } }
const refused = (reason: string): object => ({ result: { kind: 'refused', reason } })
const week = {
  MO: { from: '07:30', to: '17:00' },
  TU: null,
  WE: null,
  TH: null,
  FR: null,
  SA: null,
  SU: null,
}
let dir: string
let clock: ManualClock
let station: Station
let answer: () => Promise<Response>

const start = async (): Promise<Station> =>
  createStation(readOptions(['--data', dir, '--reader', 'none', '--no-open'], {}), {
    clock,
    log: keptLog(),
    fetch: () => answer(),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })

const command = (): { commandId: string } => ({ commandId: createIds(clock)() })
const settings = (): Record<string, unknown> =>
  (JSON.parse(readFileSync(join(dir, 'settings.json'), 'utf8')) as { data: Record<string, unknown> }).data

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'station-'))
  clock = new ManualClock()
  answer = () => Promise.reject(new TypeError('no network'))
  station = await start()
})
afterAll(async () => {
  await station.stop()
  rmSync(dir, { recursive: true })
})

const named = (code: string, name: string): Promise<{ result: SetupResult }> =>
  Promise.resolve(station.handlers['setup.station']({ ...command(), code, name }, page))

it('a new folder waits to be set up, and opens nothing before village and PINs are there', async () => {
  expect(station.isAdmitted('setup', page)).toBe(true)
  const { steps, code } = await station.handlers['setup.state']({}, page)
  expect(new Set(Object.values(steps))).toEqual(new Set(['open']))
  expect(code).toBeNull()
  expect(await station.handlers['setup.open'](command(), page)).toEqual(refused('notReady'))
  for (const step of ['station', 'staff'] as const)
    await expect(
      Promise.resolve().then(() => station.handlers['setup.later']({ ...command(), step }, page)),
    ).rejects.toThrow('badInput')
})

it('what is refused is not kept', async () => {
  expect(await named('123', '鸥湾村')).toEqual(refused('codeLength'))
  expect(await named('119999001001', '')).toEqual(refused('nameEmpty'))
  expect((await station.handlers['setup.state']({}, page)).code).toBeNull()
})

it('is cut off in the middle and goes on at the first open step', async () => {
  expect(await named('119999001001', '鸥湾村')).toEqual(done)
  await station.stop()
  station = await start()
  const { steps, name } = await station.handlers['setup.state']({}, page)
  expect([steps.station, steps.staff, name]).toEqual(['done', 'open', '鸥湾村'])
  expect(station.snapshot('home', page).station.code).toBe('119999001001')
})

it('two pages that enter the same name make one account', async () => {
  const person = { name: '毕海燕', roles: ['clerk' as const, 'technician' as const], pin }
  expect(await station.handlers['setup.staffDone'](command(), page)).toEqual(refused('noStaff'))
  const weak = { ...command(), ...person, pin: '123456' }
  expect(await station.handlers['setup.addStaff'](weak, page)).toEqual(refused('pinWeak'))
  const once = command()
  const answers = await Promise.all([
    station.handlers['setup.addStaff']({ ...once, ...person }, page),
    station.handlers['setup.addStaff']({ ...command(), ...person }, 'other page'),
  ])
  expect(answers.map(({ result }) => result.kind).sort()).toEqual(['done', 'refused'])
  expect(station.snapshot('staff', page).tiles.map(({ name }) => name)).toEqual(['毕海燕'])
  expect(await station.handlers['setup.staffDone'](command(), page)).toEqual(done)
})

it('a centre that does not answer, or refuses the token, is not kept', async () => {
  const typed = { url: 'http://centre.example', token: 'AB12CD34' }
  const pair = async (): Promise<object> => station.handlers['setup.pair']({ ...command(), ...typed }, page)
  expect(await pair()).toEqual(refused('unreachable'))
  answer = () =>
    Promise.resolve(new Response('{}', { status: 403, headers: { 'content-type': 'application/json' } }))
  expect(await pair()).toEqual(refused('tokenRefused'))
  expect(settings().centre).toBeNull()
  expect(await station.handlers['setup.pair']({ ...command(), url: '', token: 'AB12' }, page)).toEqual(
    refused('address'),
  )
})

it('opens, and from then on only a technician or the head may come back', async () => {
  await station.handlers['setup.later']({ ...command(), step: 'reader' }, page)
  expect(await station.handlers['setup.opening']({ ...command(), week }, page)).toEqual(done)
  expect(await station.handlers['setup.open'](command(), page)).toEqual(done)
  expect(station.snapshot('home', page).mode).toBe('live')
  expect(settings()).toMatchObject({
    opening: week,
    steps: { reader: 'later', opening: 'done', check: 'done' },
  })
  expect(station.isAdmitted('setup', page)).toBe(false)
  await expect(
    Promise.resolve().then(() =>
      station.handlers['setup.place']({ ...command(), placement: { side: 'left', mountHeight: 95 } }, page),
    ),
  ).rejects.toThrow('notAllowed')
  const [who] = station.snapshot('staff', page).tiles
  await station.handlers['staff.signIn']({ account: who?.id ?? '', pin }, page)
  expect(station.isAdmitted('setup', page)).toBe(true)
  const placed = { ...command(), placement: { side: 'left' as const, mountHeight: 95 } }
  expect(await station.handlers['setup.place'](placed, page)).toEqual(done)
  expect(station.snapshot('home', page).reader.side).toBe('left')
})

it('codes are made by whoever may set the station up, told once and used once', async () => {
  const { codes } = await station.handlers['codes.make']({}, page)
  expect((await station.handlers['setup.state']({}, page)).codes).toBe(8)
  const [who] = station.snapshot('staff', page).tiles
  const use = { account: who?.id ?? '', code: codes[0] ?? '', pin: '590271' }
  expect(await station.handlers['codes.use'](use, 'door')).toEqual(done)
  // Whoever came in with the PIN of before is out.
  expect(station.isAdmitted('setup', page)).toBe(false)
  await station.handlers['staff.signIn']({ account: use.account, pin: use.pin }, page)
  expect((await station.handlers['setup.state']({}, page)).codes).toBe(7)
  expect(await station.handlers['codes.use']({ ...use, pin: '846093' }, 'door')).toMatchObject({
    result: { kind: 'wrongCode' },
  })
  const { result } = await station.handlers['staff.signIn']({ account: use.account, pin: use.pin }, 'door')
  expect(result).toEqual({ kind: 'signedIn' })
  await expect(
    Promise.resolve().then(() => station.handlers['codes.make']({}, 'nobody here')),
  ).rejects.toThrow('notAllowed')
})

it('an own card is linked only while one lies on the reader', async () => {
  const [who] = station.snapshot('staff', page).tiles
  const input = { ...command(), staff: who?.id ?? '' }
  expect(await station.handlers['setup.linkCard'](input, page)).toEqual(refused('noCard'))
})
