import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../../electron/contract/calls.ts'
import type { CorrectionResult, ObjectionShown } from '../../../../electron/contract/credit.ts'
import { staffMembers } from '../../../../electron/staff/store.ts'
import { openClaims, refusedFor, type ClaimsRig } from '../../../support/claims.ts'
import { clerkPin } from '../../../support/desk-rig.ts'
import { openHolder } from '../../../support/holder.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: ClaimsRig
let holder: ReturnType<typeof openHolder>
/** Clerks who have made no entry. */
let answerer: { account: string; page: string }
let head: { account: string; pin: string }

beforeEach(async () => {
  rig = await openClaims()
  holder = openHolder(rig)
  answerer = await rig.colleague(['clerk'])
  head = await rig.colleague(['head'], { pin: '846093' })
})

/** The person taps, and says that this line is wrong. */
const object = (resident: string, entry: string, commandId = rig.newId()): ObjectionShown => {
  holder.hold(resident)
  return calls['credit.object'].output.parse(holder.handlers['credit.object']({ commandId, entry })).objection
}

const questioned = async (): Promise<{ resident: string; entry: string; number: number }> => {
  const resident = rig.scored()
  const entry = await rig.posted({ resident })
  return { resident, entry, number: object(resident, entry).number }
}

const list = (show: 'open' | 'answered', page = answerer.page): CallOutput<'objections.list'> =>
  calls['objections.list'].output.parse(rig.handlers['objections.list']({ show, page: 0 }, page))

const answer = async (
  objection: number,
  said: CallInput<'objections.answer'>['answer'],
  change: { approval?: CallInput<'objections.answer'>['approval']; page?: string; commandId?: string } = {},
): Promise<CorrectionResult> => {
  const { approval = null, page = answerer.page, commandId = rig.newId() } = change
  const input = { commandId, objection, answer: said, approval }
  return (await rig.handlers['objections.answer'](input, page)).result
}

describe('saying that a line is wrong', () => {
  it('starts the clock of three and seven working days; the number is the one that staff see', async () => {
    const resident = rig.scored()
    const entry = await rig.posted({ resident })
    expect(object(resident, entry)).toMatchObject({
      number: 1,
      entry: { id: entry, amount: 200, what: { kind: 'document' }, reversed: false, objection: 1 },
      answerBy: '2026-11-27',
      verifyBy: '2026-12-03',
      state: 'open',
      answeredAt: null,
      answeredBy: null,
    })
    expect(holder.told()).toBe(1)
    expect(list('open')).toMatchObject({
      total: 1,
      objections: [{ objection: { number: 1 }, person: { name: '王*兰' }, mayAnswer: true }],
    })
    expect(rig.audit().find(({ action }) => action === 'objections.filed')).toMatchObject({
      actor: 'holder',
      detail: { resident, entry, number: 1 },
    })
  })

  it('names who can answer: a clerk or the head, who have not made the line and gain nothing by it', async () => {
    const resident = rig.scored()
    await rig.colleague(['clerk'], { resident })
    const { name } = rig.desk.snapshot(answerer.page).signedIn ?? { name: '' }
    const heads = rig.parts.store.read((tx) => staffMembers(tx)).filter(({ id }) => id === head.account)
    expect(object(resident, await rig.posted({ resident })).answerers.toSorted()).toEqual(
      [name, ...heads.map((one) => one.name)].toSorted(),
    )
  })

  it('is for the own lines, those that give something, and once at a time', async () => {
    const { resident, entry } = await questioned()
    const other = await rig.posted({ resident })
    await rig.reverse(other, head)
    const reversal = rig.lastEntry()
    const stranger = rig.scored()
    const before = rig.everything()
    const conflict = (because: string): Error => errorWith('conflict', { because })
    expect(() => object(resident, entry)).toThrow(conflict('alreadyOpen'))
    expect(() => object(resident, other)).toThrow(conflict('alreadyReversed'))
    expect(() => object(resident, reversal)).toThrow(conflict('isReversal'))
    expect(() => object(resident, rig.newId())).toThrow(errorWith('notFound'))
    expect(() => object(stranger, entry)).toThrow(errorWith('notFound'))
    holder.session.end()
    const input = { commandId: rig.newId(), entry }
    expect(() => holder.handlers['credit.object'](input)).toThrow(errorWith('sessionEnded'))
    expect(rig.everything()).toBe(before)
  })

  it('three at a time', async () => {
    const resident = rig.scored()
    const entries: string[] = []
    for (let index = 0; index < 4; index += 1) entries.push(await rig.posted({ resident }))
    const [first = '', second = '', third = '', fourth = ''] = entries
    const { number } = object(resident, first)
    object(resident, second)
    object(resident, third)
    expect(() => object(resident, fourth)).toThrow(errorWith('conflict', { because: 'tooManyObjections' }))
    await answer(number, 'right')
    expect(object(resident, fourth).number).toBe(4)
  })

  it('sent again, the same command opens one', async () => {
    const resident = rig.scored()
    const entry = await rig.posted({ resident })
    const commandId = rig.newId()
    const first = object(resident, entry, commandId)
    expect(object(resident, entry, commandId)).toEqual(first)
    expect([rig.count('objection'), holder.told()]).toEqual([1, 1])
  })
})

