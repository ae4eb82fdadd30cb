import { describeError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import { mostCandidates } from '../../contract/keyboard.ts'
import type { Parts } from '../parts.ts'
import { createLearned } from './learned.ts'
import { createLearnedStore } from './learned-store.ts'
import { createWordList, joined, type WordList } from './lexicon.ts'
import { createOwnWords, type OwnWords } from './own-words.ts'
import { namesMeant } from './people.ts'
import { candidatesFor, type Candidate } from './search.ts'
import { readWords } from './words-file.ts'

type Asked = CallInput<'keyboard.candidates'>
type Offered = CallOutput<'keyboard.candidates'>

/** Turns typed letters into words. */
export interface Keyboard {
  /** `withNames`: also names of the station's people, for those who may see them. */
  candidates: (asked: Asked, who: { withNames: boolean }) => Promise<Offered>
  learn: (input: CallInput<'keyboard.learn'>) => void
}

/** From so many letters on, a word of the station's own is offered before it is typed to its end. */
const lettersBeforeRest = 4
const mostLonger = 2
/** So much of what stands before may belong to a word together with what follows. */
const charactersBefore = 2

const longerThan = (typed: string, own: OwnWords): Candidate[] => {
  const letters = typed.replaceAll("'", '')
  if (letters.length < lettersBeforeRest) return []
  return own.words
    .filter(({ key }) => {
      const whole = key.replaceAll("'", '')
      return whole.length > letters.length && whole.startsWith(letters)
    })
    .slice(0, mostLonger)
    .map(({ text }) => ({ text, takes: typed.length }))
}

interface Order {
  rank: (text: string) => number
  own: OwnWords
}

/** What was chosen lately stands in front, then what goes on with the word before; the rest as it was. */
const inOrder = (
  candidates: readonly Candidate[],
  { typed, before }: Asked,
  { rank, own }: Order,
): Candidate[] => {
  const tail = Array.from(before).slice(-charactersBefore).join('')
  const goesOn = (text: string): boolean =>
    Array.from(tail).length === charactersBefore && own.text.includes(tail + text)
  const scored = candidates.map((candidate, nth) => {
    const isWhole = candidate.takes === typed.length
    const lately = isWhole ? rank(candidate.text) : 0
    return { candidate, nth, lately, goesOn: isWhole && goesOn(candidate.text) ? 1 : 0 }
  })
  return scored
    .sort((one, other) => other.lately - one.lately || other.goesOn - one.goesOn || one.nth - other.nth)
    .map(({ candidate }) => candidate)
}

const withLonger = (candidates: readonly Candidate[], longer: readonly Candidate[]): Candidate[] => {
  const fresh = longer.filter(({ text }) => !candidates.some((candidate) => candidate.text === text))
  return [...candidates.slice(0, 1), ...fresh, ...candidates.slice(1)].slice(0, mostCandidates)
}

/** The words are read when somebody first types. */
export const createKeyboard = (
  { store, cipher, log }: Pick<Parts, 'store' | 'cipher' | 'log'>,
  {
    stationName,
    read = readWords,
  }: {
    stationName: () => string
    read?: () => Promise<WordList>
  },
): Keyboard => {
  const ownWords = createOwnWords()
  const learned = createLearned(createLearnedStore({ store, cipher }))
  let words: Promise<WordList> | null = null
  const load = (): Promise<WordList> =>
    (words ??= read().catch((error: unknown) => {
      log.error('keyboard words not read', { cause: describeError(error) })
      return createWordList()
    }))
  return {
    candidates: async (asked, { withNames }) => {
      const list = await load()
      return store.read((tx) => {
        const own = ownWords(tx, stationName())
        const lexicon = joined(list, own.lexicon, learned.lexicon())
        const people = withNames ? namesMeant(tx, cipher) : () => []
        const { candidates, reading } = candidatesFor(asked.typed, lexicon, { most: mostCandidates, people })
        const ordered = inOrder(candidates, asked, { rank: learned.rank, own })
        return { reading, candidates: withLonger(ordered, longerThan(asked.typed, own)) }
      })
    },
    learn: ({ typed, text }) => {
      learned.learn(typed, text)
    },
  }
}
