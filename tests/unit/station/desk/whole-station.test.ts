import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createIds } from '../../../../electron/base/ids.ts'
import type { PushName } from '../../../../electron/contract/pushes.ts'
import { businessDateOf } from '../../../../electron/contract/values.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { keptLog } from '../../../support/test-store.ts'

const page = 'page'
let dir: string
let clock: ManualClock
let station: Station
let log: ReturnType<typeof keptLog>

// Once for all: hashing PINs is slow on purpose.
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'station-'))
  clock = new ManualClock()
  log = keptLog()
  const options = readOptions(['--data', dir, '--demo', '--reader', 'simulated', '--no-open'], {
    STATION_PIN: '271828',
    STATION_PIN2: '314159',
  })
  station = await createStation(options, {
    clock,
    log,
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })
})
afterEach(async () => {
  await station.handlers['staff.signOut']({}, page)
})
afterAll(async () => {
  await station.stop()
  rmSync(dir, { recursive: true })
})

const signIn = async (): Promise<void> => {
  const [clerk] = station.snapshot('staff', page).tiles
  await station.handlers['staff.signIn']({ account: clerk?.id ?? '', pin: '271828' }, page)
}

const placeCard = async (card = 'grandfather'): Promise<void> => {
  const before = station.snapshot('lastTap', page)?.seq
  await station.handlers['demo.placeCard']({ commandId: createIds(clock)(), card }, page)
  const isTaken = await clock.advanceUntil(() => station.snapshot('lastTap', page)?.seq !== before, 5000)
  expect(isTaken).toBe(true)
}

describe('staff at a whole station', () => {
  it('the roles of who signed in on a page open that page’s calls', async () => {
    expect(station.isAdmitted('clerk', page)).toBe(false)
    await signIn()
    const admitted = (['clerk', 'head', 'council', 'technician'] as const).map((role) =>
      station.isAdmitted(role, page),
    )
    expect(admitted).toEqual([true, true, false, true])
    expect(station.isAdmitted('clerk', 'another page')).toBe(false)
  })

  it('a card on the reader locks the console, and its result is there', async () => {
    await signIn()
    const told: PushName[] = []
    station.onChanged((name) => told.push(name))
    await placeCard()
    expect(station.snapshot('lastTap', page)?.outcome.kind).toBe('checkedIn')
    expect(station.isAdmitted('clerk', page)).toBe(false)
    expect(station.snapshot('staff', page)).toMatchObject({ signedIn: null, locked: { name: '值班员' } })
    expect(told.indexOf('lastTap')).toBeLessThan(told.indexOf('staff'))
  })

  it('a page that closes takes its session with it', async () => {
    await signIn()
    station.pageClosed(page)
    expect(station.isAdmitted('clerk', page)).toBe(false)
  })

  it('what staff plan moves home’s calendar, and is found at once', async () => {
    await signIn()
    const before = station.snapshot('home', page).calendar
    const none = { host: null, leader: null, forWhom: null, bring: null }
    const form = {
      title: '党史宣讲',
      kind: 'lecture',
      place: '院子',
      capacity: null,
      minAge: null,
      team: null,
    } as const
    const start = new Date(clock.now() + 32 * 3_600_000).toISOString().slice(0, 16)
    const { result } = await station.handlers['events.create'](
      {
        commandId: createIds(clock)(),
        form: { ...form, ...none },
        picture: { kind: 'none' },
        start,
        minutes: 60,
        repeat: null,
        publish: true,
      },
      page,
    )
    expect(result.kind).toBe('done')
    expect(station.snapshot('home', page).calendar).toBeGreaterThan(before)
    const found = await station.handlers['calendar.find'](
      { when: 'any', kind: null, team: null, initials: 'DSXJ', from: 0 },
      page,
    )
    expect(found.found.map(({ event }) => event.place)).toContain('院子')
  })

  it('what staff write reaches home and the queue', async () => {
    await signIn()
    const before = station.snapshot('home', page)
    const event = before.open?.event.id ?? ''
    await station.handlers['attendance.countChildren'](
      { commandId: createIds(clock)(), event, count: 3, guardian: null },
      page,
    )
    const after = station.snapshot('home', page)
    expect(after.open?.arrived).toBe((before.open?.arrived ?? 0) + 3)
    expect(after.queue.pending).toBe(before.queue.pending + 1)
  })

  it('whom the village thanks stands on the idle screen while the notice does', async () => {
    await signIn()
    const thanks = async (): Promise<unknown> => (await station.handlers['attract.now']({}, page)).thanks
    const newId = createIds(clock)
    const today = businessDateOf(clock.now())
    const save = async (agreed: boolean) =>
      (
        await station.handlers['notices.save'](
          {
            commandId: newId(),
            notice: null,
            sequence: 0,
            form: {
              kind: 'thanks',
              title: '扫了一冬的雪',
              body: '谢谢您',
              from: today,
              until: today,
              names: [{ name: '样*甲', agreed }],
            },
            picture: { kind: 'none' },
            publish: true,
          },
          page,
        )
      ).result
    expect(await station.handlers['attract.now']({}, page)).toMatchObject({
      onDuty: '小毕',
      door: { hours: { to: '17:00' } },
    })
    expect((await save(false)).kind).toBe('refused')
    expect(await thanks()).toBeNull()
    const revision = station.snapshot('home', page).notices.revision
    const saved = await save(true)
    expect(await thanks()).toEqual({ names: ['样*甲'], text: '扫了一冬的雪' })
    expect(station.snapshot('home', page).notices.revision).toBeGreaterThan(revision)
    if (saved.kind !== 'done') throw new Error('the notice was not taken')
    const { notice, sequence } = saved
    await station.handlers['notices.withdraw']({ commandId: newId(), notice, sequence }, page)
    expect(await thanks()).toBeNull()
  })

  it('crowd mode is held by staff', async () => {
    await signIn()
    const hold = (on: boolean): unknown =>
      station.handlers['crowd.hold']({ commandId: createIds(clock)(), on }, page)
    await hold(true)
    expect(station.snapshot('crowd', page)).not.toBeNull()
    await hold(false)
    expect(station.snapshot('crowd', page)).toBeNull()
  })

  it('no name, number or PIN stands in the log', async () => {
    await signIn()
    await placeCard()
    await signIn()
    await station.handlers['people.find']({ query: 'yyh' }, page)
    expect(JSON.stringify(log.lines)).not.toMatch(/于|样|119999|271828|yyh/i)
  })
})

