import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FoundPerson, HandResult } from '../../../../electron/contract/staff.ts'
import { insertStaff } from '../../../../electron/staff/store.ts'
import { createDesk, type Desk } from '../../../../electron/station/desk/desk.ts'
import { pepper, quickHash } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { openPipeline, type Pipeline } from '../../../support/pipeline.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
const page = 'page'
let station: Pipeline
let desk: Desk
let clerk: string

const signIn = async (): Promise<void> => {
  await desk.sessions.signIn(page, { account: clerk, pin: '271828' })
}

beforeEach(async () => {
  station = await openPipeline()
  desk = createDesk(station.parts, pepper, {
    holdCrowd: station.crowd.hold,
    confirmClock: station.clockWatch.confirm,
  })
  clerk = station.newId()
  station.parts.store.transaction((tx) => {
    insertStaff(tx, { id: clerk, name: '值班员', roles: ['clerk'], pin: quickHash('271828'), at: 0 })
  })
  await signIn()
})
afterEach(() => {
  desk.sessions.stop()
  station.close()
})

const command = (): { commandId: string } => ({ commandId: station.newId() })
const find = async (query: string): Promise<FoundPerson[]> =>
  (await desk.handlers['people.find']({ query }, page)).people
const add = async (): Promise<string> =>
  (
    await desk.handlers['people.addProvisional'](
      { ...command(), name: '王秀兰', birthYear: 1945, sex: 'female' },
      page,
    )
  ).resident
const enter = async (event: string, resident: string): Promise<HandResult> =>
  (
    await desk.handlers['attendance.checkInByHand'](
      { ...command(), event, residents: [resident], reason: 'noCard', approval: null },
      page,
    )
  ).result
const wait = async (ms: number): Promise<void> => {
  station.clock.advance(ms)
  await signIn()
}

describe('staff and cards at one station', () => {
  it('who tapped just now is found without typing, and again by initials and the last four', async () => {
    station.addEvent()
    station.tap()
    station.tap({ name: '单田芳', idNumber: syntheticNumber('1950-01-01', 1), birth: '1950-01-01' })
    const recent = await find('')
    expect(recent.map(({ person }) => person.name)).toEqual(['单*芳', '王*兰'])
    expect(await find('stf')).toEqual([recent[0]])
    expect(await find(syntheticNumber('1945-03-07', 2).slice(-4))).toEqual([recent[1]])
    await wait(11 * minute)
    expect(await find('')).toEqual([])
  })

  it('case 5: undone, then tapped again: present, one counted, two in the history', async () => {
    const event = station.addEvent()
    station.tap()
    const [person] = await find('')
    const id = person?.id ?? ''
    const { attendances } = await desk.handlers['people.open']({ resident: id }, page)
    const attendance = attendances[0]?.attendance ?? ''
    await desk.handlers['attendance.undo'](
      { ...command(), event: event.id, attendance, reason: 'leftAtOnce' },
      page,
    )
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    const again = await desk.handlers['people.open']({ resident: id }, page)
    expect(again.attendances.map(({ reversed }) => reversed).toSorted()).toEqual([false, true])
    expect(station.count('presence')).toBe(1)
  })

  it('whom staff entered by hand is in already for the card', async () => {
    const event = station.addEvent()
    station.addEvent({
      startsAt: station.clock.now() + 300 * minute,
      endsAt: station.clock.now() + 360 * minute,
    })
    station.tap({ idNumber: syntheticNumber('1945-03-07', 4) })
    const [person] = await find('')
    expect(await enter(event.id, person?.id ?? '')).toEqual({ kind: 'done', entered: 0, already: 1 })
    const other = await add()
    expect(await enter(event.id, other)).toMatchObject({ entered: 1 })
    expect(station.count('presence')).toBe(2)
  })

  it('the card of a joined person signs out what was entered without it, and its minutes are the person’s', async () => {
    const event = station.addEvent({ kind: 'volunteer', endsAt: station.clock.now() + 120 * minute })
    const provisional = await add()
    expect(await enter(event.id, provisional)).toMatchObject({ entered: 1 })
    await wait(30 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    const resident = (await find('')).find((one) => !one.provisional)?.id ?? ''
    await desk.handlers['people.join']({ ...command(), provisional, resident }, page)
    expect(station.records().at(-1)).toMatchObject({ data: { resident: provisional, reason: 'joined' } })
    expect(station.count('presence')).toBe(1)
    await wait(90 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 90 } })
  })

  it('joined before the card comes to the event, the card signs out and counts from the first entry', async () => {
    station.tap()
    const resident = (await find(''))[0]?.id ?? ''
    const event = station.addEvent({ kind: 'volunteer', endsAt: station.clock.now() + 120 * minute })
    const provisional = await add()
    await enter(event.id, provisional)
    await desk.handlers['people.join']({ ...command(), provisional, resident }, page)
    await wait(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 110 } })
    const { served, attendances } = await desk.handlers['people.open']({ resident }, page)
    expect(served).toBe(110)
    expect(attendances).toMatchObject([{ mark: 'byHand', minutes: 110, minutesMark: 'byTaps' }])
  })

  it('an event that staff pinned needs no second person for its window, as it needs none for a card', async () => {
    const event = station.addEvent({
      startsAt: station.clock.now() + 120 * minute,
      endsAt: station.clock.now() + 180 * minute,
    })
    const resident = await add()
    expect(await enter(event.id, resident)).toEqual({ kind: 'needsApproval', because: 'tooEarly' })
    await desk.handlers['events.pin']({ ...command(), event: event.id }, page)
    expect(await enter(event.id, resident)).toMatchObject({ kind: 'done', entered: 1 })
  })

  it('with a clock that jumped staff may pin what the clock says is over', async () => {
    const event = station.addEvent()
    station.clockState = 'drifting'
    station.clock.setWall(station.clock.now() + 600 * minute)
    station.clockWatch.check()
    await desk.handlers['events.pin']({ ...command(), event: event.id }, page)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    await desk.handlers['events.pin']({ ...command(), event: null }, page)
    await desk.handlers['clock.confirm'](command(), page)
    expect(() => desk.handlers['events.pin']({ ...command(), event: event.id }, page)).toThrow(
      errorWith('conflict'),
    )
  })
})
