import { pinyin, polyphonic } from 'pinyin-pro'

/** More readings than any name needs that a person would look for. */
const mostReadings = 24
/** A name of one Latin word, or the letters that staff typed for one, is found by so many of its first letters. */
const lettersOfOneWord = 4

const isLatinLetter = (text: string): boolean => /^[A-Z]$/.test(text)

/** Upper case without accents, full-width forms and tones; ü is V, as on a pinyin keyboard. */
const plain = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replaceAll('Ü', 'V').normalize('NFKD').replace(/\p{M}/gu, '')

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]

/** First letters of every reading of each character, the likeliest in front; a character that nobody can read has none. */
const lettersOf = (name: string): string[][] => {
  const likely = pinyin(name, { mode: 'surname', surname: 'head', toneType: 'none', type: 'array' })
  return polyphonic(name, { toneType: 'none', type: 'array' }).map((all, index) =>
    distinct([likely[index] ?? '', ...all].map((reading) => plain(reading).charAt(0))).filter(isLatinLetter),
  )
}

const chineseInitials = (name: string): string[] =>
  lettersOf(name)
    .filter((letters) => letters.length > 0)
    .reduce<string[]>(
      (begun, letters) =>
        begun.flatMap((text) => letters.map((letter) => text + letter)).slice(0, mostReadings),
      [''],
    )
    .filter((text) => text !== '')

const latinInitials = (name: string): string[] => {
  const words = (separators: RegExp): string[] =>
    name
      .replace(/['’]/g, '')
      .split(separators)
      .map((word) => word.replace(/[^A-Z]/g, ''))
      .filter((word) => word !== '')
  const initials = [words(/[\s,.·]+/), words(/[\s,.·-]+/)].map((parts) =>
    parts.length === 1
      ? (parts[0] ?? '').slice(0, lettersOfOneWord)
      : parts.map((word) => word.charAt(0)).join(''),
  )
  return distinct(initials).filter((text) => text !== '')
}

/** What a name can be looked up by: the first letters of its characters in every reading, or of its Latin words. */
export const initialsOf = (name: string): string[] => {
  const upper = plain(name)
  return /\p{Script=Han}/u.test(upper) ? chineseInitials(upper) : latinInitials(upper)
}

const lettersOfOne = (character: string): string[] => {
  const upper = plain(character)
  if (isLatinLetter(upper)) return [upper]
  if (!/^\p{Script=Han}$/u.test(character)) return []
  const readings = polyphonic(character, { toneType: 'none', type: 'array' }).flat()
  return distinct(readings.map((reading) => plain(reading).charAt(0))).filter(isLatinLetter)
}

const knownLetters = new Map<string, readonly string[]>()

/** The letters that each character of a text may be typed by, in any of its readings; none for signs and digits. */
export const typedLetters = (text: string): (readonly string[])[] =>
  Array.from(text).map((character) => {
    const known = knownLetters.get(character)
    if (known !== undefined) return known
    const letters = lettersOfOne(character)
    knownLetters.set(character, letters)
    return letters
  })

/** Letters of any script, with what stands between the parts of names. */
export const isName = (text: string): boolean => /^\p{L}[\p{L}\p{M}\s'’·.,-]*$/u.test(text.trim())

/** What staff typed, as it is looked for. */
export type Query =
  /** Nothing typed: who tapped just now. */
  | { kind: 'recent' }
  | { kind: 'tooShort' }
  | { kind: 'find'; initials: string | null; lastFour: string | null; volunteerNo: string }

/** Upper case, letters and digits only: whatever else somebody types changes nothing. */
export const readQuery = (text: string): Query => {
  if (text.trim() === '') return { kind: 'recent' }
  const typed = plain(text).replace(/[^A-Z0-9]/g, '')
  if (typed.length < 2) return { kind: 'tooShort' }
  return {
    kind: 'find',
    initials: /^[A-Z]+$/.test(typed) ? typed : null,
    lastFour: /^\d{3}[\dX]$/.test(typed) ? typed : null,
    volunteerNo: typed,
  }
}

// The first name of all takes long, because the dictionary is built for it: better now than under a card.
initialsOf('\u738b')
