import { describe, expect, test } from 'vitest'
import { useClaims } from '../../../../renderer/stores/claims.ts'
import { useFiling } from '../../../../renderer/stores/filing.ts'
import { useHand } from '../../../../renderer/stores/hand.ts'
import { useLedgers } from '../../../../renderer/stores/ledgers.ts'
import { useObjections } from '../../../../renderer/stores/objections.ts'
import { useQuarters } from '../../../../renderer/stores/quarters.ts'
import { useRuleBook } from '../../../../renderer/stores/rule-book.ts'
import { clerk, found, head, openConsole } from '../../../support/console-page.ts'
import { claimDetails, claimRow, ledgerLine, perEvent, personLedger } from '../../../support/credit-desk.ts'
import { settle } from '../../../support/manual-clock.ts'

const approval = { account: head.id, pin: '135790' }
const claim = claimRow('01')
const input = {
  resident: found('41').id,
  rule: 'N02',
  on: '2026-11-23',
  amount: null,
  documentNo: 'A1',
  photo: null,
}
const posted = { kind: 'done', claim: claim.id, state: 'posted', noticeUntil: null } as const

const signedIn = () => {
  const page = openConsole()
  page.say(clerk)
  const asked = (call: string) => page.far.sent.filter((sent) => sent.call === call)
  return { ...page, asked }
}

describe('half-typed work with points', () => {
  test('comes back after the PIN of the same person, and is gone for another one', () => {
    const { desk, say } = signedIn()
    desk.fileClaim({ resident: found('41').id, person: found('41').person })
    desk.state.claim.rule = 'N02'
    desk.state.claim.documentNo = 'A1'
    desk.state.council = { claim: claim.id, participants: [head.id], isSet: false }
    desk.state.vouch = { claim: claim.id, part: 'document', documentNo: 'B2', photo: null }
    say(null, clerk)
    say(clerk)
    expect(desk.state).toMatchObject({
      page: 'claim',
      claim: { step: 'rule', rule: 'N02', documentNo: 'A1', whom: { resident: found('41').id } },
      council: { participants: [head.id] },
      vouch: { documentNo: 'B2' },
    })
    say(null, clerk)
    say(head)
    expect(desk.state).toMatchObject({
      page: 'today',
      claim: { whom: null, rule: null, documentNo: '' },
      council: { participants: [] },
      vouch: null,
    })
  })

  test('for one person does not fall to another', () => {
    const { desk } = signedIn()
    desk.fileClaim({ resident: found('41').id, person: found('41').person })
    desk.state.claim.documentNo = 'A1'
    desk.fileClaim(null)
    expect(desk.state.claim.documentNo).toBe('A1')
    desk.fileClaim({ resident: found('42').id, person: found('42').person })
    expect(desk.state.claim).toMatchObject({
      whom: { resident: found('42').id },
      documentNo: '',
      step: 'rule',
    })
  })

  test('a sent claim makes room for the next one', () => {
    const { desk } = signedIn()
    desk.fileClaim({ resident: found('41').id, person: found('41').person })
    desk.state.claim.step = 'sent'
    desk.fileClaim(null)
    expect(desk.state.claim).toMatchObject({ step: 'whom', whom: null })
  })
})

