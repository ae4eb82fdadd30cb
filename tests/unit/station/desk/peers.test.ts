import { beforeEach, describe, expect, it } from 'vitest'
import type { CallInput, CallOutput } from '../../../../electron/contract/calls.ts'
import type { HandReason, HandResult } from '../../../../electron/contract/staff.ts'
import { clerkPin, headPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith } from '../../../support/test-store.ts'

/** Cases that other attendance systems learned the hard way, as far as staff enter something by hand. */

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let approved: { account: string; pin: string }

beforeEach(async () => {
  rig = await openDeskWithClerk()
  approved = { account: rig.head, pin: headPin }
})

const enter = async (
  event: string,
  residents: string[],
  approval: typeof approved | null = null,
  reason: HandReason = 'noCard',
): Promise<HandResult> => {
  const input = { commandId: rig.newId(), event, residents, reason, approval }
  return (await rig.handlers['attendance.checkInByHand'](input, rig.page)).result
}

const undo = (event: string, attendance: string): void => {
  void rig.handlers['attendance.undo'](
    { commandId: rig.newId(), event, attendance, reason: 'wrongPerson' },
    rig.page,
  )
}

const ids = (query: string): string[] =>
  (rig.handlers['people.find']({ query }, rig.page) as CallOutput<'people.find'>).people.map(({ id }) => id)

const describePerson = (resident: string, change: Partial<CallInput<'people.describe'>>): void => {
  void rig.handlers['people.describe'](
    { commandId: rig.newId(), resident, volunteerNo: null, teams: [], ...change },
    rig.page,
  )
}

const signInAgain = async (): Promise<void> => {
  await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
}

const marks = (): unknown[] =>
  rig.parts.store.read((tx) =>
    tx.all('select override_asked as asked, override_needed as needed from attendance order by at, id'),
  )

describe('taking back', () => {
  it('case 6: undo with an unknown key, or for another event, finds nothing and changes nothing', () => {
    const [event, other] = [rig.addEvent(), rig.addEvent()]
    const attendance = rig.comeIn(event, rig.person())
    const before = rig.everything()
    expect(() => {
      undo(event.id, rig.newId())
    }).toThrow(errorWith('notFound'))
    expect(() => {
      undo(other.id, attendance)
    }).toThrow(errorWith('notFound'))
    expect(() => {
      undo(rig.newId(), attendance)
    }).toThrow(errorWith('notFound'))
    expect(rig.everything()).toBe(before)
  })

  it('case 7: what was recorded at another station is not undone here', async () => {
    const elsewhere = await openDeskWithClerk()
    const event = rig.addEvent()
    const there = elsewhere.addEvent({ id: event.id })
    const attendance = elsewhere.comeIn(there, elsewhere.person())
    expect(() => {
      undo(event.id, attendance)
    }).toThrow(errorWith('notFound'))
    expect(elsewhere.count('presence')).toBe(1)
  })

  it('case 8: undo after the limit is refused and stands in the audit', async () => {
    const event = rig.addEvent()
    const attendance = rig.comeIn(event, rig.person())
    rig.clock.advance(60 * minute)
    await signInAgain()
    const before = rig.everything()
    expect(() => {
      undo(event.id, attendance)
    }).toThrow(errorWith('conflict', { because: 'over' }))
    expect(rig.everything()).toBe(before)
    expect(rig.audit().at(-1)).toEqual({
      actor: rig.clerk,
      action: 'attendance.undoRefused',
      subject: attendance,
      detail: { event: event.id, because: 'over' },
    })
  })

  it('case 33: who was undone is not in already: the next entry counts, and needs no override', async () => {
    const event = rig.addEvent({ capacity: 1 })
    const resident = rig.person()
    undo(event.id, rig.comeIn(event, resident))
    expect(await enter(event.id, [resident])).toEqual({ kind: 'done', entered: 1, already: 0 })
    expect([rig.count('attendance'), rig.count('presence')]).toEqual([2, 1])
  })

  it('case 34: who has been checked in stays so, whatever is done to a sign-up or a team', async () => {
    const event = rig.addEvent({ team: '红马甲' })
    const resident = rig.person()
    describePerson(resident, { teams: ['红马甲'] })
    expect(await enter(event.id, [resident])).toMatchObject({ kind: 'done' })
    describePerson(resident, { teams: [] })
    expect(rig.count('presence')).toBe(1)
    expect(await enter(event.id, [resident])).toEqual({ kind: 'done', entered: 0, already: 1 })
  })

  it('case 53: taking a check-in back frees its minutes: they count no more, and can be served again', async () => {
    const event = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 120 * minute })
    const resident = rig.person()
    const attendance = rig.comeIn(event, resident)
    rig.clock.advance(80 * minute)
    rig.goOut(event, attendance, resident)
    await signInAgain()
    const served = (): unknown =>
      rig.parts.store.read((tx) => tx.get('select sum(minutes) as m from counted_minutes'))
    expect(served()).toEqual({ m: 80 })
    undo(event.id, attendance)
    expect(served()).toEqual({ m: null })
    expect(await enter(event.id, [resident])).toMatchObject({ kind: 'done', entered: 1 })
  })
})

