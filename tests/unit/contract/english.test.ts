import { describe, expect, test } from 'vitest'
import catalogue from '../../../resources/catalogue.json' with { type: 'json' }
import festivals from '../../../resources/festivals.json' with { type: 'json' }
import teams from '../../../resources/teams.json' with { type: 'json' }
import { almanacOf } from '../../../electron/calendar/lunar.ts'
import { addDays } from '../../../electron/contract/values.ts'
import { english } from '../../../electron/contract/words/en/words.ts'
import { words as chinese } from '../../../electron/contract/words/zh-CN.ts'

const hanzi = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/u

/** Words that are the same in both, or stand before and after a figure where English has nothing. */
const mayBeEqual =
  /^(language\.(zh|en)|tour\.step|queue\.kept\.0|demo\.crowdDone|result\.nextAt|signUp\.(clash|alsoIn|alsoOut)\.1|calendar\.more)$/
const mayBeEmpty =
  /^(queue\.kept\.0|served\.points|child\.counted\.0|signUp\.also(In|Out)\.0|sharing\.facts\.\d\.strong|credit\.rules\.stars\.0)$/
/** The names of the language and of an account. */
const mayHoldChinese = /^(language\.(zh|title)|tour\.(language|sign))$/
/** Names of data, tested with the data; keyed by Chinese. */
const ofData = /^(names|almanac)\.|^credit\.entry\.plain\./

/** What a function of words is asked with, where a number or any text would not do. */
const asked: Readonly<Record<string, readonly unknown[]>> = {
  'calendar.event.led': ['lecture', 'Ann'],
  'notices.until': ['1 Dec', 'publicity'],
  'calendar.result.leaf': ['11', 'Tuesday'],
}

const said = (path: string, value: unknown): unknown =>
  typeof value === 'function'
    ? (value as (...args: readonly unknown[]) => unknown)(...(asked[path] ?? ['2', '3', '4']))
    : value

/** Every text below a value, with the way to it. */
const texts = (value: unknown, path: string): [string, string][] => {
  if (ofData.test(path)) return []
  const known = said(path, value)
  if (typeof known === 'string') return [[path, known]]
  if (typeof known !== 'object' || known === null) throw new Error(`${path} is no word`)
  return Object.entries(known).flatMap(([key, part]) => texts(part, path === '' ? key : `${path}.${key}`))
}

const inEnglish = texts(english, '')

/** What is said in Chinese at the same place; a list of phrases is compared as one. */
const chineseAt = (path: string): unknown =>
  path.split('.').reduce<unknown>((at, key, index, keys) => {
    const known = said(keys.slice(0, index).join('.'), at)
    return typeof known === 'object' && known !== null ? (known as Record<string, unknown>)[key] : undefined
  }, chinese)

describe('what residents read in English', () => {
  test('is most of what there is to read', () => {
    expect(inEnglish.length).toBeGreaterThan(500)
  })

  test('has no empty word', () => {
    expect(inEnglish.filter(([path, text]) => text.trim() === '' && !mayBeEmpty.test(path))).toEqual([])
  })

  test('holds no Chinese', () => {
    expect(inEnglish.filter(([path, text]) => hanzi.test(text) && !mayHoldChinese.test(path))).toEqual([])
  })

  test('has no sign that the packed fonts draw as wide as a character', () => {
    expect(inEnglish.filter(([, text]) => /[\u2018-\u201d\u2026\u00b7\u2014]/u.test(text))).toEqual([])
  })

  test('is nowhere what is said in Chinese', () => {
    const equal = inEnglish.filter(([path, text]) => {
      const other = said(path, chineseAt(path))
      return text !== '' && text === other && !mayBeEqual.test(path)
    })
    expect(equal).toEqual([])
  })

  test('has a blank between two phrases of a sentence', () => {
    const glued: string[] = []
    const look = (value: unknown, path: string): void => {
      if (ofData.test(path)) return
      const known = said(path, value)
      if (typeof known !== 'object' || known === null) return
      if (Array.isArray(known) && known.length > 1 && known.every((part) => typeof part === 'string'))
        glued.push(
          ...known
            .slice(0, -1)
            .map((part, index) => [part, known[index + 1]] as const)
            .filter(([one, other]) => /[\w,.:;!?]$/.test(one) && /^\w/.test(String(other)))
            .map(([one]) => `${path}: ${one}`),
        )
      for (const [key, part] of Object.entries(known)) look(part, path === '' ? key : `${path}.${key}`)
    }
    look(english, '')
    const lists =
      /^(time\.weekdays|calendar\.weekdays|credit\.rules\.stars|credit\.deeds\.days|activities\.card\.shows|demo\.way\.stages)/
    expect(glued.filter((path) => !lists.test(path))).toEqual([])
  })

  test('never blames, and names no machinery', () => {
    const blaming = /\b(error|invalid|failed|illegal|system|submit|authenticat|exception|timeout)/i
    expect(inEnglish.filter(([, text]) => blaming.test(text))).toEqual([])
  })
})

