import type { Lexicon, Word } from './lexicon.ts'
import { spelled, tokensAt, type Token } from './syllables.ts'

export interface Candidate {
  text: string
  /** How many of the typed letters, with the marks behind them, it stands for. */
  takes: number
}

/** Words for one stretch of what was typed. */
interface Span {
  to: number
  tokens: readonly Token[]
  words: readonly Word[]
}

/** What the whole of it may mean: words one after another. */
interface Path {
  text: string
  score: number
  tokens: readonly Token[]
  words: number
}

/** Ten times the logarithm of how many words were counted in all. */
const allWords = 180
/** Somebody who types first letters only means something common. */
const forFirstLetter = 25
const forHalfSyllable = 10
/** No word begins with this letter: it stays as it is. */
const forStray = 400
const mostSyllables = 12
/** So few letters may all be first letters, although they can be read as syllables too. */
const fewLetters = 8
const pathsKept = 3

const costOf = (tokens: readonly Token[], end: number): number =>
  tokens.reduce(
    (sum, { isWhole, next }) => sum + (isWhole ? 0 : next >= end ? forHalfSyllable : forFirstLetter),
    0,
  )

const scoreOf = ({ weight }: Word, cost: number): number => weight - allWords - cost

interface Typed {
  text: string
  /** Half syllables count only where the typed text ends. */
  wholeOnly: boolean
}

/** All words that begin at a place. */
const spansAt = ({ text, wholeOnly }: Typed, lexicon: Lexicon, from: number): Span[] => {
  const spans: Span[] = []
  const go = (at: number, letters: string, tokens: readonly Token[]): void => {
    for (const token of tokensAt(text, at)) {
      if (wholeOnly && !token.isWhole && token.next < text.length) continue
      const more = letters + token.text.charAt(0)
      if (!lexicon.begins(more)) continue
      const all = [...tokens, token]
      const words = lexicon.find(more, all)
      if (words.length > 0) spans.push({ to: token.next, tokens: all, words })
      if (token.next < text.length && all.length < mostSyllables) go(token.next, more, all)
    }
  }
  go(from, '', [])
  return spans
}

const best = <T extends { text: string; score: number }>(items: readonly T[], most: number): T[] => {
  const seen = new Set<string>()
  return items
    .toSorted((one, other) => other.score - one.score)
    .filter(({ text }) => !seen.has(text) && seen.add(text).size <= most)
}

const stepsFrom = (path: Path, span: Span, end: number): Path[] => {
  const cost = costOf(span.tokens, end)
  const words = span.words.toSorted((one, other) => other.weight - one.weight).slice(0, pathsKept)
  return words.map((word) => ({
    text: path.text + word.text,
    score: path.score + scoreOf(word, cost),
    tokens: [...path.tokens, ...span.tokens],
    words: path.words + 1,
  }))
}

const stray = (path: Path, typed: string, at: number): Path => {
  const token = { text: typed.charAt(at), isWhole: true, next: at + 1 }
  const { text, score, tokens, words } = path
  return { text: text + token.text, score: score - forStray, tokens: [...tokens, token], words: words + 1 }
}

interface Ways {
  paths: Path[]
  spans: Span[]
}

/** The likeliest sentences for the whole of it, the best in front; and the words at its beginning. */
const waysThrough = (typed: Typed, lexicon: Lexicon): Ways => {
  const end = typed.text.length
  const at: Path[][] = Array.from({ length: end + 1 }, () => [])
  at[0] = [{ text: '', score: 0, tokens: [], words: 0 }]
  const spans = spansAt(typed, lexicon, 0)
  for (let from = 0; from < end; from++) {
    const paths = best(at[from] ?? [], pathsKept)
    if (paths.length === 0) continue
    for (const span of from === 0 ? spans : spansAt(typed, lexicon, from))
      for (const path of paths) at[span.to]?.push(...stepsFrom(path, span, end))
    for (const path of paths) at[from + 1]?.push(stray(path, typed.text, from))
  }
  return { paths: best(at[end] ?? [], pathsKept), spans }
}

/** Every letter of it belongs to a word. */
const isRead = ({ score, words }: Path): boolean => score > -forStray - allWords * words

/** Read as syllables where that is possible, and as first letters where it is not, or where the letters are few. */
const search = (text: string, lexicon: Lexicon): Ways => {
  const whole = waysThrough({ text, wholeOnly: true }, lexicon)
  const readable = whole.paths.some(isRead)
  if (readable && text.length > fewLetters) return whole
  const mixed = waysThrough({ text, wholeOnly: false }, lexicon)
  if (!readable) return mixed
  // Whoever writes whole syllables means whole syllables of the beginning too.
  const beginnings = whole.spans.filter(({ to }) => to < text.length)
  const spans = [...mixed.spans.filter(({ to }) => to === text.length), ...beginnings]
  return { paths: best([...whole.paths, ...mixed.paths], pathsKept), spans }
}

/** Each way to read all the letters as so many syllables. */
export const wholeReadings = (typed: string, syllables: { least: number; most: number }): Token[][] => {
  const found: Token[][] = []
  const isLong = typed.length > fewLetters
  const go = (at: number, tokens: Token[]): void => {
    if (at >= typed.length) {
      if (tokens.length >= syllables.least) found.push(tokens)
      return
    }
    if (tokens.length >= syllables.most) return
    for (const token of tokensAt(typed, at))
      if (token.isWhole || !isLong || token.next >= typed.length) go(token.next, [...tokens, token])
  }
  go(0, [])
  return found
}

interface Scored extends Candidate {
  score: number
}

const scored = ({ to, tokens, words }: Span, end: number): Scored[] => {
  const cost = costOf(tokens, end)
  return words.map((word) => ({ text: word.text, takes: to, score: scoreOf(word, cost) }))
}

const byLength = (one: Scored, other: Scored): number => other.takes - one.takes || other.score - one.score

/**
 * What somebody may have meant by these letters, likeliest first: all of them, then their beginning. `people` are asked
 * for names that all the letters may mean.
 */
export const candidatesFor = (
  typed: string,
  lexicon: Lexicon,
  { most, people = () => [] }: { most: number; people?: (tokens: readonly Token[]) => readonly Word[] },
): { candidates: Candidate[]; reading: string } => {
  const marks = /^'*/.exec(typed)?.[0].length ?? 0
  const text = spelled(typed.slice(marks))
  if (text === '') return { candidates: [], reading: typed }
  const { paths, spans } = search(text, lexicon)
  const names = wholeReadings(text, { least: 2, most: 4 }).map((tokens) => ({
    to: text.length,
    tokens,
    words: people(tokens),
  }))
  const sentences = paths
    .filter((path, nth) => nth === 0 || isRead(path))
    .map((path) => ({ text: path.text, takes: text.length, score: path.score }))
  const seen = new Set<string>()
  const candidates = [...sentences, ...[...spans, ...names].flatMap((span) => scored(span, text.length))]
    .sort(byLength)
    .filter((item) => !seen.has(item.text) && seen.add(item.text))
    .slice(0, most)
    .map((item) => ({ text: item.text, takes: item.takes + marks }))
  const reading = paths[0]?.tokens.map((token) => token.text).join("'") ?? text
  return { candidates, reading }
}
