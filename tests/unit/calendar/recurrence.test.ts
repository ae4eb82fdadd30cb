import { RRuleTemporal } from 'rrule-temporal'
import { describe, expect, it, test } from 'vitest'
import {
  countedBefore,
  firstOf,
  instantOf,
  localOf,
  normalRule,
  occurrencesBetween,
  problemWith,
  type Recurrence,
} from '../../../electron/calendar/recurrence.ts'
import { seeded } from '../../support/seeded.ts'

const rules = process.env.FAULTS_DEEP === '1' ? 500 : 50
const dayMs = 86_400_000
const from = instantOf('2026-01-01T00:00')
const to = from + 900 * dayMs

const repeats = (rule: string | null, change: Partial<Recurrence> = {}): Recurrence => ({
  start: '2026-01-05T09:00',
  minutes: 60,
  rule,
  dates: [],
  except: [],
  ...change,
})

/** The first dates, as a clock in Shanghai shows them. */
const dates = (recurrence: Recurrence, count: number): string[] =>
  occurrencesBetween(recurrence, from, to).slice(0, count).map(localOf)

const days = (recurrence: Recurrence, count: number): string[] =>
  dates(recurrence, count).map((date) => date.slice(5, 10))

describe('dates of a rule', () => {
  test.each([
    ['every day', 'FREQ=DAILY', {}, ['01-05', '01-06', '01-07']],
    ['every third day', 'FREQ=DAILY;INTERVAL=3', {}, ['01-05', '01-08', '01-11']],
    ['every week on two days', 'FREQ=WEEKLY;BYDAY=TU,TH', {}, ['01-06', '01-08', '01-13']],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2', {}, ['01-05', '01-19', '02-02']],
    ['the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15', {}, ['01-15', '02-15', '03-15']],
    ['the second Tuesday', 'FREQ=MONTHLY;BYDAY=2TU', {}, ['01-13', '02-10', '03-10']],
    ['the last Friday', 'FREQ=MONTHLY;BYDAY=-1FR', {}, ['01-30', '02-27', '03-27']],
    ['the last day', 'FREQ=MONTHLY;BYMONTHDAY=-1', {}, ['01-31', '02-28', '03-31']],
    ['so many times', 'FREQ=DAILY;COUNT=2', {}, ['01-05', '01-06']],
    ['until a day, that day in it', 'FREQ=DAILY;UNTIL=20260107', {}, ['01-05', '01-06', '01-07']],
    ['until a moment in UTC', 'FREQ=DAILY;UNTIL=20260107T005959Z', {}, ['01-05', '01-06']],
    [
      'until a moment, that moment in it',
      'FREQ=DAILY;UNTIL=20260107T010000Z',
      {},
      ['01-05', '01-06', '01-07'],
    ],
    ['the 31st, which short months lack', 'FREQ=MONTHLY;BYMONTHDAY=31', {}, ['01-31', '03-31', '05-31']],
    ['the day of the start', 'FREQ=MONTHLY', { start: '2026-01-31T09:00' }, ['01-31', '03-31', '05-31']],
    ['once only', null, {}, ['01-05']],
  ] as const)('%s', (_, rule, change, expected) => {
    expect(days(repeats(rule, change), 3)).toEqual(expected.slice(0, 3))
  })

  test('71 rules with an end, a number of times, negative days, day 0, and the same day twice', () => {
    expect(days(repeats('FREQ=MONTHLY;BYMONTHDAY=-1,31,31,-1'), 4)).toEqual([
      '01-31',
      '02-28',
      '03-31',
      '04-30',
    ])
    expect(days(repeats('FREQ=MONTHLY;BYMONTHDAY=-31'), 2)).toEqual(['03-01', '05-01'])
    expect(days(repeats('FREQ=WEEKLY;BYDAY=MO,MO,WE'), 3)).toEqual(['01-05', '01-07', '01-12'])
    expect(problemWith(repeats('FREQ=MONTHLY;BYMONTHDAY=0'))).toBe('notARule')
    expect(problemWith(repeats('FREQ=MONTHLY;BYDAY=0MO'))).toBe('notARule')
    expect(problemWith(repeats('FREQ=DAILY;COUNT=3;UNTIL=20260107'))).toBe('notARule')
    // What is left out counts all the same.
    expect(days(repeats('FREQ=DAILY;COUNT=3', { except: ['2026-01-05T09:00'] }), 9)).toEqual([
      '01-06',
      '01-07',
    ])
  })

  test('68 a whole day that is left out takes the date of that day, whatever its time', () => {
    const recurrence = repeats('FREQ=DAILY;COUNT=3', { except: ['2026-01-06'] })
    expect(days(recurrence, 9)).toEqual(['01-05', '01-07'])
    expect(days({ ...recurrence, except: ['2026-01-06T09:01'] }, 9)).toEqual(['01-05', '01-06', '01-07'])
  })

  test('72 single dates without a rule, and beside one', () => {
    expect(dates(repeats(null, { dates: ['2026-03-01T14:00', '2026-02-01T08:00'] }), 9)).toEqual([
      '2026-01-05T09:00',
      '2026-02-01T08:00',
      '2026-03-01T14:00',
    ])
    const beside = repeats('FREQ=WEEKLY;COUNT=2', {
      dates: ['2026-01-07T09:00', '2026-01-12T09:00', '2025-12-30T09:00'],
    })
    expect(occurrencesBetween(beside, 0, to).map((at) => localOf(at).slice(5, 10))).toEqual([
      '12-30',
      '01-05',
      '01-07',
      '01-12',
    ])
  })

  test('a start that the rule does not name is no date; the first one it names is', () => {
    const recurrence = repeats('FREQ=WEEKLY;BYDAY=WE')
    expect(firstOf(recurrence)).toBe('2026-01-07T09:00')
    expect(countedBefore(recurrence, instantOf('2026-01-14T09:00'))).toBe(1)
  })

  test('midnight in Shanghai is another day in Greenwich, and decides', () => {
    const early = repeats('FREQ=DAILY;UNTIL=20260106', { start: '2026-01-05T00:30' })
    expect(dates(early, 9)).toEqual(['2026-01-05T00:30', '2026-01-06T00:30'])
    expect(new Date(instantOf('2026-01-05T00:30')).toISOString()).toBe('2026-01-04T16:30:00.000Z')
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'notARule'],
    ['whenever', 'notARule'],
    ['FREQ=HOURLY', 'notARule'],
    ['FREQ=SECONDLY', 'notARule'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'notARule'],
    ['FREQ=DAILY;BYMONTHDAY=31', 'notARule'],
    ['FREQ=DAILY;INTERVAL=0', 'notARule'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'notARule'],
    ['FREQ=DAILY;UNTIL=20261399', 'notARule'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'notARule'],
    ['FREQ=MONTHLY;BYDAY=MO', 'notARule'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', 'notARule'],
    ['FREQ=DAILY;BYHOUR=9,10', 'notARule'],
    ['FREQ=DAILY;UNTIL=20200101', 'never'],
  ])('%s: %s', (rule, problem) => {
    expect(problemWith(repeats(rule))).toBe(problem)
  })

  it('an end before the start, or at it', () => {
    expect(problemWith(repeats('FREQ=DAILY', { minutes: 0 }))).toBe('endBeforeStart')
    expect(problemWith(repeats('FREQ=DAILY', { minutes: -5 }))).toBe('endBeforeStart')
  })

  it('what is longer than the way to its next date; what just touches it is not', () => {
    expect(problemWith(repeats('FREQ=DAILY', { minutes: 24 * 60 + 1 }))).toBe('overlaps')
    expect(problemWith(repeats('FREQ=DAILY', { minutes: 24 * 60 }))).toBeNull()
    expect(problemWith(repeats('FREQ=WEEKLY', { dates: ['2026-01-05T09:30'] }))).toBe('overlaps')
  })

  it('more than 400 dates a year', () => {
    const hours = (count: number): string[] =>
      Array.from({ length: count }, (_, index) =>
        localOf(instantOf('2026-02-01T00:00') + index * 3_600_000 * 2),
      )
    expect(problemWith(repeats(null, { dates: hours(399) }))).toBeNull()
    expect(problemWith(repeats(null, { dates: hours(401) }))).toBe('tooMany')
  })

  it('times that no clock shows', () => {
    expect(problemWith(repeats('FREQ=DAILY', { start: '2026-02-30T09:00' }))).toBe('notARule')
    expect(problemWith(repeats('FREQ=DAILY', { dates: ['2026-01-05'] }))).toBe('notARule')
    expect(problemWith(repeats('FREQ=DAILY', { except: ['2026-13-01'] }))).toBe('notARule')
  })

  it('nothing at all is left', () => {
    expect(problemWith(repeats(null, { except: ['2026-01-05'] }))).toBe('never')
  })
})

