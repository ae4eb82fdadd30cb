import { addDays } from '../../../../electron/contract/values.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import type { ClaimResult, CreditRefusal } from '../../../../electron/contract/credit.ts'
import { jpeg, openClaims, refusedFor, type ClaimsRig } from '../../../support/claims.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: ClaimsRig

beforeEach(async () => {
  rig = await openClaims()
})

/** Files it and says what it came to; a refusal must have written nothing. */
const tried = async (change: Partial<CallInput<'claims.file'>>): Promise<ClaimResult> => {
  const input = { ...change, resident: change.resident ?? rig.scored() }
  const before = rig.everything()
  const result = await rig.file(input)
  if (result.kind !== 'done') expect(rig.everything()).toBe(before)
  return result
}

describe('filing a claim', () => {
  it('waits for the second person, and gives nothing yet', async () => {
    const resident = rig.scored()
    const written = rig.written()
    const claim = await rig.filed({ resident })
    expect(rig.list('waiting')).toMatchObject([
      {
        id: claim,
        rule: 'D06',
        amount: 200,
        on: rig.today(),
        state: 'waiting',
        approver: null,
        because: null,
      },
    ])
    expect(rig.open(claim)).toMatchObject({ resident, approval: 'second', quantity: null, noticeDays: 0 })
    expect([rig.balance(resident), rig.count('credit_entry'), rig.records()]).toEqual([0, 0, []])
    expect(rig.written()).toBe(written + 1)
    expect(rig.audit().at(-3)).toMatchObject({
      actor: rig.clerk,
      action: 'claims.filed',
      subject: claim,
      detail: { resident, rule: 'D06', amount: 200 },
    })
  })

  it.each<[string, CreditRefusal, Partial<CallInput<'claims.file'>>]>([
    ['a rule that nobody knows', 'unknownRule', { rule: 'Z99' }],
    ['a deduction, which ships disabled', 'disabled', { rule: 'M01', documentNo: '1' }],
    ['what taps give by themselves', 'automatic', { rule: 'L01' }],
    ['hours, which taps give too', 'automatic', { rule: 'V01' }],
    ['no document where one is asked for', 'needsEvidence', { rule: 'N01' }],
    ['blanks for a document', 'needsEvidence', { rule: 'N01', documentNo: '   ' }],
    ['no photo where one is asked for', 'needsEvidence', { rule: 'E06', documentNo: '1' }],
    ['three decimals', 'badAmount', { rule: 'D04', documentNo: '1', amount: '100.005' }],
    ['no amount of money', 'badAmount', { rule: 'D04', documentNo: '1' }],
    ['a negative amount', 'badAmount', { rule: 'D04', documentNo: '1', amount: '-100' }],
    ['less money than one unit', 'badAmount', { rule: 'D04', documentNo: '1', amount: '99.99' }],
    ['fewer points than the rule leaves', 'badAmount', { rule: 'V23', documentNo: '1', amount: '0.99' }],
    ['more points than the rule leaves', 'badAmount', { rule: 'V23', documentNo: '1', amount: '5.01' }],
    ['an amount where the rule decides', 'badAmount', { amount: '5' }],
  ])('refuses %s', async (_, reason, change) => {
    expect(await tried(change)).toEqual(refusedFor(reason))
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.clerk,
      action: 'claims.fileRefused',
      detail: { reason },
    })
  })

  it.each([
    [0, 'done'],
    [-180, 'done'],
    [-181, 'badDate'],
    [1, 'badDate'],
  ])('of what happened %i days from today comes to %s', async (days, what) => {
    const result = await tried({ on: addDays(rig.today(), days) })
    expect(result.kind === 'refused' ? result.reason : result.kind).toBe(what)
  })

  it('looks at the rule as it stood on the day it happened', async () => {
    const [yesterday, today] = [addDays(rig.today(), -1), rig.today()]
    rig.change('D06', { from: today })
    rig.change('N02', { until: yesterday })
    expect(await tried({ on: yesterday })).toEqual(refusedFor('notYet'))
    expect((await tried({ on: today })).kind).toBe('done')
    expect(await tried({ rule: 'N02', on: today })).toEqual(refusedFor('notAnyMore'))
    expect((await tried({ rule: 'N02', on: yesterday })).kind).toBe('done')
  })

  it('needs the consent of whom it is for', async () => {
    const resident = rig.person()
    expect(await tried({ resident })).toEqual(refusedFor('noConsent'))
    rig.agree(resident)
    expect((await tried({ resident })).kind).toBe('done')
    rig.withdraw(resident)
    expect(await tried({ resident })).toEqual(refusedFor('noConsent'))
  })

  it('nobody files for oneself, under whatever entry one is known', async () => {
    const own = rig.scored()
    const { page } = await rig.colleague(['clerk'], { resident: own })
    expect(await rig.file({ resident: own }, page)).toEqual(refusedFor('isBeneficiary'))
    expect(rig.count('claim')).toBe(0)
    expect((await rig.file({ resident: own })).kind).toBe('done')
  })

  it('counts whole units of the money given, and what the cap of the year leaves', async () => {
    const resident = rig.scored()
    const donation = { resident, rule: 'D04' }
    const claim = await rig.filed({ ...donation, documentNo: 'A1', amount: '250.5' })
    expect(rig.open(claim)).toMatchObject({ quantity: 25_050, documentNo: 'A1', claim: { amount: 200 } })
    await rig.approve(claim)
    const rest = await rig.filed({ ...donation, documentNo: 'A2', amount: '5000' })
    expect(rig.open(rest).claim.amount).toBe(300)
    await rig.approve(rest)
    expect(rig.balance(resident)).toBe(500)
    expect(await tried({ ...donation, documentNo: 'A3', amount: '100' })).toEqual(refusedFor('capReached'))
    expect((await tried({ ...donation, documentNo: 'A3', amount: '100', on: '2026-06-01' })).kind).toBe(
      'refused',
    )
  })

  it('the same award twice: once in a life, once for each document, so often a year', async () => {
    const resident = rig.scored()
    await rig.posted({ resident, rule: 'F04', documentNo: 'X' })
    expect(await tried({ resident, rule: 'F04', documentNo: 'Y' })).toEqual(refusedFor('alreadyGiven'))
    await rig.posted({ resident, rule: 'D01', documentNo: 'gb 12-3' })
    expect(await tried({ resident, rule: 'D01', documentNo: 'GB12-3' })).toEqual(refusedFor('alreadyGiven'))
    await rig.posted({ resident, rule: 'D01', documentNo: 'GB12-4' })
    expect(await tried({ resident, rule: 'D01', documentNo: 'GB12-5' })).toEqual(refusedFor('capReached'))
    // Somebody else has caps of the own.
    expect((await tried({ rule: 'D01', documentNo: 'GB12-3' })).kind).toBe('done')
  })

  it('sent again, the same command files once', async () => {
    const resident = rig.scored()
    const commandId = rig.newId()
    const first = await rig.file({ commandId, resident })
    expect(await rig.file({ commandId, resident })).toEqual(first)
    expect([rig.count('claim'), rig.count('claim_step'), rig.written()]).toEqual([1, 1, 1])
  })

  it('a refused command may be tried again', async () => {
    const resident = rig.person()
    const commandId = rig.newId()
    expect(await rig.file({ commandId, resident })).toEqual(refusedFor('noConsent'))
    rig.agree(resident)
    expect((await rig.file({ commandId, resident })).kind).toBe('done')
  })

  it('finds nobody under an unknown id', async () => {
    await expect(rig.file({ resident: rig.newId() })).rejects.toThrow(errorWith('notFound'))
  })
})

