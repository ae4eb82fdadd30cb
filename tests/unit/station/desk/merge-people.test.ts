import { beforeEach, describe, expect, it } from 'vitest'
import type { Attendance } from '../../../../electron/attendance/store.ts'
import type { StationEvent } from '../../../../electron/calendar/rules.ts'
import { calls, type CallInput } from '../../../../electron/contract/calls.ts'
import type { MergePreview } from '../../../../electron/contract/merge-calls.ts'
import type { HandResult } from '../../../../electron/contract/staff.ts'
import { hasAgreed } from '../../../../electron/station/agreement.ts'
import { give, type Award } from '../../../../electron/station/award.ts'
import { checkIn, checkOut } from '../../../../electron/station/presence.ts'
import { visitorOfCard } from '../../../../electron/station/visitor.ts'
import {
  doubleReversals,
  strayKeys,
  sumsOf,
  wrongBalances,
  wrongEntries,
} from '../../../../electron/station/verify/ledger.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { clerkPin, headPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
const document = {
  amount: 200,
  ruleId: 'D06',
  ruleRev: 1,
  event: null,
  claim: null,
  basisKind: 'document',
  basis: [],
  businessDate: '2026-11-24',
  minutes: null,
} satisfies Partial<Award>
const oldNumber = syntheticNumber('1945-03-07', 12)
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let old: string
let resident: string

beforeEach(async () => {
  rig = await openDeskWithClerk()
  old = rig.person({ idNumber: oldNumber })
  resident = rig.person({ idNumber: syntheticNumber('1945-03-07', 14) })
})

const { find, ids, open, add, describePerson } = peopleAt(() => rig)

const signIn = () => rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
const preview = (pair = { old, resident }): MergePreview =>
  calls['people.mergePreview'].output.parse(rig.handlers['people.mergePreview'](pair, rig.page))
const merge = async (change: Partial<CallInput<'people.merge'>> = {}): Promise<HandResult> => {
  const approval = { account: rig.head, pin: headPin }
  const input = { commandId: rig.newId(), old, resident, approval, ...change }
  return calls['people.merge'].output.parse(await rig.handlers['people.merge'](input, rig.page)).result
}
const balance = (): number =>
  rig.parts.store.read(
    (tx) => tx.get<{ sum: number }>('select coalesce(sum(balance), 0) as sum from credit_balance')?.sum ?? 0,
  )
/** By card, now, with points where the person agreed. */
const come = (event: StationEvent, who: string): Attendance =>
  rig.parts.store.transaction(
    (tx) =>
      checkIn(
        tx,
        rig.parts,
        { at: rig.clock.now(), tap: rig.newId() },
        { event, resident: who, agreed: hasAgreed(tx, who), method: 'id-card' },
      ).attendance,
  )
const go = (event: StationEvent, attendance: Attendance, who: string): void => {
  rig.parts.store.transaction((tx) => {
    const deed = { at: rig.clock.now(), tap: rig.newId() }
    const agreed = hasAgreed(tx, who)
    checkOut(tx, rig.parts, deed, { event, attendance, resident: who, agreed, method: 'id-card' })
  })
}
const signed = () => ({ author: rig.clerk, approver: rig.head })
/** Four hours bring one point. */
const length = 240 * minute
const service = (): StationEvent => rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + length })
const serve = (who: string): void => {
  const event = service()
  const attendance = come(event, who)
  rig.clock.advance(length)
  go(event, attendance, who)
}
/** What the check of a whole folder says of the ledger. */
const ledgerFaults = (): string[] =>
  rig.parts.store.read((tx) => {
    const all = { from: 0, to: Number.MAX_SAFE_INTEGER }
    const { balances } = sumsOf(tx, all)
    return [
      ...wrongEntries(tx, all),
      ...doubleReversals(tx),
      ...strayKeys(tx),
      ...wrongBalances(tx, balances),
    ]
  })

