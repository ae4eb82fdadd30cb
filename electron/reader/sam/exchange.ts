import { betweenBytesMs, isAnswerTo, samNumber, type Command } from './commands.ts'
import { headerBytes, shortestAnswerLen, type Answer } from './frame.ts'

/**
 * The conversation with a reader, without any I/O: one command in flight, time comes in as an input.
 *
 * Answers do not name the command they answer. So input is flushed before each command, an answer counts only
 * with the data length that its command expects, and after a missing or damaged answer a barrier is set before
 * the next command: the reader's number is asked, whose sixteen bytes no other answer has. A reader answers
 * in order, so whatever was late has come, and was dropped, when the barrier's answer is there.
 */
export type ExchangeState =
  /** `stale`: an answer may still be on its way. */
  | { readonly kind: 'idle'; readonly stale: boolean }
  | { readonly kind: 'barrier'; readonly command: Command; readonly attempt: number; readonly wait: Wait }
  | { readonly kind: 'waiting'; readonly command: Command; readonly wait: Wait }

/** Milliseconds of a monotonic clock. */
interface Wait {
  readonly sentAt: number
  readonly limitMs: number
  /** Bytes that came since. */
  readonly got: number
  /** When the last byte came of what must be an answer, good or not; `null` before that. */
  readonly byteAt: number | null
}

export type ExchangeInput =
  | { readonly kind: 'request'; readonly command: Command; readonly at: number }
  /** Bytes arrived; `inFrame` = a frame has begun and not ended. */
  | { readonly kind: 'bytes'; readonly count: number; readonly inFrame: boolean; readonly at: number }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly at: number }
  /** A frame with a wrong checksum or an impossible length. */
  | { readonly kind: 'damaged'; readonly at: number }
  /** The time asked for by `wakeAt` has come. */
  | { readonly kind: 'tick'; readonly at: number }

export type ExchangeEffect =
  | { readonly kind: 'flush' }
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'wakeAt'; readonly at: number }
  | { readonly kind: 'settle'; readonly outcome: ExchangeOutcome }
  /** An answer that is nobody's: too late, or of another length. */
  | { readonly kind: 'dropped'; readonly answer: Answer }

export type ExchangeOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** Something came that was not a good answer. */
  | { readonly kind: 'damaged' }
  /** Nothing came in time. */
  | { readonly kind: 'timeout' }

export interface Step {
  readonly state: ExchangeState
  readonly effects: readonly ExchangeEffect[]
}

export const barrierAttempts = 3

/** Slowest wire (9600 baud) and longest answer: from its first byte an answer may take this long in all. */
const wholeAnswerMs = 3000

/** On a link just opened; its first commands (status, number) tell their answers apart by themselves. */
export const initialExchange: ExchangeState = { kind: 'idle', stale: false }

const stay = (state: ExchangeState): Step => ({ state, effects: [] })

const deadlineOf = (wait: Wait): number =>
  wait.byteAt === null
    ? wait.sentAt + wait.limitMs
    : Math.min(wait.byteAt + betweenBytesMs, wait.sentAt + wait.limitMs + wholeAnswerMs)

/** Whether what is awaited should have come by now. */
export const isOverdue = (state: ExchangeState, at: number): boolean =>
  state.kind !== 'idle' && at >= deadlineOf(state.wait)

const ask = (command: Command, at: number): { wait: Wait; effects: ExchangeEffect[] } => {
  const wait: Wait = { sentAt: at, limitMs: command.limitMs, got: 0, byteAt: null }
  const effects: ExchangeEffect[] = [
    { kind: 'flush' },
    { kind: 'wakeAt', at: deadlineOf(wait) },
    { kind: 'send', bytes: command.bytes },
  ]
  return { wait, effects }
}

const sendCommand = (command: Command, at: number): Step => {
  const { wait, effects } = ask(command, at)
  return { state: { kind: 'waiting', command, wait }, effects }
}

const sendBarrier = (command: Command, attempt: number, at: number): Step => {
  const { wait, effects } = ask(samNumber, at)
  return { state: { kind: 'barrier', command, attempt, wait }, effects }
}

const settle = (outcome: ExchangeOutcome, stale: boolean): Step => ({
  state: { kind: 'idle', stale },
  effects: [{ kind: 'settle', outcome }],
})

const onAnswer = (state: ExchangeState, answer: Answer, at: number): Step => {
  if (state.kind === 'waiting' && isAnswerTo(state.command, answer))
    return settle({ kind: 'answered', answer }, false)
  if (state.kind === 'barrier' && answer.data.length > 0 && isAnswerTo(samNumber, answer))
    // Asking the number was itself the command: its answer serves as both.
    return state.command === samNumber
      ? settle({ kind: 'answered', answer }, false)
      : sendCommand(state.command, at)
  return { state, effects: [{ kind: 'dropped', answer }] }
}

const onOverdue = (state: ExchangeState, at: number): Step => {
  if (state.kind === 'idle') return stay(state)
  const deadline = deadlineOf(state.wait)
  if (at < deadline) return { state, effects: [{ kind: 'wakeAt', at: deadline }] }
  if (state.kind === 'barrier' && state.attempt < barrierAttempts)
    return sendBarrier(state.command, state.attempt + 1, at)
  return settle({ kind: state.wait.byteAt === null ? 'timeout' : 'damaged' }, true)
}

const onDamaged = (state: ExchangeState, at: number): Step => {
  if (state.kind === 'waiting') return settle({ kind: 'damaged' }, true)
  return state.kind === 'barrier' ? onOverdue(state, at) : stay(state)
}

/** A stray byte starts no clock; as many as the shortest answer has were an answer, if only its ruins. */
const onBytes = (state: ExchangeState, count: number, inFrame: boolean, at: number): Step => {
  if (state.kind === 'idle' || isOverdue(state, at)) return stay(state)
  const got = state.wait.got + count
  const isAnswer = inFrame || got >= headerBytes + shortestAnswerLen
  const wait: Wait = { ...state.wait, got, byteAt: isAnswer ? at : state.wait.byteAt }
  // The first byte brings the deadline nearer; later ones only put it off.
  const isFirst = isAnswer && state.wait.byteAt === null
  return { state: { ...state, wait }, effects: isFirst ? [{ kind: 'wakeAt', at: deadlineOf(wait) }] : [] }
}

/** The next state and what has to be done, for every state and input. */
export const step = (state: ExchangeState, input: ExchangeInput): Step => {
  switch (input.kind) {
    case 'request':
      if (state.kind !== 'idle') throw new Error('one command at a time')
      return state.stale ? sendBarrier(input.command, 1, input.at) : sendCommand(input.command, input.at)
    case 'bytes':
      return onBytes(state, input.count, input.inFrame, input.at)
    case 'answer':
      return onAnswer(state, input.answer, input.at)
    case 'damaged':
      return onDamaged(state, input.at)
    case 'tick':
      return onOverdue(state, input.at)
  }
}
