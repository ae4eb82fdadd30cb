import { describe, expect, test } from 'vitest'
import { instantOf, localOf, occurrencesBetween, yearMs } from '../../../../electron/calendar/recurrence.ts'
import { monthsLeftOut, ruleOf } from '../../../../electron/calendar/repeat.ts'
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
  isTyped,
} from '../../../../renderer/console/events/event-form.ts'
import { linesOfDay, linesOn } from '../../../../renderer/console/events/day-lines.ts'
import {
  monthsLacking,
  onDate,
  repeatEvery,
  repeatOfDraft,
  typedRepeat,
  waysFor,
} from '../../../../renderer/console/events/repeat-form.ts'
import {
  faultAt,
  sayDone,
  sayEvery,
  sayFault,
  sayShortMonths,
} from '../../../../renderer/console/events/event-says.ts'

const id = '01935b6e-7c00-7000-8000-000000000001'
const now = Date.parse('2026-11-24T01:00:00.000Z')
const draft = emptyDraft('2026-12-31', now)

test.each([
  ['00:00', 0, 0],
  ['13:02', 13, 15],
  ['13:15', 13, 15],
  ['13:46', 14, 0],
  ['23:59', 23, 45],
])('a new event of today, made at %s, begins at %i:%i', (at, hour, minute) => {
  const made = Date.parse(`2026-11-24T${at}:00.000+08:00`)
  expect(emptyDraft('2026-11-24', made)).toMatchObject({ hour, minute })
  expect(emptyDraft('2026-11-25', made)).toMatchObject({ hour: 9, minute: 0 })
})

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
      const faults = faultsBeforeAsking({ ...repeatEvery(draft, 'day'), ends: 'count', count })
      expect(faults).toEqual([{ field: 'repeat', problem: 'outOfRange' }])
      expect(faultsBeforeAsking({ ...draft, ends: 'count', count })).toEqual([])
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
      picture: null,
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
    expect(edited.of).toEqual({ ...at, repeats: true, isDraft: false, fixed: [] })
    expect(editInput({ ...edited, scope: 'future' }, at)).toMatchObject({ ...at, repeat, minutes: 60 })
    expect(editInput(edited, at).repeat).toBeNull()
    expect(editInput(edited, at).form.capacity).toBe(30)
  })

  test('a rule that was touched is the new one, and ends as before until somebody says otherwise', () => {
    const changed = repeatEvery({ ...draftOf(page), scope: 'future' }, 'week')
    expect(repeatOfDraft(changed)).toEqual({
      every: 'week',
      days: ['TH'],
      interval: 1,
      end: { kind: 'until', date: '2027-06-30' },
    })
  })
})

