import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import { roles, type HandResult, type Role } from '../../../../electron/contract/staff.ts'
import { brokenAuditEntry } from '../../../../electron/staff/audit.ts'
import { clerkPin, headPin, openDesk, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
type Rig = Awaited<ReturnType<typeof openDeskWithClerk>>
let rig: Rig
let approved: { account: string; pin: string }

beforeEach(async () => {
  rig = await openDeskWithClerk()
  approved = { account: rig.head, pin: headPin }
})

type Change = Partial<CallInput<'attendance.checkInByHand'>>

const enter = async (event: string, residents: string[], change: Change = {}): Promise<HandResult> => {
  const input = {
    commandId: rig.newId(),
    event,
    residents,
    reason: 'noCard',
    approval: null,
    ...change,
  } as const
  const { result } = await rig.handlers['attendance.checkInByHand'](input, rig.page)
  return result
}

const done = (entered: number, already = 0): HandResult => ({ kind: 'done', entered, already })
const needs = (because: string | null): unknown => ({ kind: 'needsApproval', because })
const refused = (reason: string): unknown => ({ kind: 'refused', reason })

const checkins = (): Record<string, unknown>[] =>
  rig
    .records()
    .filter(({ type }) => type === 'cn.wmsj.attendance.checkin.v1')
    .map(({ data }) => data)

describe('checking in by hand', () => {
  it('one person where a card would have done it needs nobody else, and carries its mark', async () => {
    const event = rig.addEvent()
    const resident = rig.person()
    rig.agree(resident)
    expect(await enter(event.id, [resident])).toEqual(done(1))
    expect(checkins()).toEqual([{ event: event.id, resident, method: 'manual', role: 'attendee' }])
    expect(rig.count('credit_entry')).toBe(1)
    expect(rig.written()).toBe(1)
    const [fact] = rig.parts.store.read((tx) =>
      tx.all('select method, reason, author, approver from attendance'),
    )
    expect(fact).toEqual({ method: 'manual', reason: 'noCard', author: rig.clerk, approver: null })
  })

  it.each([
    ['tooEarly', { startsAt: Date.parse('2026-11-24T06:00:00Z') }],
    ['tooLate', { startsAt: Date.parse('2026-11-24T00:00:00Z'), endsAt: Date.parse('2026-11-24T00:30:00Z') }],
    ['notEligible', { minAge: 90 }],
    ['notInTeam', { team: '红马甲' }],
    ['cancelled', { status: 'cancelled' as const }],
  ])('%s: a second person is needed, and then it is marked', async (because, change) => {
    const event = rig.addEvent(change)
    const resident = rig.person()
    const before = rig.everything()
    expect(await enter(event.id, [resident])).toEqual(needs(because))
    expect(rig.everything()).toBe(before)
    expect(await enter(event.id, [resident], { approval: approved })).toEqual(done(1))
    expect(checkins()).toMatchObject([{ override: { asked: true, needed: true } }])
    expect(
      rig.parts.store.read((tx) => tx.get('select author, approver, override_needed from attendance')),
    ).toEqual({ author: rig.clerk, approver: rig.head, override_needed: 1 })
  })

  it('whoever is in the team needs nobody else', async () => {
    const event = rig.addEvent({ team: '红马甲' })
    const resident = rig.person()
    rig.parts.store.transaction((tx) => tx.run('insert into team_member values (?, ?)', '红马甲', resident))
    expect(await enter(event.id, [resident])).toEqual(done(1))
  })

  it('more people than places need a second person from the first without a place on', async () => {
    const event = rig.addEvent({ capacity: 1 })
    rig.comeIn(event, rig.person())
    expect(await enter(event.id, [rig.person()])).toEqual(needs('full'))
    expect(await enter(event.id, [rig.person()], { approval: approved })).toEqual(done(1))
  })

  it('of several, who still has a place is not marked, and who has none is', async () => {
    const event = rig.addEvent({ capacity: 2 })
    rig.comeIn(event, rig.person())
    const [within, beyond] = [rig.person(), rig.person()]
    expect(await enter(event.id, [within, beyond])).toEqual(needs('full'))
    expect(await enter(event.id, [within, beyond], { approval: approved })).toEqual(done(2))
    expect(checkins().slice(1)).toMatchObject([
      { resident: within, override: { needed: false } },
      { resident: beyond, override: { needed: true } },
    ])
  })

  it('several at once need a second person, though no rule says no', async () => {
    const event = rig.addEvent()
    const both = [rig.person(), rig.person()]
    expect(await enter(event.id, both)).toEqual(needs('several'))
    expect(await enter(event.id, both, { approval: approved })).toEqual(done(2))
    expect(checkins()).toMatchObject([
      { override: { asked: true, needed: false } },
      { override: { asked: true, needed: false } },
    ])
  })

  it('the same person named twice is one', async () => {
    const event = rig.addEvent()
    const resident = rig.person()
    expect(await enter(event.id, [resident, resident])).toEqual(done(1))
  })

  it('who comes back where that is allowed comes in again, elsewhere has been in already', async () => {
    const shift = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 120 * minute })
    const once = rig.addEvent({ kind: 'training', endsAt: rig.clock.now() + 120 * minute })
    const resident = rig.person()
    for (const event of [shift, once]) {
      const attendance = rig.comeIn(event, resident)
      rig.clock.advance(minute)
      rig.goOut(event, attendance, resident)
      rig.clock.advance(minute)
      rig.desk.touch(rig.page)
    }
    expect(await enter(shift.id, [resident])).toEqual(done(1))
    expect(await enter(once.id, [resident])).toEqual(done(0, 1))
  })

  it('the hall’s limit counts who is inside, and nobody goes past it', async () => {
    const event = rig.addEvent({ kind: 'volunteer', hallLimit: 2, endsAt: rig.clock.now() + 120 * minute })
    const [first, second] = [rig.person(), rig.person()]
    const gone = rig.comeIn(event, first)
    rig.comeIn(event, second)
    const third = rig.person()
    const before = rig.everything()
    expect(await enter(event.id, [third], { approval: approved })).toEqual(refused('hallFull'))
    expect(rig.everything()).toBe(before)
    rig.clock.advance(minute)
    rig.goOut(event, gone, first)
    expect(await enter(event.id, [rig.person()])).toEqual(done(1))
    expect(await enter(event.id, [rig.person()])).toEqual(refused('hallFull'))
  })

  it('children in the hall take room', async () => {
    const event = rig.addEvent({ hallLimit: 3 })
    void rig.handlers['attendance.countChildren'](
      { commandId: rig.newId(), event: event.id, count: 3, guardian: null },
      rig.page,
    )
    expect(await enter(event.id, [rig.person()])).toEqual(refused('hallFull'))
  })

  it('unknown people and events are not found, and nothing is stored for anybody', async () => {
    const event = rig.addEvent()
    const known = rig.person()
    const before = rig.everything()
    await expect(enter(rig.newId(), [known])).rejects.toEqual(errorWith('notFound', { what: 'event' }))
    await expect(enter(event.id, [known, rig.newId()], { approval: approved })).rejects.toEqual(
      errorWith('notFound', { what: 'resident' }),
    )
    expect(rig.everything()).toBe(before)
  })

  it('a child is never entered', async () => {
    const event = rig.addEvent()
    const child = rig.person({ birth: '2014-01-01' })
    await expect(enter(event.id, [child], { approval: approved })).rejects.toEqual(
      errorWith('badInput', { resident: 'minor' }),
    )
    expect(rig.count('attendance')).toBe(0)
  })

  it('a command that is sent again is answered again, also with a PIN that is wrong by now', async () => {
    const event = rig.addEvent()
    const command = { commandId: rig.newId(), approval: approved }
    const both = [rig.person(), rig.person()]
    expect(await enter(event.id, both, command)).toEqual(done(2))
    expect(await enter(event.id, both, { ...command, approval: { ...approved, pin: '000001' } })).toEqual(
      done(2),
    )
    expect(rig.count('attendance')).toBe(2)
    expect(rig.written()).toBe(1)
  })

  it('the same command at the same moment twice enters once', async () => {
    const event = rig.addEvent()
    const command = { commandId: rig.newId(), approval: approved }
    const both = [rig.person(), rig.person()]
    expect(await Promise.all([enter(event.id, both, command), enter(event.id, both, command)])).toEqual([
      done(2),
      done(2),
    ])
    expect(rig.count('attendance')).toBe(2)
  })

  it('a refused command may be sent again with an approval', async () => {
    const event = rig.addEvent()
    const command = { commandId: rig.newId() }
    const both = [rig.person(), rig.person()]
    expect(await enter(event.id, both, command)).toEqual(needs('several'))
    expect(await enter(event.id, both, { ...command, approval: approved })).toEqual(done(2))
  })

  it('what changed while the PIN was checked counts: a hall that filled up meanwhile refuses', async () => {
    const event = rig.addEvent({ hallLimit: 1 })
    const command = { commandId: rig.newId(), approval: approved }
    const resident = rig.person()
    const entering = enter(event.id, [resident], command)
    const attendance = rig.comeIn(event, rig.person())
    expect(await entering).toEqual(refused('hallFull'))
    expect(rig.count('attendance')).toBe(1)
    const reason = 'leftAtOnce'
    await rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: event.id, attendance, reason },
      rig.page,
    )
    expect(await enter(event.id, [resident], command)).toEqual(done(1))
  })
})

