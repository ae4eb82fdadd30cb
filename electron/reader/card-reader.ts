import type { Secret } from '../base/secret.ts'

export type CardKind = 'resident' | 'foreigner2017' | 'foreigner2023' | 'hmt' | 'unknown'

/** What is odd about a card that was accepted all the same. */
export type CardWarning =
  'idCheck' | 'birthMismatch' | 'typeUnknown' | 'privateUse' | 'badSurrogate' | 'badDate' | 'sexUnknown'

/** The text of an identity card. Photo, address, ethnic group and fingerprints are never taken over. */
export interface IdCard {
  kind: CardKind
  /** Chinese name, or `''`. */
  name: string
  nameEn?: string
  /** GB/T 2261.1, one character. */
  sexCode: string
  /** `YYYY-MM-DD`. */
  birth: string
  idNumber: string
  /** ISO 3166 alpha-3. */
  nationality?: string
  passNumber?: string
  oldNumber?: string
  validFrom: string
  /** `null` for a long-term card (长期). */
  validTo: string | null
  longTerm: boolean
  warnings: CardWarning[]
}

/** `searching` = wanted and not found; `fault` = the reader says so (SW3 60, 66); `card` = a card is lying there. */
export type ReaderState = 'searching' | 'ready' | 'card' | 'fault' | 'absent'

export interface ReaderCounters {
  frames: number
  checksumErrors: number
  lengthErrors: number
  discardedBytes: number
  timeouts: number
  reopens: number
  cards: number
  rereads: number
}

export interface ReaderHealth {
  state: ReaderState
  port: string | null
  counters: ReaderCounters
  /** Status of the last card or answer that gave trouble, six hex digits; `null` again after a good card. */
  trouble: string | null
}

/** How far the reader has come with what lies there, or with finding itself. */
export const readerStages = ['searching', 'opened', 'answered', 'found', 'selected', 'read'] as const
export type ReaderStage = (typeof readerStages)[number]

/** The reader step by step, for whoever mends it. */
export interface ReaderSteps {
  stage: ReaderStage
  /** The port that is open. */
  port: string | null
  baudRate: number | null
  /** What the security module took for its first answer, milliseconds. */
  answerMs: number | null
  /** What the last card took, from being found to its last byte. */
  readMs: number | null
  /** Cards since the start that were not read or not accepted. */
  unread: number
}

/** Monotonic milliseconds around one reading, for the demonstration's strip and the benchmarks. */
export interface ReadTiming {
  /** When find said that a card is there. */
  foundAt: number
  /** When the last byte of the accepted answer had arrived. */
  lastByteAt: number
}

export type ReaderEvent =
  /** Exactly one per placement of a card. */
  | { kind: 'cardSeen'; card: Secret<IdCard>; timing: ReadTiming }
  /** The card could not be read, or its reads did not agree (design rule 6). `sw`: six hex digits, if any. */
  | { kind: 'cardUnreadable'; sw: string | null }
  /** SW3 40: not an identity card. */
  | { kind: 'notIdCard'; sw: string | null }
  /** SW3 31, 32: card and security module refuse each other; or a card of unknown kind. */
  | { kind: 'cardUnverified'; sw: string | null }
  | { kind: 'cardGone' }
  /** The card has been lying for 10 s, then every 15 s. */
  | { kind: 'cardLeft' }
  | { kind: 'stateChanged'; state: ReaderState }

/**
 * A reader of identity cards, whatever its protocol.
 * Guarantees: one event per placement; `cardGone` only after a card event; no event after `stop()` resolved;
 * a reader that is missing, silent or unplugged never rejects: it shows in `health().state` and is looked for again.
 */
export interface CardReader {
  start(): Promise<void>
  stop(): Promise<void>
  health(): ReaderHealth
  steps(): ReaderSteps
  /** Lets go of the port and looks for the reader at once, as after plugging it in. */
  searchAgain(): void
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: ReaderEvent) => void): () => void
}
