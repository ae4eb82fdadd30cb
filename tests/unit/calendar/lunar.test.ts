import { SolarDay } from 'tyme4ts'
import { describe, expect, it, test } from 'vitest'
import data from '../../../resources/festivals.json' with { type: 'json' }
import { almanacOf, festivalsSchema, lunarDate } from '../../../electron/calendar/lunar.ts'

const isDeep = process.env.FAULTS_DEEP === '1'
const [firstYear, lastYear] = isDeep ? [1940, 2059] : [2020, 2035]
const dayMs = 86_400_000

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Names of months differ between the two programs in two places only. */
const monthNames = new Map([
  ['十一月', '冬月'],
  ['十二月', '腊月'],
])
const nameOfMonth = (name: string): string => {
  const [leap, plain] = name.startsWith('闰') ? ['闰', name.slice(1)] : ['', name]
  return leap + (monthNames.get(plain) ?? plain)
}

/** The same day as another program knows it. */
const byTyme = (date: string): { lunar: string; lunarDate: string; term: string | null } => {
  const day = SolarDay.fromYmd(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))
  const lunar = day.getLunarDay()
  const month = nameOfMonth(lunar.getLunarMonth().getName())
  const term = day.getTermDay()
  return {
    lunar: lunar.getDay() === 1 ? month : lunar.getName(),
    lunarDate: `${month}${lunar.getName()}`,
    term: term.getDayIndex() === 0 ? term.getSolarTerm().getName() : null,
  }
}

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)

test.each(years)('every day of %i has the lunar day and the solar term that tyme4ts finds', (year) => {
  const differences: string[] = []
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += dayMs) {
    const date = dateOf(ms)
    const { lunar, lunarDate: whole, term } = almanacOf(date)
    const theirs = byTyme(date)
    if (JSON.stringify({ lunar, lunarDate: whole, term }) !== JSON.stringify(theirs)) {
      differences.push(`${date} ${lunar} ${whole} ${String(term)} ${JSON.stringify(theirs)}`)
    }
  }
  expect(differences).toEqual([])
})

describe('what stands under a date', () => {
  test.each([
    ['2026-11-09', '十月', null, []],
    ['2026-11-07', '廿九', '立冬', []],
    ['2026-11-24', '十六', null, []],
    ['2026-02-16', '廿九', null, ['除夕']],
    ['2026-02-17', '正月', null, ['春节']],
    ['2027-02-05', '廿九', null, ['除夕']],
    ['2026-03-05', '十七', '惊蛰', ['学雷锋日']],
    ['2026-09-25', '十五', null, ['中秋节']],
    ['2020-10-01', '十五', null, ['中秋节', '国庆节']],
    ['2025-07-25', '闰六月', null, []],
    ['2026-12-05', '廿七', null, ['志愿者日']],
  ])('%s: %s', (date, lunar, term, festivals) => {
    const day = almanacOf(date)
    expect({ lunar: day.lunar, term: day.term, festivals: day.festivals }).toEqual({ lunar, term, festivals })
  })

  it('a leap month repeats no festival', () => {
    // 2028 has a fifth month twice.
    const days = Array.from({ length: 366 }, (_, index) => almanacOf(dateOf(Date.UTC(2028, 0, 1 + index))))
    expect(days.filter(({ festivals }) => festivals.includes('端午节'))).toHaveLength(1)
    expect(days.some(({ lunar }) => lunar === '闰五月')).toBe(true)
  })
})

it('home names the day by the calendar of Shanghai, not of the machine', () => {
  expect(lunarDate(Date.parse('2026-11-23T16:00:00.000Z'))).toBe('十月十六')
  expect(lunarDate(Date.parse('2026-11-23T15:59:59.000Z'))).toBe('十月十五')
})

it('the table of festivals is whole, and names each day once', () => {
  const { lunar, public: fixed } = festivalsSchema.parse(data)
  for (const days of [lunar, fixed]) {
    expect(new Set(days.map(({ month, day }) => `${String(month)}-${String(day)}`)).size).toBe(days.length)
  }
})
