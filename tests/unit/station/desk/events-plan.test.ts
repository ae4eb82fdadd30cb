import { beforeEach, describe, expect, it, test } from 'vitest'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import type { EventForm, EventRepeat, EventResult } from '../../../../electron/contract/event-desk.ts'
import { details } from '../../../support/calendar-rig.ts'
import { jpeg } from '../../../support/claims.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

type Rig = Awaited<ReturnType<typeof openDeskWithClerk>>
type Create = CallInput<'events.create'>
let rig: Rig

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const form = (change: Partial<EventForm> = {}): EventForm => ({
  ...details({ title: '党史宣讲', kind: 'lecture', place: '二楼讲堂' }),
  ...change,
})
const weekly = (change: Partial<Extract<EventRepeat, { every: 'week' }>> = {}): EventRepeat => ({
  every: 'week',
  days: ['WE'],
  interval: 1,
  end: { kind: 'count', count: 4 },
  ...change,
})
const input = (change: Partial<Create> = {}): Create => ({
  commandId: rig.newId(),
  form: form(),
  picture: { kind: 'none' },
  start: '2026-12-02T09:00',
  minutes: 60,
  repeat: null,
  publish: true,
  ...change,
})
const create = async (change: Partial<Create> = {}): Promise<EventResult> =>
  (await rig.handlers['events.create'](input(change), rig.page)).result
type Done = Extract<EventResult, { kind: 'done' }>
const made = async (change: Partial<Create> = {}): Promise<Done> => {
  const result = await create(change)
  if (result.kind !== 'done') throw new Error(JSON.stringify(result))
  return result
}
const open = (event: string) => rig.handlers['events.open']({ event }, rig.page)
const list = (change: Partial<CallInput<'events.list'>> = {}) =>
  rig.handlers['events.list']({ from: null, to: null, phase: null, page: 0, ...change }, rig.page)
const faults = (result: EventResult): string[] =>
  result.kind === 'refused' ? result.faults.map(({ field, problem }) => `${field} ${problem}`) : []

describe('a new event', () => {
  it('stands in the calendar once for one command, with its audit entry', async () => {
    const once = input()
    const first = await rig.handlers['events.create'](once, rig.page)
    expect(await rig.handlers['events.create'](once, rig.page)).toEqual(first)
    expect(rig.count('event')).toBe(1)
    expect(rig.written()).toBe(1)
    expect(rig.audit().filter(({ action }) => action === 'event.created')).toHaveLength(1)
    const { events } = await list()
    expect(events).toMatchObject([{ event: { title: '党史宣讲' }, phase: 'signUp', repeats: false }])
  })

  const never = { kind: 'never' } as const
  test.each<[string, Partial<Create>]>([
    ['title empty', { form: form({ title: '  ' }) }],
    ['title tooLong', { form: form({ title: '讲'.repeat(200) }) }],
    ['title badCharacter', { form: form({ title: '党史宣讲😀' }) }],
    ['title badCharacter', { form: form({ title: '党史\u0007宣讲' }) }],
    ['title badCharacter', { form: form({ title: '党史\u202e宣讲' }) }],
    ['place empty', { form: form({ place: '' }) }],
    ['host tooLong', { form: form({ host: '于'.repeat(41) }) }],
    ['bring badCharacter', { form: form({ bring: '水🖐' }) }],
    ['picture notAPicture', { picture: { kind: 'new', data: base64(Buffer.from('no picture at all')) } }],
    ['picture notAPicture', { picture: { kind: 'new', data: base64(jpeg.subarray(0, -2)) } }],
    [
      'picture tooLarge',
      { picture: { kind: 'new', data: base64(Buffer.concat([jpeg, Buffer.alloc(140_000, 1)])) } },
    ],
    ['capacity outOfRange', { form: form({ capacity: 0 }) }],
    ['minAge outOfRange', { form: form({ minAge: 121 }) }],
    ['minutes endBeforeStart', { minutes: -30 }],
    ['minutes endBeforeStart', { minutes: 0 }],
    ['minutes longerThanADay', { minutes: 1441 }],
    // A repeat that would run into itself is one that is too long.
    ['minutes longerThanADay', { minutes: 1500, repeat: { every: 'day', interval: 1, end: never } }],
    ['start noSuchDate', { start: '2027-02-30T09:00' }],
    ['start noSuchDate', { start: '2026-12-02T25:00' }],
    ['start inPast', { start: '2020-01-01T09:00' }],
    ['start tooFarAhead', { start: '2031-01-01T09:00' }],
    ['repeat notARule', { repeat: weekly({ days: [] }) }],
    ['repeat notARule', { repeat: { every: 'monthDay', day: 0, interval: 1, end: never } }],
    [
      'repeat notARule',
      { repeat: { every: 'monthWeekday', nth: 0, weekday: 'MO', interval: 1, end: never } },
    ],
    ['repeat never', { repeat: weekly({ end: { kind: 'until', date: '2026-12-01' } }) }],
  ])('%s: told at its field, and nothing is kept', async (fault, change) => {
    const before = rig.everything()
    expect(faults(await create(change))).toEqual([fault])
    expect(rig.everything()).toBe(before)
    expect(rig.written()).toBe(0)
    expect(rig.audit().at(-1)?.action).toBe('events.createRefused')
  })

  it('tells of everything that is wrong at once', async () => {
    const result = await create({ form: form({ title: '', place: '' }), minutes: 0 })
    expect(faults(result)).toEqual(['title empty', 'place empty', 'minutes endBeforeStart'])
  })

  it('may run already, and was not yesterday', async () => {
    const now = rig.clock.now()
    const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)
    expect(faults(await create({ start: local(now - 10 * 60_000) }))).toEqual([])
    expect(faults(await create({ start: local(now - 61 * 60_000) }))).toEqual(['start inPast'])
  })
})

