import { beforeEach, describe, expect, it } from 'vitest'
import { attendanceById } from '../../../../electron/attendance/store.ts'
import { post } from '../../../../electron/credit/store.ts'
import { checkOut } from '../../../../electron/station/presence.ts'
import { openClaims, refusedFor, type ClaimsRig } from '../../../support/claims.ts'
import { clerkPin, headPin } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: ClaimsRig
/** A head who has made nothing. */
let other: { account: string; pin: string }

beforeEach(async () => {
  rig = await openClaims()
  other = await rig.colleague(['head'], { pin: '846093' })
})

describe('taking an award back', () => {
  it('takes the points away, tells the centre who answers for it, and leaves the line as it was', async () => {
    const resident = rig.scored()
    const entry = await rig.posted({ resident })
    expect(await rig.reverse(entry, other)).toEqual({ kind: 'done' })
    expect([rig.balance(resident), rig.count('credit_entry')]).toEqual([0, 2])
    expect(rig.records().at(-1)).toMatchObject({
      type: 'cn.wmsj.credit.reversed.v1',
      data: {
        reverses: entry,
        resident,
        amount: -200,
        reason: 'correction',
        author: rig.clerk,
        approvedBy: other.account,
      },
    })
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.clerk,
      action: 'credit.reversed',
      subject: entry,
      detail: { resident, amount: 200, reason: 'correction', approver: other.account },
    })
  })

  it('takes two, both there now', async () => {
    const entry = await rig.posted()
    rig.clock.advance(2 * 60_000 + 1)
    const before = rig.everything()
    expect(await rig.reverse(entry, null)).toEqual({ kind: 'needsApproval' })
    expect(await rig.reverse(entry, other)).toEqual({ kind: 'needsOwnPin' })
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    expect(await rig.reverse(entry, { ...other, pin: headPin })).toMatchObject({ kind: 'wrongPin' })
    expect(rig.everything()).toBe(before)
    expect(await rig.reverse(entry, other)).toEqual({ kind: 'done' })
  })

  it('the second person has not made it', async () => {
    const entry = await rig.posted()
    const before = rig.everything()
    expect(await rig.reverse(entry)).toEqual(refusedFor('sameAsAuthor'))
    expect(rig.everything()).toBe(before)
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'credit.reverseRefused',
      subject: entry,
      detail: { why: 'sameAsAuthor', approver: rig.head },
    })
  })

  it('once: not again, and never what itself takes something back', async () => {
    const entry = await rig.posted()
    await rig.reverse(entry, other)
    const reversal = rig.lastEntry()
    const before = rig.everything()
    expect(await rig.reverse(entry, other)).toEqual(refusedFor('alreadyReversed'))
    expect(await rig.reverse(reversal, other)).toEqual(refusedFor('isReversal'))
    expect(rig.everything()).toBe(before)
    await expect(rig.reverse(rig.newId(), other)).rejects.toThrow(errorWith('notFound'))
  })

  it('sent again, the same command takes it back once', async () => {
    const resident = rig.scored()
    const entry = await rig.posted({ resident })
    const input = { commandId: rig.newId(), entry, approval: other }
    const first = await rig.handlers['credit.reverse'](input, rig.page)
    expect(await rig.handlers['credit.reverse'](input, rig.page)).toEqual(first)
    expect([rig.balance(resident), rig.count('credit_entry')]).toEqual([0, 2])
  })

  it('what was given from a tap can be taken back, too', async () => {
    const resident = rig.scored()
    const event = rig.addEvent()
    await rig.handlers['attendance.checkInByHand'](
      { commandId: rig.newId(), event: event.id, residents: [resident], reason: 'noCard', approval: null },
      rig.page,
    )
    expect(rig.balance(resident)).toBe(50)
    expect(await rig.reverse(rig.lastEntry())).toEqual({ kind: 'done' })
    expect(rig.balance(resident)).toBe(0)
    expect(rig.count('presence')).toBe(1)
  })

  it('hours that two persons took back are not given again when more of them are confirmed', async () => {
    const resident = rig.scored()
    const startsAt = rig.clock.now()
    const hours = 60 * 60_000
    const of = { kind: 'volunteer', ruleId: 'V01', minPresencePercent: 0 } as const
    const event = rig.addEvent({ ...of, startsAt, endsAt: startsAt + 8 * hours, reentry: true })
    const first = rig.comeIn(event, resident)
    rig.clock.advance(4 * hours)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    rig.parts.store.transaction((tx) => {
      const attendance = attendanceById(tx, first)
      if (attendance === null) throw new Error('no attendance')
      const leaving = { event, attendance, resident, agreed: true, method: 'id-card' } as const
      checkOut(tx, rig.parts, { at: rig.clock.now(), tap: rig.newId() }, leaving)
    })
    expect(rig.balance(resident)).toBe(100)
    expect(await rig.reverse(rig.lastEntry(), other)).toEqual({ kind: 'done' })
    const attendance = rig.comeIn(event, resident)
    rig.clock.setWall(event.endsAt)
    const approval = { account: rig.head, pin: headPin }
    const input = { commandId: rig.newId(), attendance, minutes: 240, reason: 'forgot', approval } as const
    const { result } = await rig.handlers['attendance.confirmMinutes'](input, rig.page)
    expect(result.kind).toBe('done')
    expect(rig.balance(resident)).toBe(0)
  })

  it('what was taken back can be claimed anew', async () => {
    const resident = rig.scored()
    const of = { resident, rule: 'D01', documentNo: 'GB1' }
    await rig.reverse(await rig.posted(of), other)
    await rig.posted(of)
    expect(rig.balance(resident)).toBe(500)
  })

  it('case 57: an award that was spent already is taken back; what is missing is owed, and nothing else changes', async () => {
    const resident = rig.scored()
    const entry = await rig.posted({ resident })
    const at = rig.clock.now()
    rig.parts.store.transaction((tx) => {
      const spent = {
        basisKind: 'document',
        businessKey: 'spent',
        businessDate: rig.today(),
      } as const
      const by = { author: rig.clerk, approver: rig.head, event: null, claim: null, minutes: null }
      post(tx, {
        id: rig.newId(),
        resident,
        amount: -150,
        ruleId: 'M03',
        ruleRev: 1,
        basis: [],
        ...spent,
        ...by,
        at,
      })
    })
    expect(rig.balance(resident)).toBe(50)
    expect(await rig.reverse(entry, other)).toEqual({ kind: 'done' })
    expect(rig.balance(resident)).toBe(-150)
    expect(rig.count('city_score')).toBe(0)
    expect((await rig.file({ resident })).kind).toBe('done')
  })
})
