import { lettersOf, reads, type Token } from './syllables.ts'

/** A word as it is written and read. The weight is ten times the logarithm of how common it is. */
export interface Word {
  text: string
  key: string
  weight: number
}

/** Words that can be looked up by what somebody types. */
export interface Lexicon {
  /** All words that these tokens may mean, one syllable each, in no order. */
  find: (letters: string, tokens: readonly Token[]) => Word[]
  /** Whether any word has these first letters, or begins with them. */
  begins: (letters: string) => boolean
}

/** The words that come with the program: lines as `resources/keyboard/make-words.mjs` writes them. */
export interface WordList extends Lexicon {
  /** Takes further lines, in the order of the file. */
  take: (lines: readonly string[]) => void
  size: () => number
}

const addBeginnings = (to: Set<string>, letters: string): void => {
  for (let at = 1; at <= letters.length; at++) to.add(letters.slice(0, at))
}

const wordsOf = (line: string): Word[] => {
  const [key = '', ...rest] = line.split(' ')
  return rest.map((entry) => {
    const digits = /\d+$/.exec(entry)?.[0] ?? '0'
    return { text: entry.slice(0, -digits.length), key, weight: Number(digits) }
  })
}

const keyOf = (line: string): string => line.slice(0, line.indexOf(' '))

export const createWordList = (): WordList => {
  /** Lines by first letters; within them in the order of the readings. */
  const groups = new Map<string, string[]>()
  const beginnings = new Set<string>()
  let size = 0
  return {
    take: (lines) => {
      for (const line of lines) {
        const letters = lettersOf(keyOf(line))
        const group = groups.get(letters)
        if (group === undefined) {
          groups.set(letters, [line])
          addBeginnings(beginnings, letters)
        } else group.push(line)
      }
      size += lines.length
    },
    size: () => size,
    begins: (letters) => beginnings.has(letters),
    find: (letters, tokens) => {
      const group = groups.get(letters) ?? []
      if (!tokens.every(({ isWhole }) => isWhole))
        return group.filter((line) => reads(keyOf(line), tokens)).flatMap(wordsOf)
      const key = `${tokens.map(({ text }) => text).join("'")} `
      const line = group.find((entry) => entry.startsWith(key))
      return line === undefined ? [] : wordsOf(line)
    },
  }
}

/** A short list of words that may change: looked through as a whole. */
export const lexiconOf = (words: readonly Word[]): Lexicon => {
  const groups = new Map<string, Word[]>()
  const beginnings = new Set<string>()
  for (const word of words) {
    const letters = lettersOf(word.key)
    groups.set(letters, [...(groups.get(letters) ?? []), word])
    addBeginnings(beginnings, letters)
  }
  return {
    begins: (letters) => beginnings.has(letters),
    find: (letters, tokens) => (groups.get(letters) ?? []).filter(({ key }) => reads(key, tokens)),
  }
}

/** Several as one. A word that stands in more than one counts by its greatest weight. */
export const joined = (...lexica: readonly Lexicon[]): Lexicon => ({
  begins: (letters) => lexica.some((lexicon) => lexicon.begins(letters)),
  find: (letters, tokens) => {
    const found = new Map<string, Word>()
    for (const word of lexica.flatMap((lexicon) => lexicon.find(letters, tokens))) {
      const known = found.get(word.text)
      if (known === undefined || known.weight < word.weight) found.set(word.text, word)
    }
    return [...found.values()]
  },
})
