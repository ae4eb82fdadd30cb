import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatChange, formatPoints } from '../../../electron/contract/values.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { voiceManifest } from '../../../electron/contract/voice.ts'
import { compose, lexiconOf } from '../../../renderer/voice/compose.ts'
import { sayEnglishWhole, spellEnglish } from '../../../renderer/voice/english-numbers.ts'
import { sayWhole, spellChinese } from '../../../renderer/voice/numbers.ts'
import {
  formatClock,
  formatDate,
  formatDuration,
  formatShortDay,
  formatSpan,
  formatTime,
  formatWhen,
} from '../../../renderer/words/format.ts'
import { formatGain, formatNumber } from '../../../renderer/words/ledger.ts'
import manifest from '../../../resources/voice/manifest.json' with { type: 'json' }

const lexicon = lexiconOf(voiceManifest.parse(manifest), 'zh')

/** What the clips say of a text, in its own characters; `null` where some of it cannot be said. */
const heard = (text: string): string | null => {
  const breaths = compose(text, lexicon)
  if (breaths.length === 0 || breaths.some(({ clips }) => clips === null)) return null
  return breaths.flatMap(({ clips }) => clips?.map((clip) => clip.text) ?? []).join('')
}

describe('numbers as they are said', () => {
  test.each([
    ['0', '零'],
    ['2', '二'],
    ['10', '十'],
    ['11', '十一'],
    ['20', '二十'],
    ['105', '一百零五'],
    ['110', '一百一十'],
    ['1001', '一千零一'],
    ['1010', '一千零一十'],
    ['10000', '一万'],
    ['12345', '一万二千三百四十五'],
    ['100500', '十万零五百'],
    ['110000', '十一万'],
    ['20005000', '二千万五千'],
    ['99999999', '九千九百九十九万九千九百九十九'],
    ['123456789', '一二三四五六七八九'],
  ])('%s', (figures, said) => {
    expect(sayWhole(figures)).toBe(said)
  })

  test.each([
    ['126.5 分', '一百二十六点五 分'],
    ['积分 +0.5', '积分 加零点五'],
    ['待确认 −2', '待确认 减二'],
    ['-0.05', '减零点零五'],
    ['9:00–10:30', '九点到十点半'],
    ['14:05', '十四点零五分'],
    ['2:00', '两点'],
    ['上午 8:52', '上午 八点五十二分'],
    ['下午2点半', '下午两点半'],
    ['中午12点05分', '中午十二点零五分'],
    ['11月26日 星期四', '十一月二十六日 星期四'],
    ['2月2日', '二月二日'],
    ['2027年1月1日', '二零二七年一月一日'],
    ['2小时10分', '两小时十分'],
    ['12小时30分', '十二小时三十分'],
    ['您排第 2 位', '您排第 二 位'],
    ['还有 2 个位子', '还有 两 个位子'],
    ['编号0312', '编号零三一二'],
    ['60岁以上', '六十岁以上'],
  ])('%s in a text', (text, said) => {
    expect(spellChinese(text)).toBe(said)
  })

  test('no figure is ever left as a figure', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789:.+-–年月第 分个')) }),
        (text) => {
          expect(spellChinese(text)).not.toMatch(/\d/)
        },
      ),
    )
  })
})

describe('every figure that can be shown can be said with the clips', () => {
  const moment = fc.integer({
    min: Date.parse('2025-12-31T16:00:00Z'),
    max: Date.parse('2035-12-31T15:59:00Z'),
  })
  const hundredths = fc.integer({ min: -9_999_999_99, max: 9_999_999_99 })
  const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })

  test('points, balances and changes', () => {
    fc.assert(
      fc.property(hundredths, (amount) => {
        for (const text of [formatPoints(amount), formatChange(amount), formatGain(amount)])
          expect(heard(`${text} ${words.units.points}`)).toBe(
            spellChinese(`${text} 分`).replaceAll(/[^\p{L}]/gu, ''),
          )
      }),
    )
  })

  test('times and spans', () => {
    fc.assert(
      fc.property(moment, moment, (from, to) => {
        for (const text of [formatTime(from), formatClock(from), formatSpan(from, to)])
          expect(heard(text)).not.toBeNull()
      }),
    )
  })

  test('days and dates', () => {
    fc.assert(
      fc.property(moment, moment, day, (at, now, date) => {
        expect(heard(formatWhen(at, now))).not.toBeNull()
        expect(heard(formatDate(at))).not.toBeNull()
        expect(heard(formatShortDay(date.toISOString().slice(0, 10), now))).not.toBeNull()
      }),
    )
  })

  test('durations, places in a queue, people and pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (count) => {
        const texts = [
          formatDuration(count),
          words.event.placesLeft(count),
          words.alsoOpen(count),
          words.signUp.place(count).join(''),
          words.crowd.expected(count),
          words.calendar.event.queue(count),
          words.notEligible(count).join(''),
          words.activities.total(count),
          words.notices.page(count, count),
        ]
        for (const text of texts) expect([text, heard(text) === null]).toEqual([text, false])
      }),
    )
  })

  test('the number of an objection, figure by figure', () => {
    expect(heard(formatNumber(312))).toBe('零三一二')
  })

  test('as they stand on a page', () => {
    expect(heard('126.5 分')).toBe('一百二十六点五分')
    expect(heard('上午9点半')).toBe('上午九点半')
    expect(heard('11月26日 星期四')).toBe('十一月二十六日星期四')
  })
})

describe('English numbers', () => {
  test.each([
    ['0', 'zero'],
    ['21', 'twenty one'],
    ['126', 'one hundred twenty six'],
    ['12000', 'twelve thousand'],
    ['1000001', 'one million one'],
  ])('%s', (figures, said) => {
    expect(sayEnglishWhole(figures)).toBe(said)
  })

  test('in a text', () => {
    expect(spellEnglish('+0.5 points, 9:05–10:00').replaceAll(/\s+/g, ' ').trim()).toBe(
      "plus zero point five points, nine zero five to ten o'clock",
    )
    expect(spellEnglish('Friday9:00 now+1').replaceAll(/\s+/g, ' ').trim()).toBe(
      "Friday nine o'clock now plus one",
    )
    expect(spellEnglish('1,234').trim()).toBe('one thousand two hundred thirty four')
  })
})
