import { mostLetters, type TypingCandidate, type TypingOffer } from '../../../electron/contract/keyboard.ts'
import type { Typing } from '../../stores/typing.ts'

/** What a finger, or a key of a real keyboard, asks for. */
export type Press =
  /** a to z, or ' between two syllables; for itself where the board says so. */
  | { kind: 'letter'; text: string }
  /** A digit, a sign, a Latin letter: it stands for itself. */
  | { kind: 'text'; text: string }
  | { kind: 'space' | 'delete' | 'clear' | 'caps' | 'latin' | 'signs' | 'done' | 'leave' }
  /** `of`: the letters for which it was offered. */
  | { kind: 'choose'; candidate: TypingCandidate; of: string }
  /** A value that was offered as a whole. */
  | { kind: 'likely'; text: string }

/** What the core has to be told, or whoever waits for the text. */
export type Effect =
  | { kind: 'ask'; number: number; typed: string; before: string }
  | { kind: 'learn'; typed: string; text: string }
  | { kind: 'close'; text: string | null }

/** The keyboard and the text so far. */
export interface Board {
  field: Typing
  text: string
  /** Letters of pinyin that are no words yet. */
  letters: string
  /** What was chosen of the letters before these. */
  chosen: { typed: string; text: string }
  /** Letters stand for themselves. */
  isLatin: boolean
  isCaps: boolean
  hasSigns: boolean
  /** Of the question that was asked last. */
  number: number
  /** The answer that came last. `offer` is `null` where none could be had. */
  answer: { number: number; of: string; offer: TypingOffer | null } | null
  /** Pressed before the answer came that it needs. */
  waiting: readonly Press[]
}

type Step = readonly [Board, readonly Effect[]]

/** So much of the text before says what a word may go on with. */
const charactersBefore = 8

const count = (text: string): number => Array.from(text).length
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('')
const nothingChosen = { typed: '', text: '' }

export const begin = (field: Typing): Board => ({
  field,
  text: cut(field.value, field.most),
  letters: '',
  chosen: nothingChosen,
  isLatin: false,
  isCaps: false,
  hasSigns: false,
  number: 0,
  answer: null,
  waiting: [],
})

/** How many characters still fit. */
export const roomLeft = ({ field, text }: Board): number => Math.max(0, field.most - count(text))

/** Words for the letters that stand there now; `null` while nobody has answered. */
export const offered = ({ answer, number, letters }: Board): readonly TypingCandidate[] | null =>
  letters === '' ? [] : answer?.number === number ? (answer.offer?.candidates ?? []) : null

/** No words can be had for these letters. */
export const isFailed = ({ answer, number, letters }: Board): boolean =>
  letters !== '' && answer?.number === number && answer.offer === null

/** What 空格 and 好了 make of the letters. */
export const preview = (board: Board): string => {
  const first = offered(board)?.[0]
  const text = first === undefined ? board.letters : first.text + board.letters.slice(first.takes)
  return cut(text, roomLeft(board))
}

const withText = (board: Board, text: string): Board => ({
  ...board,
  text: board.text + cut(text, roomLeft(board)),
})

const asking = (board: Board): Step => {
  const next = { ...board, number: board.number + 1 }
  if (next.letters === '') return [{ ...next, chosen: nothingChosen }, []]
  const before = Array.from(next.text).slice(-charactersBefore).join('')
  return [next, [{ kind: 'ask', number: next.number, typed: next.letters, before }]]
}

const choose = (board: Board, candidate: TypingCandidate, of: string): Step => {
  const taken = of.slice(0, candidate.takes)
  // Offered for letters that are not there any more.
  if (taken === '' || !board.letters.startsWith(taken)) return [board, []]
  const chosen = { typed: board.chosen.typed + taken, text: board.chosen.text + candidate.text }
  const letters = board.letters.slice(taken.length)
  const [next, effects] = asking({ ...withText(board, candidate.text), letters, chosen })
  const isWhole = letters === '' && chosen.typed.length <= mostLetters && count(chosen.text) <= mostLetters
  return [next, isWhole ? [{ kind: 'learn', ...chosen }, ...effects] : effects]
}

