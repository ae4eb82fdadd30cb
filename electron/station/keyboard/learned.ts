import { lexiconOf, type Lexicon, type Word } from './lexicon.ts'
import { readingAsTyped } from './readings.ts'
import { spelled } from './syllables.ts'

const learnedWeight = 115
const mostLearned = 300

/** What was chosen since the station started, the newest last. It is never written anywhere. */
export interface Learned {
  /** Takes what somebody chose for these letters; what they do not mean is left out. */
  learn: (typed: string, text: string) => void
  lexicon: () => Lexicon
  /** How lately it was chosen: the greater the later, 0 for never. */
  rank: (text: string) => number
}

export const createLearned = (): Learned => {
  const words = new Map<string, Word>()
  let lexicon: Lexicon | null = null
  return {
    learn: (typed, text) => {
      const key = readingAsTyped(spelled(typed), text)
      if (key === null) return
      words.delete(text)
      words.set(text, { text, key, weight: learnedWeight })
      for (const oldest of [...words.keys()].slice(0, words.size - mostLearned)) words.delete(oldest)
      lexicon = null
    },
    // A single character that was chosen once would come up inside every sentence.
    lexicon: () =>
      (lexicon ??= lexiconOf([...words.values()].filter(({ text }) => Array.from(text).length > 1))),
    rank: (text) => [...words.keys()].indexOf(text) + 1,
  }
}
