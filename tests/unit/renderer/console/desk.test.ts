import { expect, test } from 'vitest'
import { useFinds } from '../../../../renderer/stores/finds.ts'
import { useHand, type Job } from '../../../../renderer/stores/hand.ts'
import { useLists } from '../../../../renderer/stores/lists.ts'
import { usePersons } from '../../../../renderer/stores/persons.ts'
import { attendance, board, clerk, found, head, lecture, openConsole } from '../../../support/console-page.ts'

const job: Job = {
  kind: 'checkIn',
  input: { event: lecture, residents: [found('41').id], reason: 'noCard' },
}
const approval = { account: head.id, pin: '135790' }

const signedIn = () => {
  const page = openConsole()
  page.say(clerk)
  page.push('board', board)
  const hand = useHand()
  const done: unknown[] = []
  const begin = () => hand.begin(job, (result) => done.push(result))
  return { ...page, hand, done, begin }
}

test('a half-typed form comes back after the PIN of the same person', () => {
  const { desk, say } = openConsole()
  say(clerk)
  desk.checkInByHand(lecture, found('41'))
  desk.state.byHand.query = 'WL'
  desk.state.byHand.reason = 'cardLost'
  say(null, clerk)
  say(clerk)
  expect(desk.state.page).toBe('byHand')
  expect(desk.state.byHand).toMatchObject({ query: 'WL', event: lecture, reason: 'cardLost' })
  expect(desk.state.byHand.people).toHaveLength(1)
})

test('another person’s sign-in, and signing out, throw it away', async () => {
  const { desk, say, staff, answer } = openConsole()
  say(clerk)
  desk.checkInByHand(lecture, found('41'))
  say(null, clerk)
  say(head)
  expect(desk.state).toMatchObject({ page: 'today', byHand: { people: [], query: '' } })
  desk.checkInByHand(lecture, found('42'))
  void staff.signOut()
  await answer('staff.signOut', {})
  say(null)
  say(head)
  expect(desk.state).toMatchObject({ page: 'today', byHand: { people: [] } })
})

test('what a rule allows is entered with one person', async () => {
  const { hand, begin, last, answer, done } = signedIn()
  void begin()
  expect(last('attendance.checkInByHand').input).toMatchObject({ ...job.input, approval: null })
  await answer('attendance.checkInByHand', { result: { kind: 'done', entered: 1, already: 0 } })
  expect(hand.hand).toBeNull()
  expect(done).toEqual([{ kind: 'done', entered: 1, already: 0 }])
})

test('what a rule forbids needs the PIN of a second person, and waits until it is right', async () => {
  const { hand, begin, last, answer, done } = signedIn()
  void begin()
  await answer('attendance.checkInByHand', { result: { kind: 'needsApproval', because: 'full' } })
  expect(hand.hand).toMatchObject({ step: 'second', because: 'full', objection: null })
  void hand.approve(approval)
  expect(last('attendance.checkInByHand').input).toMatchObject({ approval })
  await answer('attendance.checkInByHand', { result: { kind: 'wrongPin', triesLeft: 4, waitMs: 0 } })
  expect(hand.hand).toMatchObject({ because: 'full', objection: { kind: 'wrongPin', triesLeft: 4 } })
  void hand.approve(approval)
  await answer('attendance.checkInByHand', { result: { kind: 'refused', reason: 'sameAsAuthor' } })
  expect(hand.hand).toMatchObject({ objection: { kind: 'refused', reason: 'sameAsAuthor' } })
  expect(done).toEqual([])
  void hand.approve(approval)
  await answer('attendance.checkInByHand', { result: { kind: 'done', entered: 1, already: 0 } })
  expect(hand.hand).toBeNull()
  expect(done).toHaveLength(1)
})