describe('a new series', () => {
  it('takes the 31st, and says which months it leaves out', async () => {
    const end = { kind: 'count', count: 4 } as const
    const done = await made({
      start: '2026-12-31T09:00',
      repeat: { every: 'monthDay', day: 31, interval: 1, end },
    })
    expect(done).toMatchObject({ made: 4, leftOut: ['2027-02', '2027-04'] })
  })

  it('as a draft stands by its first date, is changed as a whole, and published with all dates', async () => {
    const done = await made({ repeat: weekly(), publish: false })
    expect(rig.count('event')).toBe(1)
    const seen = { event: done.event, commandId: rig.newId() }
    const { result } = await rig.handlers['events.edit'](
      {
        ...seen,
        sequence: done.sequence,
        scope: 'all',
        form: form({ title: '健康讲座' }),
        picture: { kind: 'none' },
        start: '2026-12-03T14:00',
        minutes: 90,
        repeat: weekly({ days: ['TH'] }),
        reason: null,
      },
      rig.page,
    )
    expect(result).toMatchObject({ kind: 'done', event: done.event })
    const opened = await open(done.event)
    expect(opened).toMatchObject({
      phase: 'draft',
      start: '2026-12-03T14:00',
      minutes: 90,
      series: { repeat: weekly({ days: ['TH'] }) },
      may: { publish: true },
    })
    const published = await rig.handlers['events.publish'](
      { commandId: rig.newId(), event: done.event, sequence: opened.sequence },
      rig.page,
    )
    expect(published.result).toMatchObject({ kind: 'done', made: 4 })
    const { total, events } = await list({ from: '2026-12-01', to: '2026-12-31' })
    expect(total).toBe(4)
    expect(events.every(({ event, phase }) => event.title === '健康讲座' && phase !== 'draft')).toBe(true)
  })

  it('shows the rule it was made with', async () => {
    const rules: EventRepeat[] = [
      { every: 'day', interval: 2, end: { kind: 'count', count: 3 } },
      weekly({ days: ['MO', 'FR'], end: { kind: 'until', date: '2026-12-31' } }),
      { every: 'monthDay', day: -1, interval: 1, end: { kind: 'count', count: 3 } },
      { every: 'monthWeekday', nth: -1, weekday: 'WE', interval: 1, end: { kind: 'count', count: 3 } },
    ]
    for (const repeat of rules)
      expect((await open((await made({ repeat })).event)).series?.repeat).toEqual(repeat)
  })
})

