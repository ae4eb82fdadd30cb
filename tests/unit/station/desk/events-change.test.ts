import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import type { EventRepeat, EventResult, StaffEventPage } from '../../../../electron/contract/event-desk.ts'
import { insertSignUp, insertWaiting } from '../../../../electron/calendar/sign-up-store.ts'
import { revisionOf } from '../../../../electron/calendar/queries.ts'
import { day, details, hour, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { openPipelineDesk, type PipelineDesk } from '../../../support/pipeline-desk.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: CalendarRig
let desk: PipelineDesk

beforeEach(async () => {
  rig = await openCalendar()
  desk = await openPipelineDesk(rig.pipe)
})
afterEach(() => {
  desk.stop()
  rig.pipe.close()
})

const id = (): string => rig.pipe.newId()
const open = async (event: string): Promise<StaffEventPage> =>
  desk.handlers['events.open']({ event }, desk.page)
type Done = Extract<EventResult, { kind: 'done' }>
const weekly: EventRepeat = {
  every: 'week',
  days: ['WE'],
  interval: 1,
  end: { kind: 'count', count: 4 },
}
const form = details({ title: '党史宣讲', kind: 'lecture' })

const create = async (change: Partial<CallInput<'events.create'>> = {}): Promise<Done> => {
  const times = { start: '2026-11-25T09:00', minutes: 60, repeat: null, publish: true }
  const { result } = await desk.handlers['events.create'](
    { commandId: id(), form, picture: { kind: 'none' }, ...times, ...change },
    desk.page,
  )
  if (result.kind !== 'done') throw new Error(JSON.stringify(result))
  return result
}
const editOf = async (
  event: string,
  change: Partial<CallInput<'events.edit'>> = {},
): Promise<CallInput<'events.edit'>> => {
  const { details: now, start, minutes, sequence } = await open(event)
  const picture =
    now.picture === null ? ({ kind: 'none' } as const) : ({ kind: 'kept', picture: now.picture } as const)
  const same = { scope: 'one', form: now, picture, start, minutes, repeat: null, reason: null } as const
  return { commandId: id(), event, sequence, ...same, ...change }
}
const send = async (input: CallInput<'events.edit'>): Promise<EventResult> =>
  (await desk.handlers['events.edit'](input, desk.page)).result
const cancel = async (
  event: string,
  change: Partial<CallInput<'events.cancel'>> = {},
): Promise<EventResult> => {
  const { sequence } = await open(event)
  const input = { commandId: id(), event, sequence, scope: 'one', reason: '台风', movedTo: null } as const
  return (await desk.handlers['events.cancel']({ ...input, ...change }, desk.page)).result
}
const signUp = (event: string, resident: string): void => {
  rig.change((tx, { now }) => {
    insertSignUp(tx, { event, resident, tap: id(), at: now })
  })
}
const wait = (event: string, resident: string): void => {
  rig.change((tx, { now }) => {
    insertWaiting(tx, { event, resident, tap: id(), at: now })
  })
}
const beHead = (): void => {
  rig.change((tx) => {
    tx.run(`update staff set roles = '["clerk","head"]' where id = ?`, desk.clerk)
  })
}
const refusal = (field: string, problem: string) => ({ kind: 'refused', faults: [{ field, problem }] })
const revision = () => rig.pipe.parts.store.read(revisionOf).events
/** Later, at a console that nobody locked. */
const later = async (ms: number): Promise<void> => {
  rig.pipe.clock.advance(ms)
  await desk.signIn()
}

describe('a lecture made at the desk', () => {
  it('is where the next card checks in, is extended, and called off', async () => {
    const { event } = await create({ start: '2026-11-24T09:00' })
    expect(rig.pipe.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event, title: '党史宣讲' } })
    const before = revision()
    await desk.handlers['events.extend']({ commandId: id(), event, minutes: 15 }, desk.page)
    expect(revision()).toBeGreaterThan(before)
    expect((await open(event)).minutes).toBe(75)
    expect(await cancel(event)).toMatchObject({ kind: 'done' })
    expect(rig.pipe.tap().kind).not.toBe('checkedIn')
    expect((await open(event)).arrived).toBe(1)
    expect(await rig.pipe.pages['calendar.event']({ event }, desk.page)).toMatchObject({
      phase: 'cancelled',
      cancelled: { reason: '台风' },
    })
  })

  it('keeps who has come when it is edited, and its time and kind with them', async () => {
    const { event } = await create({ start: '2026-11-24T09:20' })
    expect(rig.pipe.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event } })
    const edit = await editOf(event)
    expect(edit.form.place).not.toBe('院子')
    expect(await send({ ...edit, form: { ...edit.form, place: '院子' } })).toMatchObject({ kind: 'done' })
    expect(await open(event)).toMatchObject({
      arrived: 1,
      details: { place: '院子' },
      fixed: ['kind', 'start', 'repeat'],
    })
    const moved = await editOf(event, { start: '2026-11-26T09:00' })
    expect(await send(moved)).toEqual(refusal('start', 'checkedIn'))
    const other = await editOf(event)
    expect(await send({ ...other, form: { ...other.form, kind: 'health' } })).toEqual(
      refusal('kind', 'checkedIn'),
    )
    const { sequence } = await open(event)
    const withdraw = { commandId: id(), event, sequence, scope: 'one' } as const
    expect((await desk.handlers['events.withdraw'](withdraw, desk.page)).result).toEqual(
      refusal('event', 'checkedIn'),
    )
    expect(rig.pipe.count('presence')).toBe(1)
  })
})

