import { lexiconOf, type Lexicon, type Word } from './lexicon.ts'
import type { LearnedStore } from './learned-store.ts'
import { readingAsTyped } from './readings.ts'
import { spelled } from './syllables.ts'

const learnedWeight = 115
const mostLearned = 300

/** What was chosen at this station, the newest last. */
export interface Learned {
  /** Takes what somebody chose for these letters; what they do not mean is left out. */
  learn: (typed: string, text: string) => void
  lexicon: () => Lexicon
  /** How lately it was chosen: the greater the later, 0 for never. */
  rank: (text: string) => number
}

interface Kept {
  word: Word
  seq: number
}

const wordOf = (typed: string, text: string): Word | null => {
  const key = readingAsTyped(spelled(typed), text)
  return key === null ? null : { text, key, weight: learnedWeight }
}

const read = (kept: LearnedStore): Map<string, Kept> =>
  new Map(
    kept.read().flatMap(({ seq, choice }) => {
      const word = wordOf(choice.typed, choice.text)
      return word === null ? [] : [[choice.text, { word, seq }] as const]
    }),
  )

/** What was kept is read when somebody first types. */
export const createLearned = (kept: LearnedStore): Learned => {
  let held: Map<string, Kept> | null = null
  const words = (): Map<string, Kept> => (held ??= read(kept))
  let lexicon: Lexicon | null = null
  let ranks: ReadonlyMap<string, number> | null = null
  return {
    learn: (typed, text) => {
      const word = wordOf(typed, text)
      if (word === null) return
      const all = words()
      const before = all.get(text)
      all.delete(text)
      const oldest = [...all].slice(0, Math.max(0, all.size + 1 - mostLearned))
      const dropped = [...(before ? [before.seq] : []), ...oldest.map(([, { seq }]) => seq)]
      for (const [old] of oldest) all.delete(old)
      all.set(text, { word, seq: kept.keep({ typed, text }, dropped) })
      lexicon = null
      ranks = null
    },
    // A single character that was chosen once would come up inside every sentence.
    lexicon: () =>
      (lexicon ??= lexiconOf(
        [...words().values()].map(({ word }) => word).filter(({ text }) => Array.from(text).length > 1),
      )),
    rank: (text) =>
      (ranks ??= new Map([...words().keys()].map((known, index) => [known, index + 1]))).get(text) ?? 0,
  }
}
