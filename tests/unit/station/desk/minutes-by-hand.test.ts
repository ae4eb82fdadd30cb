import { beforeEach, describe, expect, it } from 'vitest'
import { servedBy } from '../../../../electron/attendance/minutes-store.ts'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import type { HandResult } from '../../../../electron/contract/staff.ts'
import { clerkPin, headPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let approved: { account: string; pin: string }

beforeEach(async () => {
  rig = await openDeskWithClerk()
  approved = { account: rig.head, pin: headPin }
})

const done = (entered: number): HandResult => ({ kind: 'done', entered, already: 0 })
const refused = (reason: string): unknown => ({ kind: 'refused', reason })

describe('confirming minutes', () => {
  const shift = (): { attendance: string; resident: string } => {
    const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 60 * minute })
    const resident = rig.person()
    const attendance = rig.comeIn(event, resident)
    rig.clock.advance(61 * minute)
    return { attendance, resident }
  }
  const confirm = async (
    attendance: string,
    minutes: number,
    approval: CallInput<'attendance.confirmMinutes'>['approval'] = approved,
  ): Promise<HandResult> => {
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    const { result } = await rig.handlers['attendance.confirmMinutes'](
      { commandId: rig.newId(), attendance, minutes, reason: 'forgot', approval },
      rig.page,
    )
    return result
  }

  it('always takes two, and tells the centre who answers for it', async () => {
    const { attendance, resident } = shift()
    expect(await confirm(attendance, 50, null)).toEqual({ kind: 'needsApproval', because: null })
    expect(rig.count('service_minutes')).toBe(0)
    expect(await confirm(attendance, 50)).toEqual(done(1))
    expect(rig.records().at(-1)).toMatchObject({
      type: 'cn.wmsj.volunteer.hours.v1',
      data: { resident, duration: 'PT50M', source: 'manual', approvedBy: rig.head },
    })
  })

  it('never more than the event lasted', async () => {
    const { attendance } = shift()
    expect(await confirm(attendance, 61)).toEqual(refused('tooManyMinutes'))
    expect(rig.count('service_minutes')).toBe(0)
    expect(await confirm(attendance, 60)).toEqual(done(1))
  })

  it('never more than a day holds', async () => {
    const resident = rig.person()
    const start = rig.clock.now()
    const stays = [0, 1].map(() => {
      const event = rig.addEvent({ kind: 'volunteer', startsAt: start, endsAt: start + 7 * 60 * minute })
      return rig.comeIn(event, resident)
    })
    rig.clock.advance(7 * 60 * minute)
    expect(await confirm(stays[0] ?? '', 7 * 60)).toEqual(done(1))
    expect(await confirm(stays[1] ?? '', 5 * 60 + 1)).toEqual(refused('tooManyMinutes'))
    expect(await confirm(stays[1] ?? '', 5 * 60)).toEqual(done(1))
  })

  it('not for what counts no minutes, is on still, was taken back, or counts already', async () => {
    const lecture = rig.comeIn(rig.addEvent(), rig.person())
    const conflict = (because: string): Error => errorWith('conflict', { because })
    await expect(confirm(lecture, 10)).rejects.toEqual(conflict('countsNoMinutes'))
    const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 60 * minute })
    const [one, two] = [rig.comeIn(event, rig.person()), rig.comeIn(event, rig.person())]
    await expect(confirm(one, 10)).rejects.toEqual(conflict('stillOn'))
    void rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: event.id, attendance: two, reason: 'other' },
      rig.page,
    )
    rig.clock.advance(61 * minute)
    await expect(confirm(two, 10)).rejects.toEqual(conflict('takenBack'))
    expect(await confirm(one, 10)).toEqual(done(1))
    await expect(confirm(one, 20)).rejects.toEqual(conflict('counted'))
    await expect(confirm(rig.newId(), 10)).rejects.toEqual(errorWith('notFound'))
  })
})

it('minutes that two people vouched for stay as they are when the person taps out late', async () => {
  const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 60 * minute })
  const resident = rig.person()
  const attendance = rig.comeIn(event, resident)
  rig.clock.advance(61 * minute)
  await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
  const input = {
    commandId: rig.newId(),
    attendance,
    minutes: 45,
    reason: 'forgot',
    approval: approved,
  } as const
  await rig.handlers['attendance.confirmMinutes'](input, rig.page)
  const before = rig.records().length
  rig.goOut(event, attendance, resident)
  expect(
    rig
      .records()
      .slice(before)
      .map(({ type }) => type),
  ).toEqual(['cn.wmsj.attendance.checkout.v1'])
  expect(rig.parts.store.read((tx) => servedBy(tx, resident))).toBe(45)
})

describe('somebody who forgot to sign out of what counts no minutes', () => {
  it('is signed out with a second person, and earns what both ends earn', async () => {
    const event = rig.addEvent({
      kind: 'training',
      endsAt: rig.clock.now() + 60 * minute,
      ruleId: 'L01',
    })
    const resident = rig.person()
    rig.agree(resident)
    const attendance = rig.comeIn(event, resident)
    rig.clock.advance(95 * minute)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    const input = { attendance, minutes: 60, reason: 'forgot' } as const
    const confirm = rig.handlers['attendance.confirmMinutes']
    expect(await confirm({ ...input, commandId: rig.newId(), approval: null }, rig.page)).toEqual({
      result: { kind: 'needsApproval', because: null },
    })
    expect(await confirm({ ...input, commandId: rig.newId(), approval: approved }, rig.page)).toEqual({
      result: done(1),
    })
    expect(
      rig
        .records()
        .slice(-2)
        .map(({ type, data }) => [type, (data as { method?: string }).method]),
    ).toEqual([
      ['cn.wmsj.attendance.checkout.v1', 'manual'],
      ['cn.wmsj.credit.entry.v1', undefined],
    ])
    expect(rig.count('service_minutes')).toBe(0)
  })
})
