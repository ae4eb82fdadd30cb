/**
 * Cuts `noto-sans-sc-print.ttf.br`: every hanzi that the screens can show, and punctuation, in one file that a PDF
 * takes its glyphs from. TrueType under Brotli: from WOFF2 the PDF writer would embed the whole font.
 *
 * The source (92 MB) stays out of the normal install. In an empty folder:
 *   npm install subset-font@2.9.0 @expo-google-fonts/noto-sans-sc@0.4.3
 *   node …/resources/fonts/cut-print-font.mjs node_modules
 * The same input gives the same bytes; their SHA-256 stands in `noto-sans-sc-print.sha256`.
 */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const [modules] = process.argv.slice(2)
if (!modules) {
  process.stderr.write('usage: cut-print-font.mjs FOLDER_OF_NODE_MODULES\n')
  process.exit(2)
}

const here = (name) => new URL(name, import.meta.url)
const require = createRequire(resolve(modules, 'anything.js'))
const { default: subsetFont } = await import(require.resolve('subset-font'))

/** Latin with its signs, punctuation, arrows and shapes, and everything that hanzi and kana lie in. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x2000, 0x206f],
  [0x2190, 0x21ff],
  [0x25a0, 0x25ff],
  [0x2e80, 0x9fff],
  [0xf900, 0xfaff],
  [0xff00, 0xffef],
  [0x20000, 0x3134f],
]
let text = ''
for (const [from, to] of ranges)
  for (let point = from; point <= to; point += 1) text += String.fromCodePoint(point)

const source = await readFile(
  resolve(modules, '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
)
const packed = brotliCompressSync(await subsetFont(source, text, { targetFormat: 'truetype' }))
const sha256 = createHash('sha256').update(packed).digest('hex')
await writeFile(here('noto-sans-sc-print.ttf.br'), packed)
await writeFile(here('noto-sans-sc-print.sha256'), `${sha256}  noto-sans-sc-print.ttf.br\n`)
process.stdout.write(`${String(packed.length)} bytes, sha256 ${sha256}\n`)