it('an end is written in UTC, as a start with a zone asks for', () => {
  expect(normalRule('FREQ=DAILY;UNTIL=20260107')).toBe('FREQ=DAILY;UNTIL=20260107T155959Z')
  expect(normalRule('FREQ=WEEKLY;BYDAY=MO,MO')).toBe('FREQ=WEEKLY;BYDAY=MO')
})

/** A rule that a station may keep, at random. */
const randomRule = (random: () => number): Recurrence => {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  const some = <T>(all: readonly T[]): string => [...new Set([pick(all), pick(all)])].join(',')
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const frequency = pick(['DAILY', 'WEEKLY', 'MONTHLY'])
  const parts = [`FREQ=${frequency}`]
  if (random() < 0.5) parts.push(`INTERVAL=${String(1 + Math.floor(random() * 11))}`)
  if (frequency === 'WEEKLY' && random() < 0.8) parts.push(`BYDAY=${some(weekdays)}`)
  if (frequency === 'WEEKLY' && random() < 0.3) parts.push(`WKST=${pick(weekdays)}`)
  if (frequency === 'MONTHLY' && random() < 0.8) {
    const nth = weekdays.flatMap((day) => [1, 2, 3, 4, 5, -1, -2, -5].map((n) => `${String(n)}${day}`))
    const ofMonth = [1, 2, 15, 28, 29, 30, 31, -1, -3, -29, -30, -31]
    parts.push(random() < 0.5 ? `BYDAY=${some(nth)}` : `BYMONTHDAY=${some(ofMonth)}`)
  }
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
  const end = random()
  if (end < 0.2) parts.push(`COUNT=${String(1 + Math.floor(random() * 30))}`)
  else if (end < 0.4) parts.push(`UNTIL=2027${month}15T010000Z`)
  return repeats(parts.join(';'), { start: `2026-${month}-${day}T09:00` })
}

test(`${String(rules)} random rules name the dates that rrule-temporal finds`, () => {
  const random = seeded(20_261_124)
  const differences: string[] = []
  let found = 0
  for (let index = 0; index < rules; index += 1) {
    const recurrence = randomRule(random)
    expect(['never', null]).toContain(problemWith(recurrence))
    const ours = occurrencesBetween(recurrence, from, to)
    const dtstart = `${recurrence.start.replace(/[-:]/g, '')}00`
    const theirs = new RRuleTemporal({
      rruleString: `DTSTART;TZID=Asia/Shanghai:${dtstart}\nRRULE:${recurrence.rule!}`,
    })
      .between(new Date(from), new Date(to), true)
      .map(({ epochMilliseconds }) => epochMilliseconds)
      .filter((at) => at < to)
    found += ours.length
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      differences.push(`${recurrence.start} ${recurrence.rule!}`)
  }
  expect(differences).toEqual([])
  expect(found).toBeGreaterThan(rules)
})
