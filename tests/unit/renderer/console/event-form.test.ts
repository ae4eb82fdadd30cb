import { describe, expect, test } from 'vitest'
import type { ListedEvent } from '../../../../electron/contract/calendar.ts'
import {
  eventForm,
  eventProblem,
  eventRepeat,
  type StaffEventPage,
} from '../../../../electron/contract/event-desk.ts'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import {
  clashesIn,
  createInput,
  draftOf,
  editInput,
  emptyDraft,
  faultsBeforeAsking,
  firstBlockOf,
  onDate,
  repeatEvery,
  repeatOfDraft,
} from '../../../../renderer/console/events/event-form.ts'
import { faultAt, sayDone, sayFault } from '../../../../renderer/console/events/event-says.ts'

const id = '01935b6e-7c00-7000-8000-000000000001'
const draft = emptyDraft('2026-12-31')

describe('what is sent of a form', () => {
  test('an empty text is nothing, a number is one, and zero reaches the core that refuses it', () => {
    const texts = {
      ...draft.texts,
      title: '反诈课',
      place: '文化礼堂',
      host: ' ',
      capacity: '0',
      minAge: '60',
    }
    const input = createInput({ ...draft, texts, hour: 8, minute: 5, minutes: 90 }, true)
    expect(input).toMatchObject({ start: '2026-12-31T08:05', minutes: 90, repeat: null, publish: true })
    expect(input.form).toMatchObject({ title: '反诈课', host: null, team: null, capacity: 0, minAge: 60 })
    expect(eventForm.safeParse(input.form).success).toBe(true)
  })

  test.each([
    ['day', { every: 'day' }],
    ['week', { every: 'week', days: ['TH'] }],
    ['monthDay', { every: 'monthDay', day: 31 }],
    ['monthWeekday', { every: 'monthWeekday', nth: 5, weekday: 'TH' }],
  ] as const)('repeated by %s, its days are those of the first date', (every, expected) => {
    const repeat = repeatOfDraft(repeatEvery(draft, every))
    expect(repeat).toMatchObject({ ...expected, interval: 1, end: { kind: 'never' } })
    expect(eventRepeat.safeParse(repeat).success).toBe(true)
  })

  test('the one day of the week follows the date; several that were chosen stay', () => {
    const weekly = repeatEvery(draft, 'week')
    expect(onDate(weekly, '2027-01-01').days).toEqual(['FR'])
    expect(onDate({ ...weekly, days: ['MO', 'TH'] }, '2027-01-01').days).toEqual(['MO', 'TH'])
  })

  test.each(['0', '401', '999'])(
    'a count of %s is told at the repeat, and the core is not asked',
    (count) => {
      const faults = faultsBeforeAsking({ ...repeatEvery(draft, 'day'), count })
      expect(faults).toEqual([{ field: 'repeat', problem: 'outOfRange' }])
      expect(faultsBeforeAsking({ ...draft, count })).toEqual([])
    },
  )
})

describe('an event that is edited', () => {
  const repeat = {
    every: 'monthDay',
    day: -1,
    interval: 1,
    end: { kind: 'until', date: '2027-06-30' },
  } as const
  const page: StaffEventPage = {
    event: {
      id,
      title: '反诈课',
      kind: 'lecture',
      startsAt: '2026-12-31T01:00:00.000Z',
      endsAt: '2026-12-31T02:00:00.000Z',
      place: '文化礼堂',
      host: null,
      placesLeft: null,
    },
    phase: 'published',
    team: null,
    repeats: true,
    signedUp: 0,
    waiting: 0,
    sequence: 3,
    details: {
      title: '反诈课',
      kind: 'lecture',
      place: '文化礼堂',
      host: null,
      leader: null,
      forWhom: null,
      bring: null,
      capacity: 30,
      minAge: null,
      team: null,
    },
    start: '2026-12-31T09:00',
    minutes: 60,
    arrived: 0,
    series: { repeat, detached: false, ahead: 6 },
    cancelled: null,
    may: { publish: false, edit: true, withdraw: true, cancel: true },
    fixed: [],
  }

  test('says what stands there, and leaves a rule that nobody touched as it is', () => {
    const edited = draftOf(page)
    const at = { event: id, sequence: 3 }
    expect(edited.of).toEqual({ ...at, repeats: true })
    expect(editInput({ ...edited, scope: 'future' }, at)).toMatchObject({ ...at, repeat, minutes: 60 })
    expect(editInput(edited, at).repeat).toBeNull()
    expect(editInput(edited, at).form.capacity).toBe(30)
  })

  test('a rule that was touched is the new one, and ends as before until somebody says otherwise', () => {
    const changed = repeatEvery(draftOf(page), 'week')
    expect(repeatOfDraft(changed)).toEqual({
      every: 'week',
      days: ['TH'],
      interval: 1,
      end: { kind: 'until', date: '2027-06-30' },
    })
  })
})

describe('what is said', () => {
  test('every problem has a sentence of its own', () => {
    const said = eventProblem.options.map((problem) => sayFault({ field: 'event', problem }))
    expect(new Set(said).size).toBe(eventProblem.options.length)
    for (const sentence of said) expect(sentence).toMatch(/。$/u)
  })

  test('a fault stands at its own field, and the form opens at the first one', () => {
    const faults = [
      { field: 'capacity', problem: 'outOfRange' },
      { field: 'start', problem: 'inPast' },
    ] as const
    expect(faultAt(faults, 'start')).toBe(words.eventDesk.faults.inPast)
    expect(faultAt(faults, 'capacity')).toBe(words.eventDesk.outOfRange.capacity)
    expect(faultAt(faults, 'title')).toBeNull()
    expect(firstBlockOf(faults)).toBe('when')
    expect(firstBlockOf([])).toBeNull()
  })

  test('months without the day are named', () => {
    expect(sayDone('改好了。', ['2027-02', '2027-04'], 31)).toBe('改好了。2月、4月没有31日，那个月不办。')
    expect(sayDone('改好了。', [], 31)).toBe('改好了。')
  })
})

test('events clash at one place at one time, unless one of them was cancelled', () => {
  const on = (
    from: string,
    to: string,
    place: string,
    phase: ListedEvent['phase'] = 'published',
  ): ListedEvent => ({
    event: {
      id,
      title: '反诈课',
      kind: 'lecture',
      startsAt: `2026-12-31T${from}:00.000Z`,
      endsAt: `2026-12-31T${to}:00.000Z`,
      place,
      host: null,
      placesLeft: null,
    },
    phase,
    team: null,
    takesSignUps: false,
  })
  const first = on('01:00', '02:00', '礼堂')
  expect(clashesIn([first, on('01:30', '03:00', '礼堂')])).toBe(1)
  expect(clashesIn([first, on('02:00', '03:00', '礼堂')])).toBe(0)
  expect(clashesIn([first, on('01:30', '03:00', '广场')])).toBe(0)
  expect(clashesIn([first, on('01:30', '03:00', '礼堂', 'cancelled')])).toBe(0)
})
