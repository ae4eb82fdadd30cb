import { numerals } from '../../electron/contract/words/numerals.ts'
import type { Words } from '../../electron/contract/words/zh-CN.ts'
import { plainOf } from './compose.ts'
import { spellChinese } from './numbers.ts'
import { catalogueTexts, named, promptsIn, type Prompt, type Texts } from './prompts.ts'

/** The parts of times, dates, figures and what they count. */
const partTexts = ({ time, duration, units }: Words): Record<string, Texts> => ({
  ...named('number', numerals, ['digits', 'counted']),
  ...Object.fromEntries(numerals.digits.map((digit, value) => [`number-${String(value)}`, digit])),
  ...Object.fromEntries(time.weekdays.map((day, value) => [`weekday-${String(value)}`, day])),
  ...Object.fromEntries(numerals.counted.map((unit, at) => [`unit-${String(at + 1)}`, unit])),
  ...named('day', { today: time.today, yesterday: time.yesterday, tomorrow: time.tomorrow }),
  ...named('part', { smallHours: time.smallHours, morning: time.morning, noon: time.noon }),
  ...named('part', { afternoon: time.afternoon, evening: time.evening }),
  ...named('date', { day: time.day(0, 0), year: time.year(0) }),
  ...named('unit', units, ['milliseconds']),
  ...named('unit', { minutes: duration.onlyMinutes(0) }),
})

const marks = /[0-9\u25a1\s\p{P}]+/u

/** Everything that the station says in Chinese, each text once. */
export const chinesePrompts = (words: Words): Prompt[] =>
  promptsIn(
    { ...partTexts(words), ...catalogueTexts(words) },
    {
      partsOf: (text) => text.split(marks).filter((part) => part !== ''),
      plain: (part) => plainOf(spellChinese(part), 'zh'),
    },
  )
