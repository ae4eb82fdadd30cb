import { expect, test } from 'vitest'
import type { StaffEventPage } from '../../../../electron/contract/event-desk.ts'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import { beginDraft } from '../../../../renderer/console/events/drafts.ts'
import { copyOf, draftOf, emptyDraft } from '../../../../renderer/console/events/event-form.ts'
import { repeatEvery } from '../../../../renderer/console/events/repeat-form.ts'
import { partOfList } from '../../../../renderer/console/events/list-pages.ts'
import { usePlanning } from '../../../../renderer/stores/planning.ts'
import { clerk, lecture, openConsole } from '../../../support/console-page.ts'
import { settle } from '../../../support/manual-clock.ts'

const today = '2026-11-24'
const now = Date.parse('2026-11-24T01:00:00.000Z')
const signedIn = () => {
  const page = openConsole()
  page.say(clerk)
  const asked = (call: string) => page.far.sent.filter((sent) => sent.call === call)
  return { ...page, planning: usePlanning(), asked }
}
const opened: StaffEventPage = {
  event: {
    id: lecture,
    title: '反诈课',
    kind: 'lecture',
    startsAt: '2026-11-25T01:00:00.000Z',
    endsAt: '2026-11-25T02:00:00.000Z',
    place: '礼堂',
    host: null,
    placesLeft: null,
  },
  phase: 'signUp',
  team: null,
  repeats: false,
  signedUp: 2,
  waiting: 0,
  sequence: 3,
  details: {
    title: '反诈课',
    kind: 'lecture',
    place: '礼堂',
    host: null,
    leader: null,
    forWhom: null,
    bring: null,
    capacity: null,
    minAge: null,
    team: null,
    picture: null,
  },
  start: '2026-11-25T09:00',
  minutes: 60,
  arrived: 0,
  series: null,
  cancelled: null,
  may: { publish: false, edit: true, withdraw: false, cancel: true },
  fixed: [],
}
const done = { kind: 'done', event: lecture, sequence: 4, made: 0, leftOut: [] } as const
const typed = () => {
  const draft = emptyDraft(today, now)
  return { ...draft, texts: { ...draft.texts, title: '党史宣讲', place: '礼堂' } }
}

test('what is refused stands at its field, in the block that holds it, and nothing typed is lost', async () => {
  const { planning, desk, answer } = signedIn()
  desk.state.draft = { ...typed(), block: 'look' }
  const saved = planning.save(true)
  await answer('events.create', {
    result: { kind: 'refused', faults: [{ field: 'capacity', problem: 'outOfRange' }] },
  })
  await saved
  expect(desk.state.draft).toMatchObject({
    block: 'who',
    faults: [{ field: 'capacity' }],
    texts: { title: '党史宣讲' },
  })
  const again = planning.save(true)
  await answer('events.create', { result: done })
  await again
  expect(desk.state.draft).toBeNull()
  expect(desk.state.events).toMatchObject({ chosen: lecture, day: today })
  expect(desk.note).toEqual({ kind: 'done', text: words.eventDesk.done.published })
})

test('an end without its day is told before anything is asked', async () => {
  const { planning, desk, asked } = signedIn()
  desk.state.draft = { ...repeatEvery(typed(), 'day'), ends: 'until' }
  await planning.save(true)
  expect(asked('events.create')).toEqual([])
  expect(desk.state.draft).toMatchObject({ block: 'repeat', faults: [{ field: 'repeat', problem: 'empty' }] })
})

test('months that are left out are named once it is saved', async () => {
  const { planning, desk, answer } = signedIn()
  desk.state.draft = repeatEvery({ ...typed(), date: '2026-12-31' }, 'monthDay')
  const saved = planning.save(true)
  await answer('events.create', { result: { ...done, leftOut: ['2027-02', '2027-04'] } })
  await saved
  const text = `${words.eventDesk.done.published}2月、4月没有31日，那个月不办。`
  expect(desk.note).toEqual({ kind: 'done', text })
})