describe('an event that takes place now', () => {
  const running = async (): Promise<string> => {
    const { event } = await create({ start: '2026-11-24T09:20' })
    await later(25 * 60_000)
    expect((await open(event)).phase).toBe('inProgress')
    return event
  }

  it('has its title, place, leader and what to bring put right, and nothing that people came for', async () => {
    const event = await running()
    expect(rig.pipe.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event } })
    const edit = await editOf(event)
    const said = { title: '党史再讲', place: '院子', leader: '毕师傅', bring: '笔', capacity: 40 }
    expect(await send({ ...edit, form: { ...edit.form, ...said } })).toMatchObject({ kind: 'done' })
    const page = await open(event)
    expect(page).toMatchObject({ phase: 'inProgress', details: said, arrived: 1, start: '2026-11-24T09:20' })
    expect(page.may).toMatchObject({ edit: true, withdraw: false })
    expect(page.fixed).toEqual(['kind', 'start', 'minutes', 'repeat', 'team', 'minAge'])
    expect(rig.pipe.tap()).toMatchObject({
      kind: 'alreadyCheckedIn',
      event: { title: '党史再讲', place: '院子' },
    })
  })

  it.each([
    ['kind', { form: { kind: 'health' } }],
    ['start', { start: '2026-11-24T10:00' }],
    ['minutes', { minutes: 30 }],
    ['team', { form: { team: '锣鼓队' } }],
    ['minAge', { form: { minAge: 60 } }],
  ] as const)('keeps its %s, and nothing else is saved either', async (field, change) => {
    const event = await running()
    const edit = await editOf(event)
    const other = { ...edit.form, title: '别的', ...('form' in change ? change.form : {}) }
    expect(await send({ ...edit, ...change, form: other })).toEqual(refusal(field, 'begun'))
    expect((await open(event)).details.title).toBe('党史宣讲')
  })

  it('is not changed by whoever saw it before it was extended', async () => {
    const event = await running()
    const edit = await editOf(event)
    await desk.handlers['events.extend']({ commandId: id(), event, minutes: 15 }, desk.page)
    await expect(send({ ...edit, form: { ...edit.form, place: '院子' } })).rejects.toThrow(
      errorWith('conflict'),
    )
    expect((await open(event)).minutes).toBe(75)
  })

  it('is one date: neither it nor the later ones are changed from it on', async () => {
    const repeat = { ...weekly, days: ['TU'] } as const
    const { event } = await create({ start: '2026-11-24T09:20', repeat: { ...repeat, days: ['TU'] } })
    await later(25 * 60_000)
    const edit = await editOf(event, { scope: 'future' })
    const other = { ...edit.form, title: '别的' }
    expect(await send({ ...edit, form: other })).toEqual(refusal('event', 'wrongPhase'))
    expect(await send({ ...edit, scope: 'one', form: other })).toMatchObject({ kind: 'done' })
    expect((await open(event)).series).toMatchObject({ detached: true })
  })
})

describe('two pages at one event', () => {
  it('the second one is told that it was changed', async () => {
    const { event } = await create()
    const [first, second] = [await editOf(event), await editOf(event)]
    const titled = (input: typeof first, title: string) => ({ ...input, form: { ...input.form, title } })
    expect(await send(titled(first, '一'))).toMatchObject({ kind: 'done', sequence: 1 })
    // Sent again after a broken connection, it is answered as before.
    expect(await send(titled(first, '一'))).toMatchObject({ kind: 'done', sequence: 1 })
    await expect(send(titled(second, '二'))).rejects.toThrow(errorWith('conflict'))
    expect((await open(event)).details.title).toBe('一')
    const cancels = {
      commandId: id(),
      event,
      sequence: 0,
      scope: 'one',
      reason: '台风',
      movedTo: null,
    } as const
    await expect(async () => desk.handlers['events.cancel'](cancels, desk.page)).rejects.toThrow(
      errorWith('conflict'),
    )
  })
})

describe('places', () => {
  it('more of them move up who waits longest', async () => {
    const { event } = await create({ form: { ...form, capacity: 1 } })
    const [first, second, third] = [rig.person(), rig.person(), rig.person()]
    signUp(event, first)
    wait(event, second)
    wait(event, third)
    const edit = await editOf(event)
    await send({ ...edit, form: { ...edit.form, capacity: 2 } })
    expect(await open(event)).toMatchObject({ signedUp: 2, waiting: 1 })
  })

  it('a check-in that is taken back gives its place to who waits longest, at once', async () => {
    const { event } = await create({ start: '2026-11-24T09:10', form: { ...form, capacity: 1 } })
    expect(rig.pipe.tap().kind).toBe('checkedIn')
    const other = rig.person()
    wait(event, other)
    const attendance = rig.change((tx) => tx.get<{ id: string }>('select id from attendance limit 1'))
    desk.undo(event, attendance?.id ?? '')
    expect(await open(event)).toMatchObject({ arrived: 0, signedUp: 1, waiting: 0 })
  })
})

