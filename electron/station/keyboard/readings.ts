import { pinyin, polyphonic } from 'pinyin-pro'
import type { Word } from './lexicon.ts'
import { isSyllable, tokensAt, type Token } from './syllables.ts'

const plain = (syllable: string): string =>
  syllable.toLowerCase().replaceAll('\u00fc', 'v').normalize('NFKD').replace(/\p{M}/gu, '')

export const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text)

/** How a word is read, syllables split by '; `null` for one with a character that nobody can read. */
export const readingOf = (text: string): string | null => {
  if (!isHan(text)) return null
  const syllables = pinyin(text, { toneType: 'none', type: 'array' }).map(plain)
  return syllables.every(isSyllable) ? syllables.join("'") : null
}

/** A word to put on top; nothing for what cannot be typed by its reading. */
export const wordOf = (text: string, weight: number): Word[] => {
  const key = readingOf(text)
  return key === null ? [] : [{ text, key, weight }]
}

/** Every reading of each character, as surnames are read too. */
const readingsOf = (text: string): string[][] => {
  const asName = pinyin(text, { mode: 'surname', surname: 'head', toneType: 'none', type: 'array' })
  return polyphonic(text, { toneType: 'none', type: 'array' }).map((all, nth) => [
    ...new Set([asName[nth] ?? '', ...all].map(plain)),
  ])
}

const means = (reading: string, { text, isWhole }: Token): boolean =>
  isWhole ? reading === text : reading.startsWith(text)

/** Whether these tokens, one a character, may mean this text. */
export const mayMean = (tokens: readonly Token[], text: string): boolean => {
  if (!isHan(text)) return false
  const readings = readingsOf(text)
  return (
    readings.length === tokens.length &&
    tokens.every((token, nth) => readings[nth]?.some((reading) => means(reading, token)))
  )
}

/** How a text was read by whoever typed these letters for it; `null` where they do not fit. */
export const readingAsTyped = (typed: string, text: string): string | null => {
  if (!isHan(text)) return null
  const readings = readingsOf(text)
  const go = (at: number, nth: number): string[] | null => {
    if (nth === readings.length) return at >= typed.length ? [] : null
    for (const token of tokensAt(typed, at)) {
      const reading = readings[nth]?.find((one) => means(one, token))
      const rest = reading === undefined ? null : go(token.next, nth + 1)
      if (reading !== undefined && rest !== null) return [reading, ...rest]
    }
    return null
  }
  return go(0, 0)?.join("'") ?? null
}