describe('overrides', () => {
  it('case 9: an override that was not needed is not marked as one', async () => {
    const event = rig.addEvent()
    expect(await enter(event.id, [rig.person()], approved)).toMatchObject({ kind: 'done' })
    expect(marks()).toEqual([{ asked: 1, needed: 0 }])
    expect(rig.records().at(-1)?.data).toMatchObject({ override: { asked: true, needed: false } })
  })

  it('case 9: among several, only whom a rule refused is marked', async () => {
    const event = rig.addEvent({ minAge: 60 })
    const [old, young] = [rig.person(), rig.person({ birth: '1990-01-01' })]
    expect(await enter(event.id, [old, young], approved)).toMatchObject({ kind: 'done', entered: 2 })
    const rows = rig.parts.store.read((tx) =>
      tx.all('select resident from attendance where override_needed = 1'),
    )
    expect(rows).toEqual([{ resident: young }])
  })

  it('case 10: an override for a card that names nobody here stores nothing', async () => {
    const event = rig.addEvent()
    const before = rig.everything()
    await expect(enter(event.id, [rig.newId()], approved, 'cardUnreadable')).rejects.toEqual(
      errorWith('notFound'),
    )
    expect(rig.everything()).toBe(before)
  })

  it('case 11: an override of a cancelled event is stored and marked', async () => {
    const event = rig.addEvent({ status: 'cancelled' })
    const resident = rig.person()
    expect(await enter(event.id, [resident])).toEqual({ kind: 'needsApproval', because: 'cancelled' })
    expect(await enter(event.id, [resident], approved)).toMatchObject({ kind: 'done', entered: 1 })
    expect(marks()).toEqual([{ asked: 1, needed: 1 }])
  })

  it('case 20: an override reaches the hall’s limit exactly: the nth is in, the next one out', async () => {
    const event = rig.addEvent({ capacity: 1, hallLimit: 3 })
    rig.comeIn(event, rig.person())
    expect(await enter(event.id, [rig.person(), rig.person(), rig.person()], approved)).toEqual({
      kind: 'refused',
      reason: 'hallFull',
    })
    expect(rig.count('presence')).toBe(1)
    expect(await enter(event.id, [rig.person(), rig.person()], approved)).toMatchObject({ entered: 2 })
    expect(await enter(event.id, [rig.person()], approved)).toEqual({ kind: 'refused', reason: 'hallFull' })
    expect(rig.count('presence')).toBe(3)
  })

  it('case 31: an event that is over, or not open yet, takes a second person', async () => {
    const resident = rig.person()
    const over = rig.addEvent({ startsAt: rig.clock.now() - 60 * minute, endsAt: rig.clock.now() })
    const coming = rig.addEvent({ startsAt: rig.clock.now() + 30 * minute + 1 })
    expect(await enter(over.id, [resident])).toEqual({ kind: 'needsApproval', because: 'tooLate' })
    expect(await enter(coming.id, [resident])).toEqual({ kind: 'needsApproval', because: 'tooEarly' })
    rig.clock.advance(1)
    expect(await enter(coming.id, [resident])).toMatchObject({ kind: 'done' })
  })

  it('case 36: with one unknown among several, the whole call is refused', async () => {
    const event = rig.addEvent()
    const [one, two] = [rig.person(), rig.person()]
    const before = rig.everything()
    await expect(enter(event.id, [one, rig.newId(), two], approved)).rejects.toEqual(errorWith('notFound'))
    expect(rig.everything()).toBe(before)
  })

  it('case 38: checking everybody in leaves nobody out, and harms nobody who is in', async () => {
    const event = rig.addEvent()
    const everybody = [rig.person(), rig.person(), rig.person(), rig.person()]
    const byCard = rig.comeIn(event, everybody[1] ?? '')
    expect(await enter(event.id, everybody, approved)).toEqual({ kind: 'done', entered: 3, already: 1 })
    expect(await enter(event.id, everybody)).toEqual({ kind: 'done', entered: 0, already: 4 })
    const present = rig.parts.store.read((tx) =>
      tx.all<{ resident: string }>('select resident from presence'),
    )
    expect(present.map(({ resident }) => resident).toSorted()).toEqual(everybody.toSorted())
    expect(
      rig.parts.store.read((tx) => tx.get('select method from attendance where id = ?', byCard)),
    ).toEqual({
      method: 'id-card',
    })
  })
})