describe('what is half-typed', () => {
  test('a form that nobody touched is none; one that somebody did is', () => {
    expect(isTyped(draft)).toBe(false)
    expect(isTyped({ ...draft, block: 'who', month: '2027-01-01' })).toBe(false)
    expect(isTyped({ ...draft, texts: { ...draft.texts, title: '反诈课' } })).toBe(true)
    expect(isTyped(repeatEvery(draft, 'week'))).toBe(true)
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

  test('months without the day are named, and said of before it is saved', () => {
    const monthly = { every: 'monthDay', date: '2026-12-31', interval: 1 } as const
    expect(sayDone('改好了。', ['2027-02', '2027-04'], monthly)).toBe(
      '改好了。2月、4月没有31日，那个月不办。',
    )
    expect(sayDone('改好了。', [], monthly)).toBe('改好了。')
    expect(sayShortMonths(monthly)).toBe('2月、4月、6月、9月、11月没有31日，那个月不办。')
    expect(sayShortMonths({ ...monthly, interval: 2 })).toBe('2月、4月、6月没有31日，那个月不办。')
    expect(sayShortMonths({ ...monthly, date: '2027-12-30' })).toBe('2月没有30日，那个月不办。')
    expect(sayShortMonths({ ...monthly, date: '2027-03-29' })).toBeNull()
    const fifth = { every: 'monthWeekday', date: '2026-12-31', interval: 1 } as const
    expect(sayDone('改好了。', ['2027-02'], fifth)).toBe('改好了。2月没有第五个星期四，那个月不办。')
    expect(sayShortMonths({ ...monthly, date: '2026-12-28' })).toBeNull()
    expect(sayShortMonths({ ...monthly, every: 'monthLastDay' })).toBeNull()
  })

  test.each([
    ['none', '2026-12-31', '只办一次'],
    ['monthDay', '2026-12-31', '每月31日'],
    ['monthLastDay', '2026-12-31', '每月最后一天'],
    ['monthWeekday', '2026-12-10', '每月第2个星期四'],
    ['monthLastWeekday', '2026-12-27', '每月最后一个星期日'],
  ] as const)('%s from %s on is called %s', (every, date, said) => {
    expect(sayEvery(every, date)).toBe(said)
  })
})

describe('months that lack the day, as the page says before and the core after', () => {
  const starts = ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-31', '2027-03-30', '2028-01-29']
  test.each(starts.flatMap((date) => [1, 2, 3].map((interval) => [date, interval] as const)))(
    'from %s on, each month or so: %i',
    (date, interval) => {
      for (const every of ['monthDay', 'monthWeekday'] as const) {
        const typed = { ...repeatEvery({ ...draft, date }, every), interval }
        const repeat = repeatOfDraft(typed)!
        const recurrence = {
          start: `${date}T09:00`,
          minutes: 60,
          rule: ruleOf(repeat),
          dates: [],
          except: [],
        }
        const first = instantOf(recurrence.start)
        const last = localOf(occurrencesBetween(recurrence, first, first + yearMs).at(-1)!).slice(0, 7)
        // The core says nothing of what lies behind the last date of the year.
        expect(monthsLacking(typed).filter((month) => month < last)).toEqual(
          monthsLeftOut(repeat, recurrence),
        )
      }
    },
  )
})

describe('ways of repeating', () => {
  test('the last day and the last such day of the week are offered where the first date is one', () => {
    const of = (date: string) => waysFor({ date, every: 'none' })
    expect(of('2026-12-31')).toEqual(expect.arrayContaining(['monthLastDay', 'monthLastWeekday']))
    expect(of('2026-12-25')).toContain('monthLastWeekday')
    expect(of('2026-12-25')).not.toContain('monthLastDay')
    expect(of('2026-12-24')).not.toContain('monthLastWeekday')
    expect(of('2028-02-29')).toContain('monthLastDay')
    expect(waysFor({ date: '2026-12-24', every: 'monthLastDay' })).toContain('monthLastDay')
  })

  test('a last day is a rule of its own, and comes back as what it was', () => {
    for (const every of ['monthLastDay', 'monthLastWeekday'] as const) {
      const repeat = repeatOfDraft(repeatEvery(draft, every))
      expect(eventRepeat.safeParse(repeat).success).toBe(true)
      expect(typedRepeat(repeat).every).toBe(every)
    }
  })

  test('an end that was chosen without its day is told, and nothing is asked', () => {
    const until = { ...repeatEvery(draft, 'day'), ends: 'until' } as const
    const [fault] = faultsBeforeAsking(until)
    expect(fault && sayFault(fault)).toBe(words.eventDesk.noDay)
    expect(faultsBeforeAsking({ ...until, until: '2027-01-31' })).toEqual([])
    expect(repeatOfDraft({ ...until, until: '2027-01-31' })).toMatchObject({
      end: { kind: 'until', date: '2027-01-31' },
    })
  })
})

describe('a day of the month', () => {
  const listed = (title: string): ListedEvent => ({
    event: {
      id,
      title,
      kind: 'lecture',
      startsAt: '2026-12-31T01:00:00.000Z',
      endsAt: '2026-12-31T02:00:00.000Z',
      place: '',
      host: null,
      placesLeft: null,
    },
    phase: 'published',
    team: null,
    takesSignUps: false,
  })
  const names = (...titles: string[]): string[] =>
    linesOfDay(titles.map(listed), titles.length).named.map(({ name }) => name)

  test('one event is told in two lines of about the same length, and never by half a character', () => {
    expect(names('义诊')).toEqual(['义诊'])
    expect(names('防诈骗怎么')).toEqual(['防诈骗\n怎么'])
    expect(names('冬季用电用气安全和取暖设备')).toEqual(['冬季用电\n用气安全'])
    expect(names('𬭚'.repeat(9))).toEqual([`${'𬭚'.repeat(4)}\n${'𬭚'.repeat(4)}`])
  })

  test('three stand by a line each; of more, two stand and the rest is counted', () => {
    expect(names('学用手机挂号', '义诊', '读报')).toEqual(['学用手机', '义诊', '读报'])
    const many = linesOfDay(['一', '二', '三', '四'].map(listed), 44)
    expect(many.named.map(({ name }) => name)).toEqual(['一', '二'])
    expect(many.more).toBe(42)
  })

  test('drafts of a day stand among what is announced, by their start', () => {
    const at = (title: string, hour: number) => ({
      ...listed(title).event,
      startsAt: `2026-11-24T0${String(hour)}:00:00.000Z`,
    })
    const lines = linesOn({
      events: [
        { ...listed('早'), event: at('早', 1) },
        { ...listed('晚'), event: at('晚', 8) },
      ],
      drafts: [at('草稿', 4)],
    })
    expect(lines.map(({ event, phase }) => `${event.title} ${phase}`)).toEqual([
      '早 published',
      '草稿 draft',
      '晚 published',
    ])
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
