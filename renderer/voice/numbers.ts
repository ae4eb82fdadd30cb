import { numerals } from '../../electron/contract/words/numerals.ts'

const { digits, ten, hundred, thousand, tenThousand, pair, point, half, minute, plus, minus, to } = numerals

/** Longer ones are read digit by digit: nobody counts so far. */
const mostDigits = 8

const sayDigits = (figures: string): string =>
  Array.from(figures, (figure) => digits[Number(figure)] ?? '').join('')

const places = [thousand, hundred, ten, '']

/** Four figures without those in front that are nought; one or more noughts inside are said once. */
const sayFour = (value: number): string => {
  const figures = Array.from(String(value).padStart(4, '0'), Number)
  let said = ''
  let skipped = false
  for (const [place, figure] of figures.entries()) {
    if (figure === 0) {
      skipped = said !== ''
      continue
    }
    said += `${skipped ? digits[0] : ''}${digits[figure] ?? ''}${places[place] ?? ''}`
    skipped = false
  }
  return said
}

/** Eleven is 十一 and not 一十一, but only at the beginning. */
const shortTen = (said: string): string => (said.startsWith(`${digits[1]}${ten}`) ? said.slice(1) : said)

/** `126` → 一百二十六, `10005` → 一万零五. */
export const sayWhole = (figures: string): string => {
  if (figures.length > mostDigits) return sayDigits(figures)
  const value = Number(figures)
  if (value === 0) return digits[0]
  const [high, low] = [Math.floor(value / 10_000), value % 10_000]
  const gap = high > 0 && low > 0 && low < 1_000 ? digits[0] : ''
  return shortTen(`${high > 0 ? sayFour(high) + tenThousand : ''}${gap}${low > 0 ? sayFour(low) : ''}`)
}

const countedPattern = numerals.counted.join('|')

const sayNumber = (figures: string, before: string, after: string): string => {
  const [whole = '', decimals] = figures.split('.')
  if (decimals !== undefined) return `${sayWhole(whole)}${point}${sayDigits(decimals)}`
  // A year, and a number that is printed with noughts in front of it, are read figure by figure.
  if (whole.length === 4 && after.startsWith(numerals.year)) return sayDigits(whole)
  if (whole.length > 1 && whole.startsWith('0')) return sayDigits(whole)
  const isCounted = new RegExp(`^ ?(?:${countedPattern})`).test(after) && !before.endsWith(numerals.ordinal)
  return whole === '2' && isCounted ? pair : sayWhole(whole)
}

const sayHour = (hour: string): string => (Number(hour) === 2 ? pair : sayWhole(String(Number(hour))))

/** `9:00` → 九点, `8:52` → 八点五十二分, `14:30` → 十四点半, `9:05` → 九点零五分. */
const sayTime = (hour: string, past: string): string => {
  if (past === '00') return `${sayHour(hour)}${point}`
  if (past === '30') return `${sayHour(hour)}${point}${half}`
  return `${sayHour(hour)}${point}${past.startsWith('0') ? sayDigits(past) : sayWhole(past)}${minute}`
}

/** A text with every figure written as it is said: what stands then can be found among the clips. */
export const spellChinese = (text: string): string =>
  text
    .replaceAll(/(?<=\d)\s*[\u2013-]\s*(?=\d)/g, to)
    .replaceAll(/(\d{1,2}):(\d{2})(?::\d{2})?/g, (_match, hour: string, past: string) => sayTime(hour, past))
    .replaceAll(/(?<!\d)\+(?=\d)/g, plus)
    .replaceAll(/[\u2212-](?=\d)/g, minus)
    .replaceAll(/\d+(?:\.\d+)?/g, (figures, at: number, whole: string) =>
      sayNumber(figures, whole.slice(0, at).trimEnd(), whole.slice(at + figures.length)),
    )