/** The letters become what the field shows for them. */
const settle = (board: Board): Step => {
  if (board.letters === '') return [board, []]
  const first = offered(board)?.[0]
  const whole = first?.takes === board.letters.length ? first : undefined
  if (whole !== undefined) return choose(board, whole, board.letters)
  return asking({ ...withText(board, preview(board)), letters: '' })
}

const afterSettled = (board: Board, then: (settled: Board) => Step): Step => {
  const [settled, effects] = settle(board)
  const [next, more] = then(settled)
  return [next, [...effects, ...more]]
}

/** What a keyboard of glass may write: no pictures, nothing invisible. */
const isPlain = (text: string): boolean =>
  /^[\x20-\x7e\u00b7\u2014\u2018-\u201d\u2026\u3001\u3002\u3008-\u3011\uff01-\uff5e]$/.test(text)

const literal = (board: Board, text: string): Step => {
  const isFor = board.field.keys === 'digits' ? /^\d$/.test(text) : isPlain(text)
  return isFor ? afterSettled(board, (settled) => [withText(settled, text), []]) : [board, []]
}

const letter = (board: Board, text: string): Step => {
  if (!/^[a-z']$/.test(text)) return [board, []]
  const isSplit = text === "'" && (board.letters === '' || board.letters.endsWith("'"))
  const isFull = roomLeft(board) === 0 || board.letters.length >= mostLetters
  return isSplit || isFull ? [board, []] : asking({ ...board, letters: board.letters + text })
}

const remove = (board: Board): Step =>
  board.letters === ''
    ? [{ ...board, text: Array.from(board.text).slice(0, -1).join('') }, []]
    : asking({ ...board, letters: board.letters.slice(0, -1) })

const go = (board: Board, press: Press): Step => {
  switch (press.kind) {
    case 'letter': {
      const { text } = press
      const isOwn = board.isLatin || board.isCaps || board.field.keys === 'digits'
      return isOwn ? literal(board, board.isCaps ? text.toUpperCase() : text) : letter(board, text)
    }
    case 'text':
      return literal(board, press.text)
    case 'space':
      return board.letters === '' ? literal(board, ' ') : settle(board)
    case 'delete':
      return remove(board)
    case 'clear':
      return asking({ ...board, text: '', letters: '' })
    case 'choose':
      return choose(board, press.candidate, press.of)
    case 'likely':
      return asking({ ...board, text: cut(press.text, board.field.most), letters: '' })
    case 'caps':
      return [{ ...board, isCaps: !board.isCaps }, []]
    case 'signs':
      return [{ ...board, hasSigns: !board.hasSigns }, []]
    case 'latin':
      return afterSettled(board, (settled) => [{ ...settled, isLatin: !settled.isLatin, isCaps: false }, []])
    case 'done':
      return afterSettled(board, (settled) => [settled, [{ kind: 'close', text: settled.text.trim() }]])
    case 'leave':
      return [board, [{ kind: 'close', text: null }]]
  }
}

const needsAnswer = ({ kind }: Press, { isCaps }: Board): boolean =>
  kind === 'text' || kind === 'space' || kind === 'latin' || kind === 'done' || (kind === 'letter' && isCaps)

/** The keyboard after one press. What needs an answer that is under way waits for it, and so does all that follows. */
export const step = (board: Board, press: Press): Step => {
  const mustWait = board.waiting.length > 0 || (needsAnswer(press, board) && offered(board) === null)
  if (mustWait && press.kind !== 'leave') return [{ ...board, waiting: [...board.waiting, press] }, []]
  return go(board, press)
}

/** The keyboard after an answer; one to a question that is not the last changes nothing. */
export const answered = (board: Board, number: number, offer: TypingOffer | null): Step => {
  if (number !== board.number) return [board, []]
  const begun: Step = [{ ...board, answer: { number, of: board.letters, offer }, waiting: [] }, []]
  return board.waiting.reduce<Step>(([at, effects], press) => {
    const [next, more] = step(at, press)
    return [next, [...effects, ...more]]
  }, begun)
}