describe('two entries with cards that are one person', () => {
  it('takes two members of staff, and says before what it comes to', async () => {
    const event = rig.addEvent()
    rig.comeIn(event, old)
    const before = rig.everything()
    expect(preview()).toEqual({
      obstacle: null,
      moved: 1,
      doubled: 0,
      served: { before: 0, after: 0 },
      points: { before: 0, after: 0 },
    })
    expect(await merge({ approval: null })).toEqual({ kind: 'needsApproval', because: null })
    expect(await merge({ approval: { account: rig.head, pin: '000001' } })).toMatchObject({
      kind: 'wrongPin',
    })
    expect(rig.everything()).toBe(before)
    expect(await merge()).toEqual({ kind: 'done', entered: 1, already: 0 })
    expect(ids('wxl')).toEqual([resident])
    expect(open(old).person).toMatchObject({ id: resident, at: [event.id] })
    expect(rig.records().findLast(({ type }) => type === 'cn.wmsj.resident.joined.v1')?.data).toEqual({
      resident,
      alias: old,
      by: 'staff',
    })
    expect(rig.audit().findLast(({ action }) => action === 'people.merged')).toMatchObject({
      actor: rig.clerk,
      subject: resident,
      detail: { old, moved: 1, doubled: 0, approver: rig.head },
    })
  })

  it('points and minutes are what they were, once, under the new card', async () => {
    rig.agree(old)
    rig.clock.advance(1)
    come(rig.addEvent(), old)
    serve(old)
    await signIn()
    const before = balance()
    expect(before).toBe(150)
    rig.agree(resident)
    expect(preview()).toMatchObject({
      obstacle: null,
      moved: 2,
      served: { before: 240, after: 240 },
      points: { before, after: before },
    })
    expect(await merge()).toMatchObject({ kind: 'done' })
    expect(balance()).toBe(before)
    expect(open(resident).served).toBe(240)
    expect(ledgerFaults()).toEqual([])
  })

  it('an event that both came to counts once', async () => {
    for (const id of [old, resident]) rig.agree(id)
    rig.clock.advance(1)
    const event = rig.addEvent()
    for (const id of [old, resident]) come(event, id)
    const both = balance()
    expect(both).toBeGreaterThan(0)
    expect(preview()).toMatchObject({ moved: 0, doubled: 1, points: { before: both, after: both / 2 } })
    expect(await merge()).toEqual({ kind: 'done', entered: 0, already: 1 })
    expect(balance()).toBe(both / 2)
    expect(rig.parts.store.read((tx) => tx.all('select resident from presence'))).toEqual([{ resident }])
    expect(ledgerFaults()).toEqual([])
  })

  it('what the first card agreed to in time still counts after the event', async () => {
    rig.agree(old)
    rig.clock.advance(1)
    serve(old)
    rig.clock.advance(300 * minute)
    await signIn()
    const before = balance()
    expect(before).toBeGreaterThan(0)
    rig.agree(resident)
    await merge()
    expect(balance()).toBe(before)
    expect(ledgerFaults()).toEqual([])
  })

  it('waits for consent where there are points, and for somebody to look where both served at once', async () => {
    rig.agree(old)
    rig.clock.advance(1)
    come(rig.addEvent(), old)
    expect(preview().obstacle).toBe('noConsent')
    await expect(merge()).rejects.toThrow(errorWith('conflict'))
    rig.agree(resident)
    const [here, there] = [service(), service()]
    const [one, other] = [come(here, old), come(there, resident)]
    rig.clock.advance(length)
    go(here, one, old)
    go(there, other, resident)
    await signIn()
    expect(preview().obstacle).toBe('overlap')
    const before = rig.everything()
    await expect(merge()).rejects.toThrow(errorWith('conflict'))
    expect(rig.everything()).toBe(before)
  })

  it('the old card finds the person from then on, and changes nothing', async () => {
    await merge()
    const holder = {
      kind: 'resident',
      name: '王秀蓝',
      idNumber: oldNumber,
      birth: '1945-03-07',
      sexCode: '2',
      validTo: '2027-01-01',
    } as const
    const action = { at: rig.clock.now(), tap: rig.newId() }
    const visitor = rig.parts.store.transaction((tx) =>
      visitorOfCard(tx, rig.parts, action, { holder, today: '2026-11-24', inCrowd: false }),
    )
    expect(visitor).toMatchObject({ resident: { id: resident, validTo: null }, firstVisit: false })
    expect(rig.records().filter(({ type }) => type === 'cn.wmsj.resident.registered.v1')).toEqual([])
  })

  it('who stood for the old one stands for the new one; details go over', async () => {
    const provisional = add()
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident: old }, rig.page)
    describePerson(old, { volunteerNo: 'V7', teams: ['红马甲'] })
    await merge()
    expect(open(provisional).person.id).toBe(resident)
    expect(open(resident)).toMatchObject({ volunteerNo: 'V7', person: { teams: ['红马甲'] } })
  })

  it('is not for oneself, for somebody without a card, or for what stands for somebody already', async () => {
    const provisional = add()
    const third = rig.person()
    for (const pair of [
      { old, resident: old },
      { old: provisional, resident },
      { old, resident: provisional },
    ])
      expect(() => preview(pair)).toThrow(errorWith('conflict'))
    expect(() => preview({ old: rig.newId(), resident })).toThrow(errorWith('notFound'))
    await merge()
    await expect(merge()).rejects.toThrow(errorWith('conflict'))
    await expect(merge({ old: third, resident: old })).rejects.toThrow(errorWith('conflict'))
  })

  it('nobody approves what is to the own advantage', async () => {
    const own = rig.addStaff({ pin: '846093', roles: ['head'], resident: old })
    expect(await merge({ approval: { account: own, pin: '846093' } })).toEqual({
      kind: 'refused',
      reason: 'isBeneficiary',
    })
  })

  it('points that rest on a document stay where they were made, and are counted with the others', async () => {
    for (const id of [old, resident]) rig.agree(id)
    rig.clock.advance(1)
    for (const id of [old, resident])
      rig.parts.store.transaction((tx) => {
        give(
          tx,
          rig.parts,
          { at: rig.clock.now(), tap: null },
          { ...document, ...signed(), resident: id, businessKey: `gift|${id}` },
        )
      })
    await merge()
    const [found] = find('wxl').people
    expect(found?.standing?.points).toBe(400)
    expect(ledgerFaults()).toEqual([])
  })
})
