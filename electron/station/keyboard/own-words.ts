import { z } from 'zod'
import data from '../../../resources/keyboard/own-words.json' with { type: 'json' }
import { revisionOf } from '../../calendar/queries.ts'
import type { Tx } from '../../store/tx.ts'
import { lexiconOf, type Lexicon, type Word } from './lexicon.ts'
import { wordOf } from './readings.ts'

export const ownWordsSchema = z.object({
  words: z.array(z.string().min(2).max(12)),
  givenNames: z.array(z.string().length(2)),
})

/** Above nearly everything that is said elsewhere. */
const ownWeight = 105
const givenNameWeight = 66
/** Of the events that were planned last. */
const mostEvents = 1_000

/** What stations speak of, and what people here are called. */
export const shippedWords = (): Word[] => {
  const { words, givenNames } = ownWordsSchema.parse(data)
  return [
    ...words.flatMap((text) => wordOf(text, ownWeight)),
    ...givenNames.flatMap((text) => wordOf(text, givenNameWeight)),
  ]
}

const runs = (text: string): string[] => text.match(/\p{Script=Han}{2,12}/gu) ?? []

interface Named {
  title: string
  place: string
  host: string | null
}

/** Titles, places and hosts of events, and what the station is called. */
const textsOf = (tx: Tx, station: string): string[] => [
  station,
  ...tx
    .all<Named>('select title, place, host from event order by starts_at desc limit ?', mostEvents)
    .flatMap(({ title, place, host }) => [title, place, host ?? '']),
]

export interface OwnWords {
  lexicon: Lexicon
  words: readonly Word[]
  /** All of them, for looking up what follows what. */
  text: string
}

const ownWords = (words: readonly Word[]): OwnWords => ({
  lexicon: lexiconOf(words),
  words,
  text: words.map(({ text }) => text).join('\n'),
})

/** The station's own words, made anew when its events have changed. */
export const createOwnWords = (): ((tx: Tx, station: string) => OwnWords) => {
  const shipped = shippedWords()
  const read = new Map<string, Word[]>()
  let made: { of: string; own: OwnWords } | null = null
  return (tx, station) => {
    const of = `${String(revisionOf(tx).events)} ${station}`
    if (made?.of === of) return made.own
    const texts = new Set(textsOf(tx, station).flatMap(runs))
    const words = [...texts].flatMap((text) => {
      const known = read.get(text) ?? wordOf(text, ownWeight)
      read.set(text, known)
      return known
    })
    made = { of, own: ownWords([...shipped, ...words]) }
    return made.own
  }
}
