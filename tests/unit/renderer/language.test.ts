import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { watch } from 'vue'
import { faceOf } from '../../../renderer/screens/result/faces.ts'
import { markOf } from '../../../renderer/screens/crowd/marks.ts'
import {
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatShortDay,
  formatSlash,
  formatStamp,
  formatWhen,
} from '../../../renderer/words/format.ts'
import { sayAward, sayEntry } from '../../../renderer/words/ledger.ts'
import { learnEnglish, speak, spoken, words } from '../../../renderer/words/words.ts'

const at = (text: string): number => Date.parse(`${text}:00.000+08:00`)

afterEach(() => {
  speak('zh')
})

describe('before the English words have come', () => {
  test('the page goes on in Chinese, and changes when they are there', async () => {
    speak('en')
    expect(spoken.value).toBe('zh')
    expect(words.bar.help.join('')).toBe('找人帮忙')
    await learnEnglish()
    expect(spoken.value).toBe('en')
    expect(words.bar.help.join('')).toBe('Get help')
  })
})

describe('in English', () => {
  beforeAll(learnEnglish)

  test('whoever watches a word hears of the change', () => {
    const heard: string[] = []
    const stop = watch(
      () => words.consent.agree,
      (word) => heard.push(word),
      { flush: 'sync' },
    )
    speak('en')
    speak('zh')
    stop()
    expect(heard).toEqual(['Agree', '同意'])
  })

  test.each([
    ['2026-11-24T09:00', 'today 9:00 am'],
    ['2026-11-25T14:30', 'tomorrow 2:30 pm'],
    ['2026-11-24T12:05', 'today 12:05 pm'],
    ['2026-11-24T00:30', 'today 12:30 am'],
    ['2026-11-26T18:00', '26 Nov, Thursday 6:00 pm'],
    ['2027-01-02T09:00', '2 Jan 2027, Saturday 9:00 am'],
  ])('%s is %s', (time, told) => {
    speak('en')
    expect(formatWhen(at(time), at('2026-11-24T08:52'))).toBe(told)
  })

  test('the other forms of a day, a time and a while', () => {
    speak('en')
    const now = at('2026-11-24T08:52')
    expect(formatClock(now)).toBe('8:52 am')
    expect(formatDate(now)).toBe('24 Nov, Tuesday')
    expect(formatDay(at('2026-11-25T08:00'), now)).toBe('tomorrow')
    expect(formatShortDay('2025-11-20', now)).toBe('20 Nov 2025')
    expect(formatShortDay('2026-11-23', now)).toBe('yesterday')
    expect(formatSlash('2026-11-08')).toBe('8 Nov')
    expect(formatStamp(now)).toBe('24 Nov 2026 8:52')
    expect(formatDuration(750)).toBe('12 h 30 min')
    expect(formatDuration(60)).toBe('1 h')
    expect(formatDuration(45)).toBe('45 min')
  })

  test('modules that outlive a screen speak the language of the page', () => {
    const mark = (): string => markOf('checkedIn').word
    const title = (): string => faceOf({ kind: 'cardUnreadable', attempt: 1 }).title.join('')
    const entry = (): string => sayEntry({ kind: 'attendance', rule: '参加理论宣讲（听众）', event: '医保' })
    expect([mark(), title(), entry()]).toEqual(['签到好了', '没读出来，请再放一次', '听宣讲《医保》'])
    speak('en')
    expect([mark(), title(), entry()]).toEqual([
      'Checked in',
      'Could not read it. Please try again',
      'Attending a lecture: 医保',
    ])
    expect(sayAward({ kind: 'perHours', amount: 100, unitMinutes: 240 })).toEqual(['+1 points for every 4 h'])
  })
})
