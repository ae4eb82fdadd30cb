import fc from 'fast-check'
import { gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeWords, wordsFile } from '../../../../resources/keyboard/make-words.mjs'
import { joined, lexiconOf, type Lexicon } from '../../../../electron/station/keyboard/lexicon.ts'
import { createLearned } from '../../../../electron/station/keyboard/learned.ts'
import { shippedWords } from '../../../../electron/station/keyboard/own-words.ts'
import { mayMean, readingAsTyped } from '../../../../electron/station/keyboard/readings.ts'
import { candidatesFor } from '../../../../electron/station/keyboard/search.ts'
import { readWords } from '../../../../electron/station/keyboard/words-file.ts'
import { phrases } from './phrases.ts'

/** As many as stand on the first page of an upright screen. */
const firstPage = 5
let lexicon: Lexicon

beforeAll(async () => {
  lexicon = joined(await readWords(), lexiconOf(shippedWords()))
})

const textsFor = (typed: string): string[] =>
  candidatesFor(typed, lexicon, { most: 60 }).candidates.map(({ text }) => text)

test('the words are what the script makes of the dictionary, and small', () => {
  const file = readFileSync(wordsFile)
  expect(gunzipSync(file).toString() === makeWords()).toBe(true)
  expect(file.length).toBeLessThan(1_000_000)
}, 120_000)

test('what staff type stands on the first page, and mostly in front', () => {
  expect(phrases.length).toBeGreaterThanOrEqual(150)
  const places = phrases.map(([typed, wanted]) => ({ typed, wanted, at: textsFor(typed).indexOf(wanted) }))
  const missed = places.filter(({ at }) => at < 0 || at >= firstPage)
  const share = places.filter(({ at }) => at === 0).length / places.length
  expect({ missed }).toEqual({ missed: [] })
  expect(share).toBeGreaterThan(0.9)
})

describe('what a candidate takes', () => {
  test('the longest first; the rest of the letters stays', () => {
    const { candidates, reading } = candidatesFor('yangzhi', lexicon, { most: 60 })
    expect(reading).toBe("yang'zhi")
    expect(candidates[0]).toEqual({ text: '养殖', takes: 7 })
    expect(candidates).toContainEqual({ text: '杨', takes: 4 })
  })

  test('a mark splits syllables and is taken with the one before', () => {
    expect(textsFor('xian')[0]).toBe('先')
    expect(candidatesFor("xi'an", lexicon, { most: 60 }).candidates[0]).toEqual({ text: '西安', takes: 5 })
  })

  test('names of people are asked for all the letters at once', () => {
    const asked: string[] = []
    const { candidates } = candidatesFor('wangxiulan', lexicon, {
      most: 60,
      people: (tokens) => {
        asked.push(tokens.map(({ text }) => text).join(' '))
        return mayMean(tokens, '汪修兰') ? [{ text: '汪修兰', key: '', weight: 108 }] : []
      },
    })
    expect(asked).toContain('wang xiu lan')
    expect(candidates[0]).toEqual({ text: '汪修兰', takes: 10 })
  })

  test('whatever is typed, nothing is thrown and no more is taken than was typed', () => {
    const letter = fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz'"))
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 40 }), (letters) => {
        const typed = letters.join('')
        const { candidates } = candidatesFor(typed, lexicon, { most: 60 })
        for (const { takes } of candidates) {
          expect(takes).toBeGreaterThan(0)
          expect(takes).toBeLessThanOrEqual(typed.length)
        }
        if (/[a-z]/.test(typed)) expect(candidates[0]?.takes).toBe(typed.length)
      }),
      { numRuns: 60 },
    )
  })
})

test('what was chosen is learned with the reading that was typed, and nothing else is', () => {
  expect(readingAsTyped('chongqing', '重庆')).toBe("chong'qing")
  expect(readingAsTyped('yangzhi', '党史')).toBeNull()
  let kept = 0
  const learned = createLearned({ read: () => [], keep: () => (kept += 1) })
  learned.learn('yangzhi', '样子')
  expect(learned.rank('样子')).toBe(0)
  learned.learn('yangzhi', '羊脂')
  learned.learn('yz', '养殖')
  expect([learned.rank('羊脂'), learned.rank('养殖')]).toEqual([1, 2])
})
