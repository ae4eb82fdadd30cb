import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../../electron/contract/calls.ts'
import { openClaims, refusedFor, type ClaimsRig } from '../../../support/claims.ts'
import { clerkPin } from '../../../support/desk-rig.ts'
import { openHolder } from '../../../support/holder.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: ClaimsRig
let holder: ReturnType<typeof openHolder>

beforeEach(async () => {
  rig = await openClaims()
  holder = openHolder(rig)
})

describe('telling of a good deed', () => {
  const report = (
    resident: string,
    change: Partial<CallInput<'credit.report'>> = {},
  ): CallOutput<'credit.report'>['result'] => {
    holder.hold(resident)
    const input = { commandId: rig.newId(), rule: 'D06', on: rig.today(), ...change }
    return calls['credit.report'].output.parse(holder.handlers['credit.report'](input)).result
  }
  const reported = (resident: string): string => {
    const result = report(resident)
    if (result.kind !== 'done') throw new Error(`not reported: ${JSON.stringify(result)}`)
    return result.claim
  }
  const vouch = async (
    claim: string,
    page = rig.page,
    change: Partial<CallInput<'claims.vouch'>> = {},
  ): ReturnType<ClaimsRig['file']> => {
    const input = { commandId: rig.newId(), claim, documentNo: null, photo: null, ...change }
    return (await rig.handlers['claims.vouch'](input, page)).result
  }

  it('gives nothing before a clerk vouches for it and a second person says yes', async () => {
    const resident = rig.scored()
    const claim = reported(resident)
    expect(holder.told()).toBe(1)
    expect(rig.list('waiting')).toMatchObject([
      { id: claim, state: 'reported', author: null, mayDecide: false },
    ])
    await expect(rig.approve(claim)).rejects.toThrow(errorWith('conflict', { because: 'notVouchedFor' }))
    expect(await vouch(claim)).toEqual({ kind: 'done', claim, state: 'waiting', noticeUntil: null })
    expect(await vouch(claim)).toEqual(refusedFor('decided'))
    // Who vouched is the author, and cannot be the second person.
    expect(await rig.approve(claim, { approval: { account: rig.clerk, pin: clerkPin } })).toEqual(
      refusedFor('sameAsAuthor'),
    )
    expect(rig.balance(resident)).toBe(0)
    await rig.approve(claim)
    expect(rig.balance(resident)).toBe(200)
    expect(rig.records().at(-1)).toMatchObject({ data: { author: rig.clerk, approvedBy: rig.head } })
  })

  it.each([
    ['V15', 'lacksRole'],
    ['L01', 'automatic'],
    ['Z99', 'unknownRule'],
  ] as const)('under %s it is refused as %s, and nothing is written', (rule, reason) => {
    const resident = rig.scored()
    const before = rig.everything()
    expect(report(resident, { rule })).toEqual(refusedFor(reason))
    expect(rig.everything()).toBe(before)
    expect(rig.audit().at(-1)).toMatchObject({
      actor: 'holder',
      action: 'credit.reportRefused',
      detail: { reason },
    })
  })

  it.each([
    ['2026-11-24', 'done'],
    ['2026-10-25', 'done'],
    ['2026-10-24', 'badDate'],
    ['2026-11-25', 'badDate'],
  ])('of what happened on %s comes to %s', (on, what) => {
    const result = report(rig.scored(), { on })
    expect(result.kind === 'refused' ? result.reason : result.kind).toBe(what)
  })

  it('needs consent', () => {
    expect(report(rig.person())).toEqual(refusedFor('noConsent'))
  })

  it('three wait at a time', async () => {
    const resident = rig.scored()
    const [claim] = [reported(resident), reported(resident), reported(resident)]
    expect(() => report(resident)).toThrow(errorWith('conflict', { because: 'tooManyReports' }))
    expect(reported(rig.scored())).not.toBe('')
    await rig.giveBack(claim)
    expect(reported(resident)).not.toBe('')
  })

  it('sent again, the same command reports once', () => {
    const resident = rig.scored()
    const commandId = rig.newId()
    expect(report(resident, { commandId })).toEqual(report(resident, { commandId }))
    expect([rig.count('claim'), holder.told()]).toEqual([1, 1])
  })

  it('sent again, a clerk’s word for it, and giving it back, count once', async () => {
    const claim = reported(rig.scored())
    const commandId = rig.newId()
    const first = await vouch(claim, rig.page, { commandId })
    expect(await vouch(claim, rig.page, { commandId })).toEqual(first)
    const back = { commandId: rig.newId(), claim, reason: 'twice' } as const
    const returned = rig.handlers['claims.return'](back, rig.page)
    expect(rig.handlers['claims.return'](back, rig.page)).toEqual(returned)
    expect(rig.count('claim_step')).toBe(3)
  })

  it('nobody vouches for the own deed, and not without the evidence', async () => {
    const resident = rig.scored()
    const own = await rig.colleague(['clerk'], { resident })
    const deed = report(resident, { rule: 'N01' })
    const claim = deed.kind === 'done' ? deed.claim : ''
    const before = rig.everything()
    expect(await vouch(claim, own.page, { documentNo: '7' })).toEqual(refusedFor('isBeneficiary'))
    expect(await vouch(claim)).toEqual(refusedFor('needsEvidence'))
    expect(await vouch(claim, rig.page, { documentNo: ' ' })).toEqual(refusedFor('needsEvidence'))
    expect(rig.everything()).toBe(before)
    expect((await vouch(claim, rig.page, { documentNo: '7' })).kind).toBe('done')
    expect(rig.open(claim)).toMatchObject({ documentNo: '7', claim: { state: 'waiting' } })
  })

  it('once for each document holds for it as soon as the document is known', async () => {
    rig.change('N01', { once: 'everyDocument' })
    const resident = rig.scored()
    await rig.posted({ resident, rule: 'N01', documentNo: '7' })
    const deed = report(resident, { rule: 'N01' })
    const claim = deed.kind === 'done' ? deed.claim : ''
    expect(await vouch(claim, rig.page, { documentNo: '7' })).toEqual(refusedFor('alreadyGiven'))
    expect((await vouch(claim, rig.page, { documentNo: '8' })).kind).toBe('done')
    expect((await rig.approve(claim)).kind).toBe('done')
  })

  it('consent withdrawn since: nobody can vouch for it', async () => {
    const resident = rig.scored()
    const claim = reported(resident)
    rig.withdraw(resident)
    expect(await vouch(claim)).toEqual(refusedFor('noConsent'))
  })
})
