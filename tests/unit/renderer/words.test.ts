import { describe, expect, test } from 'vitest'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { clauses, withMark } from '../../../renderer/words/clauses.ts'
import {
  formatClock,
  formatDate,
  formatMilliseconds,
  formatSpan,
  formatTime,
  formatWhen,
} from '../../../renderer/words/format.ts'

const at = (text: string): number => Date.parse(`${text}:00.000+08:00`)

describe('times as people say them', () => {
  const now = at('2026-11-24T08:52')

  test.each([
    ['2026-11-24T09:00', '今天 上午9点'],
    ['2026-11-25T14:30', '明天 下午2点半'],
    ['2026-11-24T12:05', '今天 中午12点05分'],
    ['2026-11-24T00:30', '今天 凌晨0点半'],
    ['2026-11-24T18:00', '今天 晚上6点'],
    ['2026-11-26T09:00', '11月26日 星期四 上午9点'],
    ['2026-11-23T09:00', '11月23日 星期一 上午9点'],
    ['2027-01-02T09:00', '2027年1月2日 星期六 上午9点'],
  ])('%s is %s', (time, said) => {
    expect(formatWhen(at(time), now)).toBe(said)
  })

  test('the day changes at midnight in Shanghai, not in Greenwich', () => {
    expect(formatWhen(at('2026-11-25T00:10'), at('2026-11-24T23:50'))).toBe('明天 凌晨0点10分')
  })

  test('the head of the page and the times of an event', () => {
    expect(formatClock(now)).toBe('上午 8:52')
    expect(formatClock(at('2026-11-24T14:05'))).toBe('下午 2:05')
    expect(formatDate(now)).toBe('11月24日 星期二')
    expect(formatTime(at('2026-11-24T14:05'))).toBe('14:05')
    expect(formatSpan(at('2026-11-24T09:00'), at('2026-11-24T10:00'))).toBe('9:00–10:00')
  })

  test.each([
    [0.26, '0.3'],
    [6.21, '6.2'],
    [28.6, '29'],
    [412, '412'],
  ])('%f ms is shown as %s', (ms, shown) => {
    expect(formatMilliseconds(ms)).toBe(shown)
  })
})

describe('the catalogue', () => {
  const strings = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
  }

  test('has no half-width punctuation between Chinese characters', () => {
    expect(strings(words).filter((text) => /[\u3400-\u9fff][,;:?!]/.test(text))).toEqual([])
  })

  test('has none of the words that make an old person feel at fault', () => {
    expect(strings(words).filter((text) => /系统|网络异常|认证|提交|操作失败|错误|无效/.test(text))).toEqual(
      [],
    )
  })

  test('speaks the agreed sentences', () => {
    expect(words.tapPrompt.join('')).toBe('请把身份证放在读卡处')
    expect(words.already.join('')).toBe('您已经签过到了')
    expect(words.unreadable.join('')).toBe('没读出来，请再放一次')
    expect(words.notEligible(80).join('')).toBe('这项活动是为80岁以上老人办的')
    const { record, stays, free, cancel } = words.consent
    expect([...record, ...stays, free, cancel].join('')).toBe(
      '同意后，您参加的活动和服务算成积分。姓名只存在本站，证件号要您另外同意才报；报给市里的次数不带姓名。不存照片、住址、指纹。不同意也能参加一切活动。随时可以刷卡取消。',
    )
  })

  test('a sentence is cut where a line may end', () => {
    expect(clauses('一场只算一次，刷多了也不要紧。')).toEqual(['一场只算一次，', '刷多了也不要紧。'])
    expect(clauses('，到时候再刷卡。')).toEqual(['，', '到时候再刷卡。'])
  })

  test.each([
    ['读书会', '，跟工作人员说一声。', '读书会，', '跟工作人员说一声。'],
    ['就是签到', '。', '就是签到。', ''],
    ['第 3 位', '轮到您', '第 3 位', '轮到您'],
    ['the choir', ', tell staff', 'the choir', ', tell staff'],
  ])('what is stressed keeps the mark after it: %s%s', (stressed, after, ...wanted) => {
    expect(withMark(stressed, after)).toEqual(wanted)
  })
})