describe('names that the product brings along', () => {
  const { rule, category, team } = english.names

  test.each([
    ['rules', catalogue.items.map(({ name }) => name), rule],
    ['categories', catalogue.items.map((item) => item.category), category],
    ['evidence', catalogue.items.map((item) => item.evidence), english.credit.rules.evidenceOf],
    ['teams', teams.standard, team],
    [
      'festivals',
      [...festivals.lunar, ...festivals.public].map(({ name }) => name).concat(festivals.eve),
      english.almanac.festival,
    ],
  ] as const)('%s all have an English name', (_, names, say) => {
    expect(names.length).toBeGreaterThan(7)
    expect(names.filter((name) => hanzi.test(say(name)) || say(name) === '')).toEqual([])
  })

  test('an entry of the ledger names its rule in English too', () => {
    const bare = catalogue.items.map(({ name }) => name.replace(/（.*）$/u, ''))
    expect(bare.filter((name) => english.credit.entry.plain[name] === undefined)).toEqual([])
  })

  test('in the cell of a day a name has seven letters at most', () => {
    // Of the festivals a cell takes those of three characters and fewer.
    const festive = [...festivals.lunar, ...festivals.public].map(({ name }) => name).concat(festivals.eve)
    const terms = Array.from({ length: 366 }, (_, index) => almanacOf(addDays('2026-01-01', index)).term)
    const all = [...festive.filter((name) => name.length <= 3), ...terms.filter((term) => term !== null)]
    expect(all.length).toBeGreaterThan(40)
    expect(all.map(english.almanac.short).filter((name) => name.length > 7 || hanzi.test(name))).toEqual([])
  })

  test('what a village added itself is said as it is', () => {
    expect(rule('帮忙晒海带')).toBe('帮忙晒海带')
    expect(team('鸥湾锣鼓队')).toBe('鸥湾锣鼓队')
    expect(category('海上')).toBe('海上')
    expect(english.almanac.festival('开海节')).toBe('开海节')
  })

  test('every day of two years is told without Chinese, leap month and all', () => {
    const days = Array.from({ length: 1_461 }, (_, index) => almanacOf(addDays('2025-01-01', index)))
    const all = days.flatMap(({ lunar, lunarDate, term }) => [
      english.almanac.day(lunar),
      english.almanac.date(lunarDate),
      english.almanac.term(term ?? ''),
    ])
    expect(all.filter((text) => hanzi.test(text) || /NaN|-1|undefined/.test(text))).toEqual([])
  })

  test.each([
    ['十月十六', 'lunar 10/16'],
    ['闰六月初一', 'lunar leap 6/1'],
    ['正月廿三', 'lunar 1/23'],
    ['冬月二十', 'lunar 11/20'],
    ['腊月三十', 'lunar 12/30'],
    ['十一月初十', 'lunar 11/10'],
    ['十二月廿九', 'lunar 12/29'],
  ])('%s is %s', (date, told) => {
    expect(english.almanac.date(date)).toBe(told)
    expect(english.almanac.today(`农历${date}`)).toBe(told)
  })

  test('in the cell of a day only the beginning of a month is told', () => {
    expect(english.almanac.day('十六')).toBe('')
    expect(english.almanac.day('闰六月')).toBe('L6/1')
    expect(english.almanac.day('十月')).toBe('10/1')
  })
})