describe('giving a claim back', () => {
  it('its author takes it back, or another clerk says what is missing', async () => {
    const other = await rig.colleague(['clerk'])
    const [own, others] = [await rig.filed(), await rig.filed()]
    expect(await rig.giveBack(own)).toEqual({
      kind: 'done',
      claim: own,
      state: 'returned',
      noticeUntil: null,
    })
    expect((await rig.giveBack(others, other.page)).kind).toBe('done')
    expect(rig.list('returned')).toMatchObject([
      { id: others, because: 'noEvidence' },
      { id: own, because: 'noEvidence' },
    ])
    expect(rig.list('waiting')).toEqual([])
    expect(rig.audit().filter(({ action }) => action === 'claims.returned')).toMatchObject([
      { actor: rig.clerk, subject: own, detail: { taken: true, reason: 'noEvidence' } },
      { actor: other.account, subject: others, detail: { taken: false } },
    ])
  })

  it('is not for whom it is about', async () => {
    const resident = rig.scored()
    const { page } = await rig.colleague(['clerk'], { resident })
    expect(await rig.giveBack(await rig.filed({ resident }), page)).toEqual(refusedFor('isBeneficiary'))
  })

  it('case 65: only what is undecided can be given back', async () => {
    const [back, given] = [await rig.filed(), await rig.filed()]
    await rig.giveBack(back)
    await rig.approve(given)
    const before = rig.everything()
    for (const claim of [back, given]) {
      expect(await rig.giveBack(claim)).toEqual(refusedFor('decided'))
      expect(await rig.approve(claim)).toEqual(refusedFor('decided'))
    }
    expect(rig.everything()).toBe(before)
  })
})

