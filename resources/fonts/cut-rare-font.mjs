/**
 * Cuts `noto-sans-sc-rare.woff2`: the hanzi that @fontsource/noto-sans-sc does not carry, which names do hold.
 *
 * The source (92 MB) stays out of the normal install. In an empty folder:
 *   npm install subset-font@2.9.0 @expo-google-fonts/noto-sans-sc@0.4.3
 *   node …/resources/fonts/cut-rare-font.mjs node_modules
 * The same input gives the same bytes; their SHA-256 stands in `noto-sans-sc-rare.sha256`.
 */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [modules] = process.argv.slice(2)
if (!modules) {
  process.stderr.write('usage: cut-rare-font.mjs FOLDER_OF_NODE_MODULES\n')
  process.exit(2)
}

const here = (name) => new URL(name, import.meta.url)
const require = createRequire(resolve(modules, 'anything.js'))
const { default: subsetFont } = await import(require.resolve('subset-font'))

/** Every code point that the packed style sheet already gives a font. */
const carried = async () => {
  const css = await readFile(here('../../node_modules/@fontsource/noto-sans-sc/400.css'), 'utf8')
  const points = new Set()
  for (const [, list] of css.matchAll(/unicode-range:\s*([^;]+);/g))
    for (const range of list.split(',')) {
      const [from, to = from] = range
        .trim()
        .slice(2)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16))
      for (let point = from; point <= to; point += 1) points.add(point)
    }
  return points
}

const have = await carried()
let text = ''
for (let point = 0x2e80; point <= 0x3134f; point += 1)
  if (!have.has(point) && !(point >= 0xd800 && point <= 0xf8ff)) text += String.fromCodePoint(point)

const source = await readFile(
  resolve(modules, '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
)
const woff2 = await subsetFont(source, text, { targetFormat: 'woff2' })
const sha256 = createHash('sha256').update(woff2).digest('hex')
await writeFile(here('noto-sans-sc-rare.woff2'), woff2)
await writeFile(here('noto-sans-sc-rare.sha256'), `${sha256}  noto-sans-sc-rare.woff2\n`)
process.stdout.write(`${String(woff2.length)} bytes, sha256 ${sha256}\n`)
