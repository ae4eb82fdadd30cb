import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Two bytes of GBK for each character that it has, found by decoding them all. */
const gbkTable = (): Map<string, Buffer> => {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.of(high, low)
      const text = decoder.decode(bytes)
      if (text.length === 1 && text !== '\ufffd') table.set(text, bytes)
    }
  }
  return table
}

const asGbk = (text: string): Buffer => {
  const table = gbkTable()
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = character < '\x80' ? Buffer.from(character) : table.get(character)
      if (bytes === undefined) throw new Error(`GBK has no ${character}`)
      return bytes
    }),
  )
}

/** What base64 makes of bytes wherever they begin: the part that does not depend on what stands around them. */
const inBase64 = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })

/** Every form in which a text could lie in a file: name of the form → bytes. */
export const formsOf = (text: string): Map<string, Buffer> => {
  const utf8 = Buffer.from(text, 'utf8')
  const utf16 = Buffer.from(text, 'utf16le')
  const gbk = asGbk(text)
  const forms = new Map([
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['GBK', gbk],
    ['JSON escapes', Buffer.from(Array.from(text, escaped).join(''))],
  ])
  for (const [name, bytes] of [
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['GBK', gbk],
  ] as const) {
    forms.set(`hex of ${name}`, Buffer.from(bytes.toString('hex')))
    forms.set(`HEX of ${name}`, Buffer.from(bytes.toString('hex').toUpperCase()))
    inBase64(bytes).forEach((part, shift) => {
      forms.set(`base64 of ${name}, shifted ${String(shift)}`, Buffer.from(part))
    })
  }
  return forms
}

const escaped = (character: string): string =>
  character < '\x80' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** `file: form` for each form of one of `texts` that lies in a file of `dir` or of a folder in it. */
export const tracesIn = (dir: string, texts: readonly string[]): string[] => {
  const forms = texts.flatMap((text) => [...formsOf(text)])
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const content = readFileSync(join(entry.parentPath, entry.name))
      return forms.filter(([, bytes]) => content.includes(bytes)).map(([form]) => `${entry.name}: ${form}`)
    })
}
