import { textBytes } from './commands.ts'

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/**
 * The 256 bytes of text inside the data of an answer to `30 01` (`text photo`) or `30 10` (`text photo fingers`),
 * each preceded by its big-endian length; `null` where the lengths do not add up. A view, not a copy.
 */
export const textBlockOf = (data: Uint8Array): Uint8Array | null => {
  const text = u16(data, 0)
  const photo = u16(data, 2)
  const isPlain = 4 + text + photo === data.length
  const hasFingers = !isPlain && 6 + text + photo + u16(data, 4) === data.length
  if (text !== textBytes || !(isPlain || hasFingers)) return null
  const from = isPlain ? 4 : 6
  return data.subarray(from, from + textBytes)
}
