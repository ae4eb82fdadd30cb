import { once } from 'node:events'
import type { IdCard } from './card-reader.ts'
import { textBlockOf } from './sam/card-block.ts'
import { decodeCard } from './sam/decode-card.ts'
import {
  longestAnswerLen,
  headerBytes,
  parseAnswer,
  payloadOfWholeFrame,
  shortestAnswerLen,
} from './sam/frame.ts'
import { isDone, reactionTo, statusMeaning } from './sam/status-codes.ts'

/** What one answer frame says. */
export type Decoded =
  | IdCard
  | { readonly sw: string; readonly ok: boolean; readonly meaning?: string; readonly fatal?: true }
  | { readonly error: 'malformed' }

const malformed = { error: 'malformed' } as const

/** Data that is longer than any answer without a card. */
const longestPlainData = 70

/** Decodes one whole answer frame. */
export const decodeFrame = (bytes: Uint8Array): Decoded => {
  const payload = payloadOfWholeFrame(bytes, shortestAnswerLen)
  if (payload === null) return malformed
  const { sw, sw3, data } = parseAnswer(payload)
  if (sw3 === 0x90 && data.length > longestPlainData) {
    const text = textBlockOf(data)
    return text === null ? malformed : decodeCard(text)
  }
  const meaning = statusMeaning(sw3)?.meaning
  return {
    sw,
    ok: isDone(sw3),
    ...(meaning === undefined ? {} : { meaning }),
    ...(reactionTo(sw3) === 'readerFault' ? { fatal: true as const } : {}),
  }
}

const longestFrameDigits = 2 * (headerBytes + longestAnswerLen)

/** Gathers the hex digits of one line; never keeps more than the longest frame needs. */
class HexLine {
  #digits = ''
  #wrong = false

  add(part: string): void {
    if (this.#wrong) return
    const digits = part.replace(/[ \t\r\v\f]+/g, '')
    if (/[^0-9a-fA-F]/.test(digits) || this.#digits.length + digits.length > longestFrameDigits)
      this.#wrong = true
    else this.#digits += digits
  }

  /** What the line says, or `null` for an empty one; ready for the next line. */
  take(): Decoded | null {
    const [digits, wrong] = [this.#digits, this.#wrong]
    this.#digits = ''
    this.#wrong = false
    if (!wrong && digits === '') return null
    if (wrong || digits.length % 2 === 1) return malformed
    return decodeFrame(Buffer.from(digits, 'hex'))
  }
}

/** The three bytes that some shells put before what they pipe. */
const byteOrderMark = /^\u00ef\u00bb\u00bf/

/** Turns lines of hex into lines of JSON, as they come: memory does not grow with the input. */
export async function* decodeStream(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const line = new HexLine()
  let isStart = true
  for await (const chunk of input) {
    // Latin-1 keeps one character a byte: what is not hex is wrong whatever it was.
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')
    const [first = '', ...others] = (isStart ? text.replace(byteOrderMark, '') : text).split('\n')
    isStart = false
    let output = ''
    line.add(first)
    for (const next of others) {
      const decoded = line.take()
      if (decoded !== null) output += `${JSON.stringify(decoded)}\n`
      line.add(next)
    }
    if (output !== '') yield output
  }
  const last = line.take()
  if (last !== null) yield `${JSON.stringify(last)}\n`
}

const run = async (): Promise<void> => {
  // Whoever reads may stop reading: that is an end, not an error.
  process.stdout.on('error', () => process.exit(0))
  for await (const output of decodeStream(process.stdin as AsyncIterable<Uint8Array>))
    if (!process.stdout.write(output)) await once(process.stdout, 'drain')
}

if (import.meta.main) await run()
