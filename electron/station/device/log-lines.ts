import { z } from 'zod'

const longestText = 300

/** What every line has. The message is one of ours; everything else of a line is looked at. */
const line = z.looseObject({ level: z.int(), time: z.string().max(40), msg: z.string() })

/** Names are never plain ASCII here, and what is long enough may be a number of a card or a telephone. */
const plainText = (text: string): string =>
  text
    .slice(0, longestText)
    .replace(/[^\x20-\x7e]+/g, '~')
    .replace(/\d{11,}[Xx]?/g, '~')

const plain = (value: unknown): unknown => {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plain)
  // A fact of a fact is nobody's business outside.
  return '~'
}

/** One line of the log as it may leave the house; `null` for what is no line of ours. */
export const plainLine = (text: string): string | null => {
  try {
    const { level, time, msg, ...facts } = line.parse(JSON.parse(text))
    const kept = Object.entries(facts).map(([name, value]): [string, unknown] => [
      plainText(name),
      plain(value),
    ])
    return JSON.stringify({ level, time: plainText(time), msg: plainText(msg), ...Object.fromEntries(kept) })
  } catch {
    return null
  }
}