test('an event that somebody else changed keeps what was typed, upon what stands there now', async () => {
  const { planning, desk, answer, fail } = signedIn()
  const draft = draftOf(opened)
  desk.state.draft = { ...draft, texts: { ...draft.texts, place: '院子' }, minutes: 60 }
  const saved = planning.save(true)
  await fail('events.edit', 'conflict')
  await answer('events.open', { ...opened, sequence: 5, minutes: 75, fixed: ['minutes'] })
  await saved
  expect(desk.state.draft).toMatchObject({ texts: { place: '院子' }, minutes: 75, of: { sequence: 5 } })
  expect(desk.note).toEqual({ kind: 'warned', text: words.eventDesk.conflict })
})

test('a cancellation that is refused says why to whoever asked; a done one says nothing', async () => {
  const { planning, answer } = signedIn()
  const input = { event: lecture, sequence: 3, scope: 'one', reason: '台风', movedTo: null } as const
  const refused = planning.decide('events.cancel', input)
  await answer('events.cancel', {
    result: { kind: 'refused', faults: [{ field: 'event', problem: 'needsHead' }] },
  })
  expect(await refused).toBe(words.eventDesk.faults.needsHead)
  const decided = planning.decide('events.cancel', input)
  await answer('events.cancel', { result: done })
  expect(await decided).toBeNull()
})

test('what got no answer goes again under the same id', async () => {
  const { planning, asked, clock } = signedIn()
  const input = { event: lecture, sequence: 3, scope: 'one', reason: '台风', movedTo: null } as const
  for (const round of [1, 2]) {
    const decided = planning.decide('events.cancel', input)
    clock.advance(60_000)
    await settle()
    expect(await decided, String(round)).toBe('unknown')
  }
  const ids = asked('events.cancel').map(({ input: { commandId } }) => commandId)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a half-typed form is asked for before another one takes its place', () => {
  const { desk } = signedIn()
  beginDraft(emptyDraft(today, now))
  expect(desk.state).toMatchObject({ page: 'eventForm', dialog: null })
  beginDraft(draftOf(opened))
  expect(desk.state.draft?.of?.event).toBe(lecture)
  desk.state.draft!.texts.place = '院子'
  // The same event goes on where it was.
  beginDraft(draftOf(opened))
  expect(desk.state.draft?.texts.place).toBe('院子')
  beginDraft(copyOf(opened, today))
  expect(desk.state).toMatchObject({ dialog: { kind: 'otherDraft' }, draft: { texts: { place: '院子' } } })
  expect(desk.state.nextDraft).toMatchObject({ of: null, block: 'when', date: '2026-11-25', hour: 9 })
})

test('a copy of what is over begins today, and not on a day that is gone', () => {
  expect(copyOf(opened, '2026-12-01').date).toBe('2026-12-01')
})

test('clashes are those of the draft as it stands', async () => {
  const { planning, answer } = signedIn()
  const draft = typed()
  const found = planning.findClashes(draft)
  await answer('events.clashes', {
    clashes: [{ event: opened.event, phase: 'signUp', because: 'place' }],
    more: 0,
  })
  await found
  expect(planning.clashesOf(draft)?.clashes).toHaveLength(1)
  expect(planning.clashesOf({ ...draft, block: 'look' })?.clashes).toHaveLength(1)
  expect(planning.clashesOf({ ...draft, hour: 15 })).toBeNull()
})

test('pages of the list lie within the answers of the core, forward and back', () => {
  expect([0, 1, 3, 4, 7, 8].map(partOfList)).toEqual([
    { part: 0, from: 0 },
    { part: 0, from: 5 },
    { part: 0, from: 15 },
    { part: 1, from: 0 },
    { part: 1, from: 15 },
    { part: 2, from: 0 },
  ])
})

test('what copying a month would make is never shown for another month', async () => {
  const { planning, answer, asked } = signedIn()
  const looked = planning.openCopies('2026-12-01')
  expect(asked('events.monthCopies').at(-1)?.input).toEqual({ month: '2026-12' })
  await answer('events.monthCopies', {
    from: '2026-11',
    copies: [{ event: opened.event, date: '2026-12-23', problem: null }],
  })
  await looked
  expect(planning.copies).toMatchObject({ month: '2026-12', copies: [{ date: '2026-12-23' }] })
  void planning.openCopies('2027-01-01')
  expect(planning.copies).toBeNull()
})
