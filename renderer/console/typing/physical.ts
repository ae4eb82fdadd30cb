import type { TypingCandidate } from '../../../electron/contract/keyboard.ts'
import type { Board, Press } from './typing-state.ts'

/** The candidates that stand on the keyboard now, and the letters they were offered for. */
export interface Shown {
  candidates: readonly TypingCandidate[]
  of: string
}

const named: Readonly<Record<string, Press>> = {
  Backspace: { kind: 'delete' },
  Escape: { kind: 'leave' },
  ' ': { kind: 'space' },
}

const character = (
  board: Board,
  shown: Shown,
  key: string,
  chinese: Readonly<Record<string, string>>,
): Press => {
  const isTyping = board.letters !== ''
  const nth = /^[1-9]$/.test(key) ? shown.candidates[Number(key) - 1] : undefined
  if (isTyping && nth !== undefined) return { kind: 'choose', candidate: nth, of: shown.of }
  if (board.isLatin || board.field.keys === 'digits') return { kind: 'text', text: key }
  if (/^[a-z]$/.test(key) || (key === "'" && isTyping)) return { kind: 'letter', text: key }
  return { kind: 'text', text: chinese[key] ?? key }
}

/** What a key of a real keyboard means; `null` for one that is not for writing. `chinese`: signs as Chinese writes them. */
export const pressOfKey = (
  board: Board,
  shown: Shown,
  { key, isCommand }: { key: string; isCommand: boolean },
  chinese: Readonly<Record<string, string>>,
): Press | null => {
  if (isCommand) return null
  if (key === 'Enter') return { kind: board.letters === '' ? 'done' : 'space' }
  return named[key] ?? (/^[\x21-\x7e]$/.test(key) ? character(board, shown, key, chinese) : null)
}