test('the first person’s own PIN, given again, carries the second one’s consent on', async () => {
  const { hand, begin, last, answer, done } = signedIn()
  void begin()
  await answer('attendance.checkInByHand', { result: { kind: 'needsApproval', because: 'tooLate' } })
  void hand.approve(approval)
  await answer('attendance.checkInByHand', { result: { kind: 'needsOwnPin' } })
  expect(hand.hand).toMatchObject({ step: 'own', because: 'tooLate' })
  void hand.confirmOwn('999999')
  await answer('staff.signIn', { result: { kind: 'wrongPin', triesLeft: 2, waitMs: 0 } })
  expect(hand.hand).toMatchObject({ step: 'own', objection: { kind: 'wrongPin' } })
  void hand.confirmOwn('246810')
  expect(last('staff.signIn').input).toEqual({ account: clerk.id, pin: '246810' })
  await answer('staff.signIn', { result: { kind: 'signedIn' } })
  expect(last('attendance.checkInByHand').input).toMatchObject({ approval })
  await answer('attendance.checkInByHand', { result: { kind: 'done', entered: 1, already: 0 } })
  expect(done).toHaveLength(1)
})

test('a lock in the middle leaves no question of a second person behind', async () => {
  const { hand, begin, answer, say, done } = signedIn()
  void begin()
  say(null, clerk)
  await answer('attendance.checkInByHand', { result: { kind: 'needsApproval', because: 'full' } })
  expect(hand.hand).toBeNull()
  expect(done).toEqual([])
})

test('an entry that failed stands as a sentence, and nothing counts as done', async () => {
  const { desk, hand, begin, fail, done } = signedIn()
  void begin()
  await fail('attendance.checkInByHand', 'storeFull')
  expect(desk.note).toEqual({ kind: 'failed', code: 'storeFull' })
  expect([hand.hand, done]).toEqual([null, []])
})

test('an answer to an older question of the look-up is dropped', async () => {
  const { far, answer } = signedIn()
  const finds = useFinds()
  void finds.find('WL')
  const first = far.sent.at(-1)!
  void finds.find('WLH')
  await answer('people.find', { total: 1, people: [found('42')] })
  far.say({ type: 'reply', id: first.id, output: { total: 1, people: [found('41')] } })
  await answer('people.find', { total: 1, people: [found('42')] })
  expect(finds.finds).toMatchObject({ kind: 'found', people: [{ id: found('42').id }] })
})

test('one letter is not asked for', () => {
  const { far } = signedIn()
  const finds = useFinds()
  const before = far.sent.length
  void finds.find('W')
  expect(finds.finds).toEqual({ kind: 'fault', fault: 'tooFewLetters' })
  expect(far.sent).toHaveLength(before)
})

test('minutes that were typed for one person do not fall to another', () => {
  const { desk } = signedIn()
  const event = board.live!.event
  const need = { kind: 'openSignOut', attendance, person: found('41').person, event } as const
  desk.fillMinutes(need)
  desk.state.minutes!.typed = '120'
  desk.fillMinutes(need)
  expect(desk.state.minutes).toMatchObject({ typed: '120', asked: null })
  desk.fillMinutes({ ...need, kind: 'minutesNeedSecond', attendance: lecture, minutes: 615 })
  expect(desk.state.minutes).toMatchObject({ attendance: lecture, typed: '615', asked: 615 })
})

test('a page of another person never shows the one before', async () => {
  const { answer } = signedIn()
  const persons = usePersons()
  const details = {
    validTo: null,
    volunteerNo: null,
    served: 0,
    attendances: [],
    erasing: false,
    knownTeams: [],
  }
  void persons.open(found('41').id)
  await answer('people.open', { ...details, person: found('41') })
  expect(persons.details?.person.id).toBe(found('41').id)
  void persons.open(found('42').id)
  expect(persons.details).toBeNull()
})

test('a list of another event never shows the one before', async () => {
  const { answer } = signedIn()
  const lists = useLists()
  void lists.openList(lecture, 0)
  await answer('reports.event', {
    figures: board.live!.figures,
    total: 0,
    rows: [],
    waiting: { total: 0, first: [] },
  })
  expect(lists.list).toMatchObject({ event: lecture, part: 0 })
  void lists.openList(attendance, 0)
  expect(lists.list).toBeNull()
})

test('a list leads back to where it was opened', () => {
  const { desk } = signedIn()
  const { event } = board.live!
  desk.openList(event)
  expect(desk.state.list).toMatchObject({ from: 'today', page: 0 })
  desk.go('events')
  desk.openList(event)
  expect(desk.state).toMatchObject({ page: 'list', list: { event, from: 'events' } })
})
