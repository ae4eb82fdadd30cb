import type { TypingCandidate } from '../../../electron/contract/keyboard.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import samples from '../../gallery/typing-samples.json'
import { begin, type Board } from '../typing/typing-state.ts'
import { bi, board as today, tiles } from './samples.ts'

const name = { label: samples.label, value: samples.text, most: 18, keys: 'text', likely: [] } as const
const limit = { label: samples.limit, value: '30', most: 3, keys: 'digits', likely: samples.likely } as const
const longest = 1_000

const typing = (picture: Board): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board: today,
    desk: { page: 'add', add: { name: samples.text, birthYear: '', sex: 'unknown' } },
    typing: picture,
  },
})

const taking = (texts: readonly string[], takes: number): TypingCandidate[] =>
  texts.map((text) => ({ text, takes }))

const withWords = (
  board: Board,
  letters: string,
  reading: string,
  candidates: TypingCandidate[] | null,
): Board => ({
  ...board,
  letters,
  number: 1,
  answer: { number: 1, of: letters, offer: candidates && { reading, candidates } },
})

const { typed, longTyped } = samples

export const states: PageStates = {
  'console-typing-likely': typing(begin({ ...name, value: '', likely: samples.words.slice(0, 2) })),
  'console-typing': typing(
    withWords(begin(name), typed, samples.reading, [
      ...taking(samples.words, typed.length),
      ...taking(samples.characters, 4),
    ]),
  ),
  'console-typing-empty': typing(begin({ ...name, value: '' })),
  'console-typing-full': typing(begin({ ...name, most: Array.from(samples.text).length })),
  'console-typing-long': typing(
    withWords(begin({ ...name, value: samples.long, most: longest }), longTyped, samples.longReading, [
      ...taking(samples.longWords, longTyped.length),
      ...taking(samples.longCharacters, 4),
    ]),
  ),
  'console-typing-no-words': typing(withWords(begin(name), typed, '', null)),
  'console-typing-latin': typing({ ...begin(name), isLatin: true, isCaps: true }),
  'console-typing-signs': typing({ ...begin(name), hasSigns: true }),
  'console-typing-digits': typing(begin(limit)),
  'console-typing-digits-plain': typing(begin({ ...limit, value: '', likely: [] })),
}
