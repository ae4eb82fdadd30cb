import type { IdCard, ReadTiming } from '../card-reader.ts'
import { find, select } from './commands.ts'
import { wipe } from './connection.ts'
import { decodeCard, needsSecondReading } from './decode-card.ts'
import type { Dialogue, Reply } from './dialogue.ts'
import { reactionTo } from './status-codes.ts'

/** What one placement of a card came to. */
export type Verdict =
  | { readonly kind: 'seen'; readonly card: IdCard; readonly digest: string; readonly timing: ReadTiming }
  | { readonly kind: 'unreadable' | 'notIdCard' | 'unverified'; readonly sw: string | null }

/** Waits between attempts. A card still settling is read after one of them; a worn one is told within a second. */
const pausesMs = [150, 500] as const
/** No new attempt begins later than this after the card was found. */
const windowMs = 1500
const refindMs = 100
/** Second readings that may break off before the card counts as unreadable. */
const secondReadings = 3

export interface ReadingWatcher {
  selected(): void
  reread(): void
  readFailed(): void
  readDone(): void
}

type Attempt =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly reply: Reply | null }

/** The verdict when trying again is over, from the last status. */
export const verdictOfStatus = (reply: Reply | null): Verdict => {
  const sw = reply?.sw ?? null
  const reaction = reply === null ? 'retap' : reactionTo(reply.sw3)
  if (reaction === 'notIdCard' || reaction === 'unverified') return { kind: reaction, sw }
  return { kind: 'unreadable', sw }
}

/** Reads one card that lies in the field, with patience and with a second reading where one is not enough. */
export class CardReading {
  readonly #dialogue: Dialogue
  readonly #watcher: ReadingWatcher
  readonly #digestOf: (text: Uint8Array) => string
  readonly #foundAt: number
  #selected: boolean

  /** `selected`: the card answered a presence probe, so it needs no find and no select. */
  constructor(
    dialogue: Dialogue,
    watcher: ReadingWatcher,
    digestOf: (text: Uint8Array) => string,
    selected: boolean,
  ) {
    this.#dialogue = dialogue
    this.#watcher = watcher
    this.#digestOf = digestOf
    this.#foundAt = dialogue.clock.monotonic()
    this.#selected = selected
  }

  /** Throws `ConnectionLost` and `ReaderFaulty`. */
  async verdict(): Promise<Verdict> {
    let last: Reply | null = null
    for (const pause of [0, ...pausesMs]) {
      if (pause > 0 && !(await this.#foundAgain(pause))) break
      const attempt = await this.#attempt()
      if (attempt.kind === 'verdict') return attempt.verdict
      this.#watcher.readFailed()
      last = attempt.reply ?? last
      if (this.#elapsed() > windowMs) break
    }
    return verdictOfStatus(last)
  }

  #elapsed(): number {
    return this.#dialogue.clock.monotonic() - this.#foundAt
  }

  /** Waits and looks for the card again. A card once selected is not found again and can be read all the same. */
  async #foundAgain(pauseMs: number): Promise<boolean> {
    await this.#dialogue.pause(pauseMs)
    do {
      const reply = await this.#dialogue.ask(find)
      if (reply?.done === true) {
        this.#selected = false
        return true
      }
      if (this.#selected) return true
      await this.#dialogue.pause(refindMs)
    } while (this.#elapsed() < windowMs)
    return false
  }

  async #attempt(): Promise<Attempt> {
    if (!this.#selected) {
      const reply = await this.#dialogue.ask(select)
      // An answer that was lost may have been a good one: then the card is not found again, only read.
      this.#selected = reply === null || reply.done
      if (reply?.done !== true) return { kind: 'failed', reply }
      this.#watcher.selected()
    }
    const { reply, text } = await this.#dialogue.readText()
    if (text === null) return { kind: 'failed', reply }
    this.#watcher.readDone()
    try {
      return { kind: 'verdict', verdict: await this.#judge(text) }
    } finally {
      wipe(text)
    }
  }

  async #judge(text: Uint8Array): Promise<Verdict> {
    const card = decodeCard(text)
    if (needsSecondReading(card) && !(await this.#readsTheSame(text))) return { kind: 'unreadable', sw: null }
    // A letter that nobody knows: whose card this is cannot be said.
    if (card.kind === 'unknown') return { kind: 'unverified', sw: null }
    const timing = { foundAt: this.#foundAt, lastByteAt: this.#dialogue.connection.lastByteAt }
    return { kind: 'seen', card, digest: this.#digestOf(text), timing }
  }

  async #readsTheSame(text: Uint8Array): Promise<boolean> {
    for (let i = 0; i < secondReadings; i++) {
      this.#watcher.reread()
      const { text: second } = await this.#dialogue.readText()
      if (second !== null) {
        const same = Buffer.compare(text, second) === 0
        wipe(second)
        return same
      }
      if (this.#elapsed() > windowMs) break
    }
    return false
  }
}