describe('the calendar at a whole station', () => {
  const told = (): PushName[] => {
    const names: PushName[] = []
    station.onChanged((name) => names.push(name))
    return names
  }
  const coming = async (): Promise<string> => {
    const { found } = await station.handlers['calendar.find'](
      { when: 'any', kind: null, team: null, initials: '', from: 0 },
      page,
    )
    return found.find(({ event, phase }) => phase === 'signUp' && event.placesLeft !== null)?.event.id ?? ''
  }

  it('a card signs up for what its page asked, and every page is told to ask again', async () => {
    const event = await coming()
    const before = station.snapshot('home', page).calendar
    await station.handlers['signUp.ask']({ event, wait: false }, page)
    await placeCard('grandmother')
    expect(station.snapshot('lastTap', page)?.outcome).toMatchObject({
      kind: 'signedUp',
      event: { id: event },
      meanwhile: { kind: 'checkedIn' },
    })
    expect(station.snapshot('home', page).calendar).toBeGreaterThan(before)

    const names = told()
    await station.handlers['signUp.cancel']({ commandId: createIds(clock)(), event }, page)
    expect(await clock.advanceUntil(() => names.includes('home'), 1000)).toBe(true)
  })

  it('a page that goes home, or is gone, wants nothing of the next card any more', async () => {
    const event = await coming()
    const ends = [
      async () => {
        await station.handlers['session.end']({ commandId: createIds(clock)() }, page)
      },
      () => {
        station.pageClosed(page)
        return Promise.resolve()
      },
    ]
    for (const end of ends) {
      await station.handlers['signUp.ask']({ event, wait: false }, page)
      await end()
      await placeCard('grandmother')
      expect(station.snapshot('lastTap', page)?.outcome.kind).toBe('alreadyCheckedIn')
    }
  })
})