describe('calling off', () => {
  it('takes the head where people signed up, and a reason always', async () => {
    const [{ event }, { event: instead }] = [await create(), await create({ start: '2026-11-26T09:00' })]
    signUp(event, rig.person())
    expect((await open(event)).may).toMatchObject({ cancel: false, withdraw: false })
    expect(await cancel(event)).toEqual(refusal('event', 'needsHead'))
    expect(await cancel(event, { reason: ' ' })).toEqual(refusal('reason', 'empty'))
    const { sequence } = await open(event)
    const withdraw = { commandId: id(), event, sequence, scope: 'one' } as const
    expect((await desk.handlers['events.withdraw'](withdraw, desk.page)).result).toEqual(
      refusal('event', 'signedUp'),
    )
    beHead()
    expect((await open(event)).may.cancel).toBe(true)
    expect(await cancel(event, { movedTo: event })).toEqual(refusal('movedTo', 'wrongPhase'))
    expect(await cancel(event, { movedTo: instead })).toMatchObject({ kind: 'done' })
    expect((await open(instead)).signedUp).toBe(1)
    expect(await cancel(event)).toEqual(refusal('event', 'wrongPhase'))
  })

  it('a person is checked in by hand at what was cancelled, with a second person', async () => {
    const { event } = await create({ start: '2026-11-24T09:10' })
    await cancel(event)
    const listed = await desk.handlers['events.list'](
      { from: null, to: null, phase: 'cancelled', page: 0 },
      desk.page,
    )
    const [found] = listed.events
    const entered = await desk.enter(found?.event.id ?? '', [rig.person()], { approval: desk.approved })
    expect(entered).toMatchObject({ kind: 'done', entered: 1 })
  })
})

describe('a series', () => {
  it('one date is changed by itself, or all later ones', async () => {
    const { event, made } = await create({ repeat: weekly })
    expect(made).toBe(4)
    const { events } = await desk.handlers['events.list'](
      { from: null, to: null, phase: null, page: 0 },
      desk.page,
    )
    const [, second, third] = events.map((one) => one.event.id)
    const alone = await editOf(event)
    await send({ ...alone, form: { ...alone.form, place: '院子' } })
    const rest = await editOf(second ?? '', { scope: 'future', start: '2026-12-02T14:00' })
    expect(await send(rest)).toMatchObject({ kind: 'done' })
    expect(await open(third ?? '')).toMatchObject({
      start: '2026-12-09T14:00',
      details: { place: form.place },
    })
    expect(await open(event)).toMatchObject({
      start: '2026-11-25T09:00',
      details: { place: '院子' },
      series: { detached: true },
    })
  })

  it('a rule that drops a date which people signed up for takes the head and a reason', async () => {
    const { event } = await create({ repeat: weekly })
    signUp(event, rig.person())
    const change: Partial<CallInput<'events.edit'>> = { scope: 'all', repeat: { ...weekly, days: ['TH'] } }
    const dropping = await editOf(event, change)
    expect(await send(dropping)).toEqual(refusal('reason', 'empty'))
    expect(await send({ ...dropping, reason: '改到周四' })).toEqual(refusal('repeat', 'needsHead'))
    expect((await open(event)).phase).toBe('signUp')
    beHead()
    expect(await send({ ...dropping, reason: '改到周四' })).toMatchObject({ kind: 'done' })
    expect((await open(event)).cancelled?.reason).toBe('改到周四')
  })

  it('ends before a date: what nobody signed up for is withdrawn, and cancelled otherwise', async () => {
    const { event } = await create({ repeat: weekly })
    const { sequence } = await open(event)
    signUp(event, rig.person())
    const withdraw = { commandId: id(), event, sequence, scope: 'future' } as const
    expect((await desk.handlers['events.withdraw'](withdraw, desk.page)).result).toEqual(
      refusal('event', 'signedUp'),
    )
    beHead()
    expect(await cancel(event, { scope: 'future' })).toMatchObject({ kind: 'done' })
    const of = async (phase: 'cancelled' | 'withdrawn') =>
      (await desk.handlers['events.list']({ from: null, to: null, phase, page: 0 }, desk.page)).total
    expect([await of('cancelled'), await of('withdrawn')]).toEqual([1, 3])
  })
})

it('what is over is neither edited nor called off', async () => {
  const { event } = await create({ start: '2026-11-24T09:00' })
  const edit = await editOf(event)
  await later(2 * hour)
  expect(await send({ ...edit, form: { ...edit.form, title: '二' } })).toEqual(refusal('event', 'wrongPhase'))
  expect(await cancel(event)).toEqual(refusal('event', 'wrongPhase'))
  await later(day)
  expect((await open(event)).may).toEqual({ publish: false, edit: false, withdraw: false, cancel: false })
})