describe('looking people up', () => {
  it('case 29: four digits that two people share find both, and choose neither', () => {
    const [one, two] = ['1945-03-07', '1950-03-07'].map((birth) =>
      rig.person({ birth, idNumber: `119999${birth.replaceAll('-', '')}0011` }),
    )
    expect(ids('0011').toSorted()).toEqual([one, two].toSorted())
  })

  it('case 29: a text that is one person’s number and another’s volunteer number finds both', () => {
    const byCard = rig.person({ idNumber: '119999194503070011' })
    const volunteer = rig.person()
    describePerson(volunteer, { volunteerNo: '0011' })
    expect(ids('0011').toSorted()).toEqual([byCard, volunteer].toSorted())
  })

  it('case 30: signs that scanners and keyboards add change nothing', () => {
    const resident = rig.person()
    describePerson(resident, { volunteerNo: 'RC-07' })
    for (const typed of ['RC+07', 'RC-07', '=RC/07=', 'rc 07', 'ＲＣ０７'])
      expect(ids(typed)).toEqual([resident])
  })

  it('case 32: apostrophes, hyphens and blanks are ignored, and characters of patterns stand for themselves', () => {
    const resident = rig.person({ name: "O'BRIEN MARY-ANN" })
    rig.person({ name: '王秀兰' })
    for (const typed of ['om', "o'm", 'o-m', ' o m ', 'oma']) expect(ids(typed)).toEqual([resident])
    for (const typed of ['%%', '__', '.*', 'o_', 'w%', '[a-z]{2}', '(', '\\']) expect(ids(typed)).toEqual([])
  })

  it('case 35: too short a text finds nobody, a longer one does', () => {
    const resident = rig.person()
    expect(ids('w')).toEqual([])
    expect(ids('wx')).toEqual([resident])
    expect(ids(syntheticNumber('1945-03-07', 1).slice(-1))).toEqual([])
  })
})

describe('hours', () => {
  it('case 40: no minutes before the event is over; none at all is legal, less than none is not', async () => {
    const event = rig.addEvent({ kind: 'volunteer' })
    const attendance = rig.comeIn(event, rig.person())
    const confirm = async (minutes: number): Promise<HandResult> => {
      const input = {
        commandId: rig.newId(),
        attendance,
        minutes,
        reason: 'forgot',
        approval: approved,
      } as const
      return (await rig.handlers['attendance.confirmMinutes'](input, rig.page)).result
    }
    await expect(confirm(10)).rejects.toEqual(errorWith('conflict', { because: 'stillOn' }))
    rig.clock.advance(60 * minute)
    await signInAgain()
    expect(await confirm(0)).toMatchObject({ kind: 'done' })
    expect(rig.parts.store.read((tx) => tx.all('select minutes, state from service_minutes'))).toEqual([
      { minutes: 0, state: 'approved' },
    ])
  })
})