describe('answering', () => {
  it('that the line is right closes it, and changes nothing in the ledger', async () => {
    const { resident, number } = await questioned()
    expect(await answer(number, 'right')).toEqual({ kind: 'done' })
    expect([rig.balance(resident), list('open').total]).toEqual([200, 0])
    const { name } = rig.desk.snapshot(answerer.page).signedIn ?? { name: '' }
    expect(list('answered')).toMatchObject({
      objections: [{ objection: { state: 'right', answeredBy: name }, mayAnswer: false }],
    })
    expect(rig.audit().find(({ action }) => action === 'objections.answered')).toMatchObject({
      actor: answerer.account,
      detail: { answer: 'right', approver: null },
    })
  })

  it('a closed one stays closed, and the person may say so again', async () => {
    const { resident, entry, number } = await questioned()
    await answer(number, 'right')
    const before = rig.everything()
    for (const said of ['right', 'verifying', 'corrected'] as const)
      expect(await answer(number, said, { approval: head })).toEqual(refusedFor('decided'))
    expect(rig.everything()).toBe(before)
    expect(object(resident, entry).number).toBe(number + 1)
  })

  it('asking somebody else takes the longer time, once', async () => {
    const first = await questioned()
    const second = await questioned()
    expect(await answer(first.number, 'verifying')).toEqual({ kind: 'done' })
    expect(await answer(first.number, 'verifying')).toEqual(refusedFor('decided'))
    expect(list('open').objections).toMatchObject([
      { objection: { number: second.number, state: 'open' } },
      { objection: { number: first.number, state: 'verifying', answeredAt: null, answeredBy: null } },
    ])
    expect(await answer(first.number, 'right')).toEqual({ kind: 'done' })
  })

  it('a correction takes the points back in the name of two, and closes it', async () => {
    const { resident, entry, number } = await questioned()
    const before = rig.everything()
    expect(await answer(number, 'corrected')).toEqual({ kind: 'needsApproval' })
    expect(await answer(number, 'corrected', { approval: { ...head, pin: clerkPin } })).toMatchObject({
      kind: 'wrongPin',
    })
    expect(rig.everything()).toBe(before)
    expect(await answer(number, 'corrected', { approval: head })).toEqual({ kind: 'done' })
    expect(rig.balance(resident)).toBe(0)
    expect(rig.records().at(-1)).toMatchObject({
      type: 'cn.wmsj.credit.reversed.v1',
      data: { reverses: entry, reason: 'objection', author: answerer.account, approvedBy: head.account },
    })
    expect(list('answered').objections).toMatchObject([
      { objection: { state: 'corrected', entry: { reversed: true } } },
    ])
  })

  it('both PINs are given now', async () => {
    const { number } = await questioned()
    rig.clock.advance(2 * 60_000 + 1)
    expect(await answer(number, 'corrected', { approval: head })).toEqual({ kind: 'needsOwnPin' })
    expect(await answer(number, 'right')).toEqual({ kind: 'done' })
  })

  it('nobody answers who made the line, or gains by it', async () => {
    const { resident, number } = await questioned()
    const approverToo = await rig.colleague(['clerk', 'head'])
    const own = await rig.colleague(['clerk'], { resident })
    const before = rig.everything()
    for (const said of ['right', 'verifying', 'corrected'] as const) {
      expect(await answer(number, said, { page: rig.page, approval: head })).toEqual(
        refusedFor('sameAsAuthor'),
      )
      expect(await answer(number, said, { page: own.page, approval: head })).toEqual(
        refusedFor('isBeneficiary'),
      )
    }
    expect(rig.everything()).toBe(before)
    expect(list('open', rig.page).objections).toMatchObject([{ mayAnswer: false }])
    expect(list('open', own.page).objections).toMatchObject([{ mayAnswer: false }])
    expect(list('open', approverToo.page).objections).toMatchObject([{ mayAnswer: true }])
  })

  it('nor who said yes to it, neither alone nor as the second person', async () => {
    const resident = rig.scored()
    const claim = await rig.filed({ resident })
    const second = await rig.colleague(['clerk', 'head'], { pin: '509417' })
    await rig.approve(claim, { approval: second })
    const { number } = object(resident, rig.lastEntry())
    expect(await answer(number, 'right', { page: second.page })).toEqual(refusedFor('sameAsAuthor'))
    expect(await answer(number, 'corrected', { approval: second })).toEqual(refusedFor('sameAsAuthor'))
    const gains = await rig.colleague(['head'], { resident })
    expect(await answer(number, 'corrected', { approval: gains })).toEqual(refusedFor('isBeneficiary'))
    const clerk = await rig.colleague(['clerk'])
    expect(await answer(number, 'corrected', { approval: clerk })).toEqual(refusedFor('lacksRole'))
    expect(await answer(number, 'corrected', { approval: { ...clerk, account: answerer.account } })).toEqual(
      refusedFor('sameAsAuthor'),
    )
    expect(rig.balance(resident)).toBe(200)
  })

  it('a line that others took back meanwhile only needs the answer', async () => {
    const { resident, entry, number } = await questioned()
    await rig.reverse(entry, head)
    const lines = rig.count('credit_entry')
    expect(await answer(number, 'corrected')).toEqual({ kind: 'done' })
    expect([rig.balance(resident), rig.count('credit_entry')]).toEqual([0, lines])
  })

  it('sent again, the same command answers once', async () => {
    const { resident, number } = await questioned()
    const commandId = rig.newId()
    const first = await answer(number, 'corrected', { approval: head, commandId })
    expect(await answer(number, 'corrected', { approval: head, commandId })).toEqual(first)
    expect([rig.balance(resident), rig.count('objection_step')]).toEqual([0, 1])
  })

  it('an unknown number finds nothing', async () => {
    await expect(answer(7, 'right')).rejects.toThrow(errorWith('notFound'))
  })
})
