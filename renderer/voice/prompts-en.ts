import { shortMonth } from '../../electron/contract/words/en/time.ts'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { plainOf } from './compose.ts'
import { numberWords } from './english-numbers.ts'
import { catalogueTexts, named, promptsIn, type Prompt, type Texts } from './prompts.ts'

/** The parts of times, dates, figures and what they count. */
const partTexts = ({ time, duration, credit }: ResidentWords): Record<string, Texts> => ({
  ...Object.fromEntries(numberWords.map((word) => [`number-${word.replace("'", '')}`, word])),
  ...Object.fromEntries(time.weekdays.map((day, value) => [`weekday-${String(value)}`, day])),
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`month-${String(at + 1)}`, shortMonth(at + 1)]),
  ),
  ...named('day', { today: time.today, yesterday: time.yesterday, tomorrow: time.tomorrow }),
  ...named('part', { morning: time.morning, afternoon: time.afternoon }),
  ...named('unit', { hours: duration.hours(0), minutes: duration.onlyMinutes(0), points: credit.points }),
})

/** A breath ends at a mark; blanks, hyphens and apostrophes are inside one. */
const marks = /[0-9\u25a1]+|[^\p{L}\p{N}\s'\u2019-]+/u

/** Everything that the station says in English, each text once. */
export const englishPrompts = (words: ResidentWords): Prompt[] =>
  promptsIn(
    { ...partTexts(words), ...catalogueTexts(words) },
    {
      partsOf: (text) =>
        text
          .split(marks)
          .map((part) => part.trim())
          .filter((part) => /[\p{L}\p{N}]/u.test(part)),
      plain: (part) => plainOf(part, 'en'),
    },
  )