describe('the second person', () => {
  it('is not the first one, whatever the page says', async () => {
    const event = rig.addEvent()
    rig.parts.store.transaction((tx) =>
      tx.run(`update staff set roles = '["clerk","head","council"]' where id = ?`, rig.clerk),
    )
    const both = [rig.person(), rig.person()]
    const own = { account: rig.clerk, pin: clerkPin }
    expect(await enter(event.id, both, { approval: own })).toEqual(refused('sameAsAuthor'))
    expect(rig.count('attendance')).toBe(0)
  })

  it('must be head or of the council', async () => {
    const event = rig.addEvent()
    const both = [rig.person(), rig.person()]
    const clerk = { account: rig.addStaff({ pin: '846093', roles: ['clerk', 'technician'] }), pin: '846093' }
    expect(await enter(event.id, both, { approval: clerk })).toEqual(refused('lacksRole'))
    expect(await enter(event.id, both, { approval: { account: rig.newId(), pin: '846093' } })).toEqual(
      refused('lacksRole'),
    )
    const council = { account: rig.addStaff({ pin: '509417', roles: ['council'] }), pin: '509417' }
    expect(await enter(event.id, both, { approval: council })).toEqual(done(2))
  })

  it('gives the right PIN; wrong ones count and lock, and nothing is written', async () => {
    const event = rig.addEvent()
    const both = [rig.person(), rig.person()]
    const wrong = { approval: { account: rig.head, pin: '000001' } }
    const before = rig.everything()
    for (let triesLeft = 4; triesLeft >= 0; triesLeft -= 1) {
      expect(await enter(event.id, both, wrong)).toMatchObject({ kind: 'wrongPin', triesLeft })
    }
    expect(await enter(event.id, both, { approval: approved })).toMatchObject({ kind: 'locked' })
    expect(rig.everything()).toBe(before)
  })

  it('stands beside the first one: an own PIN older than two minutes is asked for again', async () => {
    const event = rig.addEvent()
    const both = [rig.person(), rig.person()]
    rig.clock.advance(2 * minute + 1)
    rig.clock.setWall(rig.clock.now() - 10 * minute)
    expect(await enter(event.id, both, { approval: approved })).toEqual({ kind: 'needsOwnPin' })
    expect(rig.count('attendance')).toBe(0)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    rig.clock.advance(2 * minute)
    expect(await enter(event.id, both, { approval: approved })).toEqual(done(2))
  })

  it('nobody enters the own attendance, alone or with a second person', async () => {
    const event = rig.addEvent()
    const [mine, heads] = [rig.person(), rig.person()]
    rig.parts.store.transaction((tx) => {
      tx.run('update staff set resident = ? where id = ?', mine, rig.clerk)
      tx.run('update staff set resident = ? where id = ?', heads, rig.head)
    })
    expect(await enter(event.id, [mine])).toEqual(refused('isBeneficiary'))
    expect(await enter(event.id, [rig.person(), mine], { approval: approved })).toEqual(
      refused('isBeneficiary'),
    )
    expect(await enter(event.id, [rig.person(), heads], { approval: approved })).toEqual(
      refused('isBeneficiary'),
    )
    expect(await enter(event.id, [heads])).toEqual(done(1))
  })

  it('nor under the id that stood for somebody before the card came', async () => {
    const event = rig.addEvent()
    const { resident: before } = await rig.handlers['people.addProvisional'](
      { commandId: rig.newId(), name: 'WX', birthYear: 1970, sex: 'female' },
      rig.page,
    )
    const mine = rig.person()
    rig.parts.store.transaction((tx) =>
      tx.run('update staff set resident = ? where id = ?', before, rig.clerk),
    )
    const join = { commandId: rig.newId(), provisional: before, resident: mine }
    await rig.handlers['people.join'](join, rig.page)
    expect(await enter(event.id, [mine])).toEqual(refused('isBeneficiary'))
  })

  it('who is made inactive while the PIN is checked signs nothing', async () => {
    const event = rig.addEvent()
    const entering = enter(event.id, [rig.person(), rig.person()], { approval: approved })
    rig.parts.store.transaction((tx) => tx.run('update staff set active = 0 where id = ?', rig.clerk))
    await expect(entering).rejects.toEqual(errorWith('notAllowed'))
    expect(rig.count('attendance')).toBe(0)
  })

  it('never approves what must be refused: over all people, roles and beneficiaries', async () => {
    const desk = openDesk()
    const event = desk.addEvent()
    const residents = [desk.person(), desk.person(), desk.person()]
    const staff = residents.map((resident) => desk.addStaff({ pin: clerkPin, roles: ['clerk'], resident }))
    const someone = fc.constantFrom(0, 1, 2)
    await fc.assert(
      fc.asyncProperty(
        someone,
        someone,
        someone,
        fc.subarray([...roles]),
        async (author, approver, gains, has) => {
          desk.parts.store.transaction((tx) => {
            for (const id of staff) tx.run(`update staff set roles = '["clerk"]' where id = ?`, id)
            const own: Role[] = author === approver ? ['clerk', ...has] : has
            tx.run('update staff set roles = ? where id = ?', JSON.stringify(own), staff[approver] ?? '')
            tx.run('delete from presence')
          })
          const page = desk.newId()
          await desk.desk.signIn(page, { account: staff[author] ?? '', pin: clerkPin })
          const outcome = await desk.handlers['attendance.checkInByHand'](
            {
              commandId: desk.newId(),
              event: event.id,
              residents: [residents[gains] ?? '', desk.person()],
              reason: 'forgot',
              approval: { account: staff[approver] ?? '', pin: clerkPin },
            },
            page,
          )
          desk.desk.pageClosed(page)
          const isFine =
            author !== approver &&
            gains !== author &&
            gains !== approver &&
            (has.includes('head') || has.includes('council'))
          expect(outcome.result.kind === 'done').toBe(isFine)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('the audit', () => {
  it('names every entry, refusal and undo by ids alone, and its chain holds', async () => {
    const event = rig.addEvent()
    const resident = rig.person()
    await enter(event.id, [resident, rig.person()])
    await enter(event.id, [resident], { approval: approved })
    const rows = rig.audit()
    expect(rows.slice(-3).map(({ actor, action }) => [actor, action])).toEqual([
      [rig.clerk, 'attendance.checkInByHandRefused'],
      [rig.head, 'staff.pinRight'],
      [rig.clerk, 'attendance.enteredByHand'],
    ])
    expect(rows.at(-1)?.detail).toMatchObject({ resident, approver: rig.head, asked: true, needed: false })
    expect(rig.parts.store.read(brokenAuditEntry)).toBeNull()
    expect(JSON.stringify([rows, rig.log.lines])).not.toMatch(/王|119999|271828|314159/)
  })
})
