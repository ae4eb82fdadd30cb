const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** Every word that a figure or a time is said with. */
export const numberWords: readonly string[] = [
  ...small,
  ...tens.filter((word) => word !== ''),
  ...['hundred', 'thousand', 'million', 'point', 'plus', 'minus', 'to', "o'clock"],
]

/** Longer ones are read digit by digit. */
const mostDigits = 9

const sayDigits = (figures: string): string =>
  Array.from(figures, (figure) => small[Number(figure)] ?? '').join(' ')

const sayHundreds = (value: number): string[] => {
  const rest = value % 100
  const said = value >= 100 ? [small[Math.floor(value / 100)] ?? '', 'hundred'] : []
  if (rest === 0) return said
  if (rest < 20) return [...said, small[rest] ?? '']
  const ones = rest % 10
  return [...said, tens[Math.floor(rest / 10)] ?? '', ...(ones === 0 ? [] : [small[ones] ?? ''])]
}

/** `126` → one hundred twenty six. */
export const sayEnglishWhole = (figures: string): string => {
  if (figures.length > mostDigits) return sayDigits(figures)
  const value = Number(figures)
  if (value === 0) return 'zero'
  const groups: [number, string][] = [
    [Math.floor(value / 1_000_000), 'million'],
    [Math.floor(value / 1_000) % 1_000, 'thousand'],
    [value % 1_000, ''],
  ]
  return groups
    .flatMap(([group, name]) => (group === 0 ? [] : [...sayHundreds(group), name]))
    .filter((word) => word !== '')
    .join(' ')
}

const sayNumber = (figures: string): string => {
  const [whole = '', decimals] = figures.split('.')
  if (decimals !== undefined) return `${sayEnglishWhole(whole)} point ${sayDigits(decimals)}`
  return whole.length > 1 && whole.startsWith('0') ? sayDigits(whole) : sayEnglishWhole(whole)
}

const sayTime = (hour: string, past: string): string => {
  const said = sayEnglishWhole(String(Number(hour)))
  if (past === '00') return `${said} o'clock`
  return `${said} ${past.startsWith('0') ? sayDigits(past) : sayEnglishWhole(past)}`
}

/** An English text with every figure written as it is said. */
export const spellEnglish = (text: string): string =>
  text
    .replaceAll(/(?<=\d)\s*[\u2013-]\s*(?=\d)/g, ' to ')
    .replaceAll(
      /(\d{1,2}):(\d{2})(?::\d{2})?/g,
      (_match, hour: string, past: string) => ` ${sayTime(hour, past)} `,
    )
    .replaceAll(/(?<!\d)\+(?=\d)/g, ' plus ')
    .replaceAll(/[\u2212-](?=\d)/g, ' minus ')
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .replaceAll(/\d+(?:\.\d+)?/g, (figures) => ` ${sayNumber(figures)} `)
