// @ts-check
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { pinyin, polyphonic } from 'pinyin-pro'

/**
 * Makes words.txt.gz from the word list of jieba (MIT) and the readings of pinyin-pro:
 * `npx node resources/keyboard/make-words.mjs`. A line holds one reading and what is written by it:
 * `dang'shi 当时67 党史41`, the commonest first; the number is ten times the logarithm of how often it was counted.
 * Lines are in the order of first letters, then of the reading.
 */
const longestWord = 6
/** Rarer ones are as often mistakes of the list as words. */
const leastCount = 10
/** A reading of a character that is not its usual one counts a thirtieth. */
const otherReading = 35
/** What is said and never spelt: grunts. */
const noSyllables = ['m', 'n', 'ng', 'hm', 'hng']

const han = /^\p{Script=Han}+$/u

/** The 6 763 characters that everybody writes with; all others are for names, and stand behind them. */
const everyday = new Set(
  new TextDecoder('gbk').decode(
    Uint8Array.from({ length: 72 * 94 * 2 }, (_, at) =>
      at % 2 === 0 ? 0xb0 + Math.floor(at / 188) : 0xa1 + ((at % 188) >> 1),
    ),
  ),
)

/** @param {string} syllable */
const plain = (syllable) =>
  syllable.toLowerCase().replaceAll('ü', 'v').normalize('NFKD').replace(/\p{M}/gu, '')

/** @param {string[]} syllables */
const keyOf = (syllables) => syllables.map(plain).join("'")

/** @param {string} key */
const lettersOf = (key) =>
  key
    .split("'")
    .map((syllable) => syllable.charAt(0))
    .join('')

/** @param {string} one @param {string} other */
const byText = (one, other) => (one < other ? -1 : one > other ? 1 : 0)

/** Every reading of a character, the usual one in front. @param {string} character */
const readingsOf = (character) =>
  [
    ...new Set(
      [
        pinyin(character, { toneType: 'none' }),
        ...polyphonic(character, { toneType: 'none', type: 'array' }).flat(),
      ].map(plain),
    ),
  ].filter((reading) => !noSyllables.includes(reading))

/** The text of words.txt. @returns {string} */
export const makeWords = () => {
  const dictionary = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt')
  /** @type {Map<string, { word: string, weight: number }[]>} */
  const lines = new Map()
  /** @param {string} key @param {string} word @param {number} weight */
  const add = (key, word, weight) => {
    if (!/^[a-z]+('[a-z]+)*$/.test(key)) return
    const line = lines.get(key) ?? []
    line.push({ word, weight: Math.max(0, weight) })
    lines.set(key, line)
  }
  for (const row of readFileSync(dictionary, 'utf8').split('\n')) {
    const [word = '', count = '0'] = row.split(' ')
    const characters = Array.from(word)
    if (!han.test(word) || characters.length > longestWord) continue
    const weight = Math.round(10 * Math.log(Number(count)))
    const isEveryday = characters.every((character) => everyday.has(character))
    if (characters.length === 1)
      for (const [nth, reading] of readingsOf(word).entries())
        add(reading, word, isEveryday ? weight - (nth === 0 ? 0 : otherReading) : 0)
    else if (Number(count) >= leastCount && isEveryday)
      add(keyOf(pinyin(word, { toneType: 'none', type: 'array' })), word, weight)
  }
  return [...lines]
    .sort(([one], [other]) => byText(lettersOf(one), lettersOf(other)) || byText(one, other))
    .map(([key, line]) => {
      line.sort((one, other) => other.weight - one.weight || byText(one.word, other.word))
      return `${key} ${line.map(({ word, weight }) => `${word}${String(weight)}`).join(' ')}\n`
    })
    .join('')
}

export const wordsFile = fileURLToPath(new URL('words.txt.gz', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(wordsFile, gzipSync(makeWords(), { level: 9 }))