describe('photos', () => {
  it('are sealed, lie with the claim, and open for staff with a note of who looked', async () => {
    const claim = await rig.filed({ rule: 'E06', photo: jpeg.toString('base64') })
    expect(rig.list('waiting')).toMatchObject([{ id: claim, hasPhoto: true }])
    const kept = rig.parts.store.read((tx) => tx.get<{ sealed: Uint8Array }>('select sealed from photo'))
    expect(Buffer.from(kept?.sealed ?? []).includes(jpeg)).toBe(false)
    expect(rig.handlers['claims.photo']({ claim }, rig.page)).toEqual({ photo: jpeg.toString('base64') })
    expect(rig.audit().at(-1)).toMatchObject({ action: 'claims.photoOpened', subject: claim })
  })

  it('one that was changed, or put in another’s place, does not open', async () => {
    const photo = jpeg.toString('base64')
    const claim = await rig.filed({ rule: 'E06', photo })
    await rig.filed({ rule: 'E06', photo })
    rig.parts.store.transaction((tx) => {
      tx.run(
        `update photo set sealed = (select other.sealed from photo other where other.id <> photo.id)
          where id = (select photo from claim_step where claim = ?)`,
        claim,
      )
    })
    expect(() => rig.handlers['claims.photo']({ claim }, rig.page)).toThrow(errorWith('keyWrong'))
  })

  it.each([
    ['a text', Buffer.from('not a picture')],
    ['half a picture', jpeg.subarray(0, -1)],
    [
      'one that is too large',
      Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(140_000), jpeg.subarray(-2)]),
    ],
  ])('%s is refused, and nothing is written', async (_, bytes) => {
    const resident = rig.scored()
    const before = rig.everything()
    const filing = rig.file({ resident, rule: 'E06', photo: bytes.toString('base64') })
    await expect(filing).rejects.toThrow(errorWith('badInput', { at: 'photo' }))
    expect(rig.everything()).toBe(before)
  })

  it('a refused claim keeps no picture', async () => {
    expect((await tried({ rule: 'Z99', photo: jpeg.toString('base64') })).kind).toBe('refused')
    expect(rig.count('photo')).toBe(0)
  })

  it('a claim without one has none to show', async () => {
    const claim = await rig.filed()
    expect(() => rig.handlers['claims.photo']({ claim }, rig.page)).toThrow(errorWith('notFound'))
  })
})

describe('the lists', () => {
  it('show ten at a time, those that wait in their order', async () => {
    const claims: string[] = []
    for (let index = 0; index < 12; index += 1) claims.push(await rig.filed())
    const second = rig.handlers['claims.list']({ show: 'waiting', page: 1 }, rig.page)
    expect(rig.list('waiting').map(({ id }) => id)).toEqual(claims.slice(0, 10))
    expect(second).toMatchObject({ total: 12, claims: claims.slice(10).map((id) => ({ id })) })
  })

  it('say whether who looks could be the second person, and show masked names', async () => {
    await rig.filed()
    const head = await rig.colleague(['clerk', 'head'])
    expect(rig.list('waiting')).toMatchObject([{ mayDecide: false, person: { name: '王*兰' } }])
    expect(rig.list('waiting', head.page)).toMatchObject([{ mayDecide: true }])
  })

  it('name who filed a claim also when that person works here no more', async () => {
    const gone = await rig.colleague(['clerk'])
    const claim = await rig.filed({}, gone.page)
    const name = rig.open(claim).claim.author
    rig.parts.store.transaction((tx) => tx.run('update staff set active = 0 where id = ?', gone.account))
    expect(name).toMatch(/^staff /)
    expect(rig.open(claim).claim.author).toBe(name)
    expect((await rig.approve(claim)).kind).toBe('done')
  })

  it('a claim says of everybody on the tiles why they cannot approve it', async () => {
    const resident = rig.scored()
    const helped = await rig.colleague(['head'], { resident })
    const claim = await rig.filed({ resident })
    const refusals = rig.open(claim).approvers.map(({ staff, refusal }) => [staff.id, refusal])
    expect(Object.fromEntries(refusals)).toEqual({
      [rig.clerk]: 'sameAsAuthor',
      [rig.head]: null,
      [helped.account]: 'isBeneficiary',
    })
  })
})
