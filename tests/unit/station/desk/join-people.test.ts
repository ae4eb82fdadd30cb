import { beforeEach, describe, expect, it } from 'vitest'
import { peopleAt } from '../../../support/desk-people.ts'
import { clerkPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const { ids, open, add, describePerson, enter } = peopleAt(() => rig)

const join = (provisional: string, resident: string, commandId = rig.newId()): void => {
  void rig.handlers['people.join']({ commandId, provisional, resident }, rig.page)
}

describe('joining a person without a card with the card', () => {
  it('what was entered for the one counts for the other, with points where that one had agreed', async () => {
    const [provisional, resident] = [add(), rig.person()]
    rig.agree(resident)
    const event = rig.addEvent()
    rig.clock.advance(1)
    await enter(event.id, provisional)
    join(provisional, resident)
    expect(ids('wxl')).toEqual([resident])
    expect(open(provisional).person).toMatchObject({ id: resident, at: [event.id], provisional: false })
    expect(open(resident).attendances).toMatchObject([{ event: { id: event.id }, reversed: false }])
    const types = rig.records().map(({ type }) => type)
    expect(types.slice(-2)).toEqual(['cn.wmsj.resident.joined.v1', 'cn.wmsj.credit.entry.v1'])
    expect(rig.records().at(-2)?.data).toEqual({ resident, alias: provisional, by: 'staff' })
    expect(rig.records().at(-1)?.data).toMatchObject({ resident, event: event.id, amount: 50 })
  })

  it('gives no points without consent, nor for consent after the event', async () => {
    const provisional = add()
    const event = rig.addEvent({ endsAt: rig.clock.now() + minute })
    await enter(event.id, provisional)
    rig.clock.advance(2 * minute)
    const resident = rig.person()
    rig.agree(resident)
    join(provisional, resident)
    expect(rig.count('presence')).toBe(1)
    expect(rig.count('credit_entry')).toBe(0)
  })

  it('who is there twice counts once: the entry by hand is taken back', async () => {
    const [provisional, resident] = [add(), rig.person()]
    const event = rig.addEvent()
    await enter(event.id, provisional)
    const byCard = rig.comeIn(event, resident)
    join(provisional, resident)
    expect(rig.parts.store.read((tx) => tx.all('select resident, attendance from presence'))).toEqual([
      { resident, attendance: byCard },
    ])
    expect(rig.records().at(-1)).toMatchObject({
      type: 'cn.wmsj.attendance.reversed.v1',
      data: { resident: provisional, reason: 'joined', by: 'staff' },
    })
    expect(
      open(resident)
        .attendances.map(({ reversed }) => reversed)
        .toSorted(),
    ).toEqual([false, true])
  })

  it('all stays of the one at an event give way to the other', () => {
    const [provisional, resident] = [add(), rig.person()]
    const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 120 * minute })
    const first = rig.comeIn(event, provisional)
    rig.clock.advance(minute)
    rig.goOut(event, first, provisional)
    rig.clock.advance(minute)
    rig.comeIn(event, provisional)
    rig.comeIn(event, resident)
    rig.desk.touch(rig.page)
    join(provisional, resident)
    expect(rig.parts.store.read((tx) => tx.all('select resident from presence'))).toEqual([{ resident }])
  })

  it('minutes, teams, sign-ups and the volunteer number go over', async () => {
    const [provisional, resident] = [add(), rig.person()]
    const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 60 * minute })
    const attendance = rig.comeIn(event, provisional)
    describePerson(provisional, { volunteerNo: 'V7', teams: ['红马甲'] })
    rig.parts.store.transaction((tx) => {
      tx.run('insert into sign_up (event, resident, at) values (?, ?, 0)', event.id, provisional)
    })
    rig.clock.advance(60 * minute)
    rig.goOut(event, attendance, provisional)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    join(provisional, resident)
    expect(open(resident)).toMatchObject({
      served: 60,
      volunteerNo: 'V7',
      person: { teams: ['红马甲'] },
      attendances: [{ minutes: 60, minutesMark: 'byTaps' }],
    })
    expect(rig.parts.store.read((tx) => tx.all('select resident from sign_up'))).toEqual([{ resident }])
  })

  it('the card signs out what was entered by hand before', async () => {
    const [provisional, resident] = [add(), rig.person()]
    const event = rig.addEvent({ kind: 'volunteer' })
    await enter(event.id, provisional)
    join(provisional, resident)
    rig.clock.advance(60 * minute)
    const [row] = rig.parts.store.read((tx) =>
      tx.all<{ attendance: string }>('select attendance from presence'),
    )
    rig.goOut(event, row?.attendance ?? '', resident)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    expect(open(resident)).toMatchObject({ served: 60 })
  })

  it('undoing what was joined takes the points of the real person back', async () => {
    const [provisional, resident] = [add(), rig.person()]
    rig.agree(resident)
    rig.clock.advance(1)
    const event = rig.addEvent()
    await enter(event.id, provisional)
    join(provisional, resident)
    const attendance = open(resident).attendances[0]?.attendance ?? ''
    void rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: event.id, attendance, reason: 'wrongPerson' },
      rig.page,
    )
    expect(rig.parts.store.read((tx) => tx.get('select balance from credit_balance'))).toEqual({ balance: 0 })
    expect(rig.records().at(-1)).toMatchObject({ type: 'cn.wmsj.credit.reversed.v1', data: { resident } })
  })

  it('somebody who was entered twice becomes one, and later one with the card: nothing is left behind', async () => {
    const [first, second] = [add(), add()]
    const [early, late] = [rig.addEvent(), rig.addEvent()]
    await enter(early.id, first)
    await enter(late.id, second)
    describePerson(first, { teams: ['红马甲'] })
    join(first, second)
    expect(ids('wxl')).toEqual([second])
    expect(open(first).person).toMatchObject({ id: second, provisional: true, teams: ['红马甲'] })
    expect(open(second).attendances).toHaveLength(2)
    const resident = rig.person()
    join(second, resident)
    expect(open(first).person.id).toBe(resident)
    expect(open(second).person.id).toBe(resident)
    expect(
      open(resident)
        .attendances.map(({ event }) => event.id)
        .toSorted(),
    ).toEqual([early.id, late.id].toSorted())
    expect(rig.parts.store.read((tx) => tx.all('select distinct resident from presence'))).toEqual([
      { resident },
    ])
  })

  it('an id that stands for somebody is understood everywhere', async () => {
    const [provisional, resident] = [add(), rig.person()]
    join(provisional, resident)
    const event = rig.addEvent()
    await enter(event.id, provisional)
    expect(rig.parts.store.read((tx) => tx.all('select resident from presence'))).toEqual([{ resident }])
    describePerson(provisional, { teams: ['红马甲'] })
    expect(open(resident).person.teams).toEqual(['红马甲'])
  })

  it('is refused for oneself, for what is joined already, and for a person with a card', () => {
    const [provisional, other, resident, card] = [add(), add(), rig.person(), rig.person()]
    join(provisional, resident)
    const before = rig.everything()
    const conflict = errorWith('conflict')
    expect(() => {
      join(other, other)
    }).toThrow(conflict)
    expect(() => {
      join(provisional, card)
    }).toThrow(conflict)
    expect(() => {
      join(other, provisional)
    }).toThrow(conflict)
    expect(() => {
      join(card, resident)
    }).toThrow(conflict)
    expect(() => {
      join(other, rig.newId())
    }).toThrow(errorWith('notFound'))
    expect(rig.everything()).toBe(before)
  })

  it('the same command joins once', () => {
    const [provisional, resident, commandId] = [add(), rig.person(), rig.newId()]
    join(provisional, resident, commandId)
    const before = rig.everything()
    join(provisional, resident, commandId)
    expect(rig.everything()).toBe(before)
  })
})