describe('what staff see', () => {
  it('drafts, what was withdrawn and what was cancelled are listed, 20 at a time', async () => {
    for (let order = 0; order < 21; order += 1) await made({ publish: false })
    expect(await list({ phase: 'draft' })).toMatchObject({ total: 21, events: { length: 20 } })
    expect((await list({ phase: 'draft', page: 1 })).events).toHaveLength(1)
    const [cancelled, withdrawn] = [await made(), await made()]
    const command = (event: Done) => ({ commandId: rig.newId(), event: event.event, sequence: 0 })
    await rig.handlers['events.cancel'](
      { ...command(cancelled), scope: 'one', reason: '台风', movedTo: null },
      rig.page,
    )
    await rig.handlers['events.withdraw']({ ...command(withdrawn), scope: 'one' }, rig.page)
    const ids = async (phase: 'cancelled' | 'withdrawn') =>
      (await list({ phase })).events.map(({ event }) => event.id)
    expect(await ids('cancelled')).toEqual([cancelled.event])
    expect(await ids('withdrawn')).toEqual([withdrawn.event])
    expect((await open(cancelled.event)).cancelled).toEqual({ reason: '台风', movedTo: null })
  })

  it('a clash of place or team is a warning, and never a refusal', async () => {
    const first = await made({ form: form({ team: '红马甲' }) })
    const ask = (change: Partial<CallInput<'events.clashes'>>) =>
      rig.handlers['events.clashes'](
        {
          place: '二楼讲堂',
          team: null,
          start: '2026-12-02T09:30',
          minutes: 60,
          repeat: null,
          except: null,
          ...change,
        },
        rig.page,
      )
    const because = async (change: Partial<CallInput<'events.clashes'>>) =>
      (await ask(change)).clashes.map((clash) => clash.because)
    expect(await because({})).toEqual(['place'])
    expect(await because({ place: '', team: '红马甲' })).toEqual(['team'])
    expect(await because({ team: '红马甲' })).toEqual(['both'])
    expect(await because({ start: '2026-11-25T09:00', repeat: weekly() })).toEqual(['place'])
    expect(await because({ start: '2026-12-02T10:00' })).toEqual([])
    expect(await because({ except: first.event })).toEqual([])
    expect((await create({ start: '2026-12-02T09:30' })).kind).toBe('done')
  })

  it('what was held is a template, a copy is another event, and the month is one plan', async () => {
    const held = rig.addEvent({ title: '义诊', place: '院子' })
    rig.addEvent({ title: '义诊', place: '院子', startsAt: held.startsAt - 7 * 86_400_000 })
    rig.clock.advance(59 * 60_000)
    rig.clock.advance(2 * 60_000)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: '271828' })
    const templates = await rig.handlers['events.templates']({}, rig.page)
    expect(templates.kinds).toHaveLength(8)
    expect(templates.held).toMatchObject([{ event: held.id, minutes: 60 }])
    const copy = { commandId: rig.newId(), event: held.id, start: '2026-12-05T09:00', publish: true }
    expect((await rig.handlers['events.copy'](copy, rig.page)).result.kind).toBe('done')
    await made({ start: '2026-12-05T14:00', publish: false })
    const { days } = await rig.handlers['events.plan']({ month: '2026-12' }, rig.page)
    expect(days).toHaveLength(31)
    expect(days.flatMap(({ events }) => events.map(({ event }) => event.title))).toEqual(['义诊'])
  })

  it('an event that nobody knows is not found', async () => {
    await expect(async () => open(rig.newId())).rejects.toThrow(errorWith('notFound'))
  })
})