describe('a claim on its way', () => {
  test('goes again under the same id after a broken connection', async () => {
    const { far, clock, asked, answer } = signedIn()
    const filing = useFiling()
    const done = filing.file(input)
    far.break()
    clock.advance(250)
    far.hello()
    expect(asked('claims.file')).toHaveLength(2)
    expect(asked('claims.file')[1]).toEqual(asked('claims.file')[0])
    await answer('claims.file', { result: { ...posted, state: 'waiting' } })
    expect(await done).toBe(true)
    expect(filing.result).toMatchObject({ kind: 'done', state: 'waiting' })
  })

  test('sent once more after no answer came keeps its id; a changed one is another claim', async () => {
    const { clock, asked, desk } = signedIn()
    const filing = useFiling()
    const send = async (changed: Partial<typeof input> = {}) => {
      const answered = filing.file({ ...input, ...changed })
      await settle()
      clock.advance(10_000)
      return answered
    }
    expect(await send()).toBe(false)
    expect(desk.note).toEqual({ kind: 'failed', code: 'timeout' })
    await send()
    await send({ on: '2026-11-22' })
    const ids = asked('claims.file').map((sent) => sent.input.commandId)
    expect(ids).toHaveLength(3)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  test('an answered one has a new id the next time, also when the answer was no', async () => {
    const { asked, answer } = signedIn()
    const filing = useFiling()
    void filing.file(input)
    await answer('claims.file', { result: { kind: 'refused', reason: 'needsEvidence' } })
    expect(filing.result).toEqual({ kind: 'refused', reason: 'needsEvidence' })
    void filing.file(input)
    expect(filing.result).toBeNull()
    const [first, second] = asked('claims.file')
    expect(second!.input.commandId).not.toBe(first!.input.commandId)
  })

  test('whose answer comes after a lock says nothing to the next person', async () => {
    const { answer, say } = signedIn()
    const filing = useFiling()
    const done = filing.file(input)
    say(null, clerk)
    say(head)
    await answer('claims.file', { result: posted })
    expect(await done).toBe(false)
    expect(filing.result).toBeNull()
  })
})

describe('claims that wait', () => {
  test('a list of another kind never shows the one before', async () => {
    const { answer } = signedIn()
    const claims = useClaims()
    void claims.openList('waiting', 0)
    await answer('claims.list', { total: 1, claims: [claim] })
    expect(claims.list).toMatchObject({ show: 'waiting', part: 0, total: 1 })
    void claims.openList('done', 0)
    expect(claims.list).toBeNull()
  })

  test('a claim that opens late does not take the place of the one that was chosen since', async () => {
    const { far, answer, asked } = signedIn()
    const claims = useClaims()
    const other = claimRow('02')
    void claims.open(claim.id)
    void claims.open(other.id)
    await answer('claims.open', claimDetails(other))
    far.say({ type: 'reply', id: asked('claims.open')[0]!.id, output: claimDetails(claim) })
    await settle()
    expect(claims.details?.claim.id).toBe(other.id)
  })

  test('approval says with whom and by whom, and what came of it', async () => {
    const { last, answer } = signedIn()
    const claims = useClaims()
    const done = claims.approve(claim.id, approval, [head.id])
    expect(claims.busy).toBe(true)
    expect(last('claims.approve').input).toMatchObject({ claim: claim.id, approval, participants: [head.id] })
    await answer('claims.approve', { result: posted })
    expect(await done).toEqual(posted)
    expect([claims.busy, claims.refusal]).toEqual([false, null])
  })

  test.each([
    { kind: 'refused', reason: 'sameAsAuthor' },
    { kind: 'wrongPin', triesLeft: 4, waitMs: 0 },
    { kind: 'locked', waitMs: 60_000 },
  ] as const)('$kind leaves the claim where it was, with the reason beside it', async (result) => {
    const { answer } = signedIn()
    const claims = useClaims()
    const done = claims.approve(claim.id, approval, [])
    await answer('claims.approve', { result })
    expect(await done).toBeNull()
    expect(claims.refusal).toEqual({ claim: claim.id, result })
    void claims.open(claimRow('02').id)
    await answer('claims.open', claimDetails(claimRow('02')))
    expect(claims.refusal).toBeNull()
  })

  test('a second press while the first is under way asks for nothing', () => {
    const { asked } = signedIn()
    const claims = useClaims()
    void claims.approve(claim.id, approval, [])
    void claims.approve(claim.id, approval, [])
    void claims.giveBack(claim.id, 'twice')
    expect(asked('claims.approve')).toHaveLength(1)
    expect(asked('claims.return')).toHaveLength(0)
  })

  test('a deed is vouched for with its number and photo, an empty number is none', async () => {
    const { last, answer } = signedIn()
    const claims = useClaims()
    const photo = { name: 'a.jpg', data: 'AAAA', bytes: 3 }
    void claims.vouch({ claim: claim.id, part: 'facts', documentNo: '', photo })
    expect(last('claims.vouch').input).toMatchObject({ claim: claim.id, documentNo: null, photo: 'AAAA' })
    await answer('claims.vouch', { result: { ...posted, state: 'waiting' } })
    void claims.vouch({ claim: claim.id, part: 'facts', documentNo: 'A1', photo: null })
    expect(last('claims.vouch').input).toMatchObject({ documentNo: 'A1', photo: null })
  })

  test('a photo that was closed before it came stays closed', async () => {
    const { answer } = signedIn()
    const claims = useClaims()
    void claims.showPhoto(claim.id)
    claims.hidePhoto()
    await answer('claims.photo', { photo: 'AAAA' })
    expect(claims.photo).toBeNull()
    void claims.showPhoto(claim.id)
    await answer('claims.photo', { photo: 'AAAA' })
    expect(claims.photo).toEqual({ claim: claim.id, kind: 'shown', photo: 'AAAA' })
  })
})

describe('corrections need two people', () => {
  const line = { person: found('41').person, what: ledgerLine(1).row.what, amount: 100 }
  const begin = (page: ReturnType<typeof signedIn>) => {
    const hand = useHand()
    const done: unknown[] = []
    const entry = ledgerLine(1).row.id
    void hand.begin({ kind: 'reverse', input: { entry }, line }, (result) => done.push(result))
    return { hand, done, answer: (result: unknown) => page.answer('credit.reverse', { result }) }
  }

  test('an entry is taken back after the second PIN, and after the own one where it is too old', async () => {
    const page = signedIn()
    const { hand, done, answer } = begin(page)
    expect(page.last('credit.reverse').input).toMatchObject({ entry: ledgerLine(1).row.id, approval: null })
    await answer({ kind: 'needsApproval' })
    expect(hand.hand).toMatchObject({ step: 'second', job: { kind: 'reverse', line } })
    void hand.approve(approval)
    await answer({ kind: 'needsOwnPin' })
    expect(hand.hand).toMatchObject({ step: 'own' })
    void hand.confirmOwn('246810')
    await page.answer('staff.signIn', { result: { kind: 'signedIn' } })
    expect(page.last('credit.reverse').input).toMatchObject({ approval })
    await answer({ kind: 'done' })
    expect([hand.hand, done.length]).toEqual([null, 1])
  })

  test('a refusal stands beside the PIN, and nothing counts as done', async () => {
    const page = signedIn()
    const { hand, done, answer } = begin(page)
    await answer({ kind: 'needsApproval' })
    void hand.approve(approval)
    await answer({ kind: 'refused', reason: 'alreadyReversed' })
    expect(hand.hand).toMatchObject({ objection: { kind: 'refused', reason: 'alreadyReversed' } })
    expect(done).toEqual([])
  })

  test('an objection is answered by one person where nothing changes, by two where it does', async () => {
    const page = signedIn()
    const hand = useHand()
    const done: unknown[] = []
    const finish = (result: unknown) => done.push(result)
    void hand.begin({ kind: 'answer', input: { objection: 12, answer: 'right' }, line }, finish)
    await page.answer('objections.answer', { result: { kind: 'done' } })
    expect(done).toHaveLength(1)
    void hand.begin({ kind: 'answer', input: { objection: 12, answer: 'corrected' }, line }, finish)
    await page.answer('objections.answer', { result: { kind: 'needsApproval' } })
    expect([hand.isOpen, done.length]).toEqual([true, 1])
    void hand.approve(approval)
    expect(page.last('objections.answer').input).toMatchObject({
      objection: 12,
      answer: 'corrected',
      approval,
    })
  })
})

describe('lists of points', () => {
  test('a ledger is turned part by part, each after the last line of the one before', async () => {
    const { last, answer } = signedIn()
    const ledgers = useLedgers()
    const resident = found('41').id
    const lines = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ledgerLine(from - index))
    void ledgers.open(resident, 0)
    expect(last('credit.person').input).toEqual({ resident, before: null })
    await answer('credit.person', personLedger(lines(30, 10), 25))
    void ledgers.open(resident, 1)
    expect(last('credit.person').input).toEqual({ resident, before: 21 })
    await answer('credit.person', personLedger(lines(20, 10), 25))
    expect(ledgers.ledger).toMatchObject({ part: 1 })
    void ledgers.open(resident, 2)
    expect(last('credit.person').input).toEqual({ resident, before: 11 })
    await answer('credit.person', personLedger(lines(10, 5), 25))
    void ledgers.open(resident, 0)
    await answer('credit.person', personLedger(lines(31, 10), 26))
    void ledgers.open(resident, 1)
    expect(last('credit.person').input).toEqual({ resident, before: 22 })
  })

  test('a ledger of another person begins anew and never shows the one before', async () => {
    const { last, answer } = signedIn()
    const ledgers = useLedgers()
    void ledgers.open(found('41').id, 0)
    await answer('credit.person', personLedger([ledgerLine(1)]))
    void ledgers.open(found('42').id, 1)
    expect(ledgers.ledger).toBeNull()
    expect(last('credit.person').input).toEqual({ resident: found('42').id, before: null })
    await answer('credit.person', personLedger([ledgerLine(2)]))
    expect(ledgers.ledger).toMatchObject({ resident: found('42').id, part: 0 })
  })

  test('objections of another kind never show the ones before', async () => {
    const { answer, fail } = signedIn()
    const objections = useObjections()
    void objections.openList('open', 0)
    await answer('objections.list', { total: 0, objections: [] })
    expect(objections.list).toMatchObject({ show: 'open' })
    void objections.openList('answered', 0)
    expect(objections.list).toBeNull()
    await fail('objections.list', 'internal')
    expect(objections.failed).toBe(true)
  })

  test('a quarter says where its table was written, and only for what is shown', async () => {
    const { answer, asked } = signedIn()
    const quarters = useQuarters()
    void quarters.open('2026-Q4', 'person', 0)
    await answer('credit.quarter', { total: 0, earned: 0, taken: 0, rows: [] })
    expect(quarters.report).toMatchObject({ quarter: '2026-Q4', by: 'person', part: 0 })
    void quarters.open('2026-Q4', 'household', 0)
    expect(quarters.report).toBeNull()
    void quarters.save('2026-Q4', 'household')
    void quarters.save('2026-Q4', 'household')
    expect(asked('credit.saveQuarter')).toHaveLength(1)
    await answer('credit.saveQuarter', { where: 'folder', file: 'a.csv' })
    expect(quarters.saved).toEqual({ where: 'folder', file: 'a.csv', quarter: '2026-Q4', by: 'household' })
  })

  test('rules are known by their number', async () => {
    const { answer } = signedIn()
    const book = useRuleBook()
    expect(book.ruleOf('N02')).toBeNull()
    void book.open()
    await answer('credit.rules', { rules: [perEvent] })
    expect(book.ruleOf('N02')?.name).toBe('Neighbour')
    expect(book.names.get('N02')).toBe('Neighbour')
  })
})
