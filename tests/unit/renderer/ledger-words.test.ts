import { describe, expect, test } from 'vitest'
import type { EntryWhat, RuleShown } from '../../../electron/contract/credit.ts'
import { formatShortDay, formatSlash, formatStamp } from '../../../renderer/words/format.ts'
import {
  categoriesOf,
  findRules,
  formatGain,
  sayAward,
  sayEntry,
  sayRuleShort,
  sayState,
} from '../../../renderer/words/ledger.ts'
import { slipPageRule } from '../../../renderer/words/slip-page.ts'
import { objection, row } from '../../support/credit-page.ts'

describe('an entry is said as a plain sentence', () => {
  const said: [EntryWhat, string][] = [
    [{ kind: 'attendance', rule: '参加理论宣讲(听众)', event: '医保报销' }, '听宣讲《医保报销》'],
    [{ kind: 'attendance', rule: '庭院开放日', event: '看小院' }, '庭院开放日《看小院》'],
    [
      { kind: 'hours', rule: '志愿服务(每满4小时)', event: '清扫村道', minutes: 240 },
      '做志愿《清扫村道》，4小时',
    ],
    [{ kind: 'hours', rule: '送餐上门', event: '', minutes: 90 }, '送餐上门，1小时30分'],
    [{ kind: 'document', rule: '邻里互助' }, '邻里互助'],
    [{ kind: 'star', rule: '一星志愿者', stars: 1 }, '一星志愿者'],
    [{ kind: 'reversal', of: '送餐上门', reason: 'correction' }, '改正：送餐上门'],
  ]
  test.each(said)('%o', (what, sentence) => {
    expect(sayEntry(what)).toBe(sentence)
  })

  test.each([
    [50, '+0.5'],
    [-1250, '−12.5'],
    [0, '0'],
  ])('%i hundredths are %s', (amount, shown) => {
    expect(formatGain(amount)).toBe(shown)
  })
})

describe('what is to be known about a line', () => {
  const asked = [objection({ number: 7 })]

  test.each([
    ['nothing, once the city has it', row(1), [], null],
    ['that it is on its way', row(1, { confirmed: false }), [], '待确认'],
    ['that it was put right', row(1, { reversed: true, confirmed: false }), [], '已改正'],
    ['that somebody looks into it', row(1, { objection: 7, confirmed: false }), asked, '有人在查，编号0007'],
    [
      'nothing of a question that is answered',
      row(1, { objection: 7 }),
      [objection({ number: 7, state: 'right' })],
      null,
    ],
    [
      'why a correction was made',
      row(1, { what: { kind: 'reversal', of: 'x', reason: 'attendanceReversed' } }),
      [],
      '那次签到撤销了',
    ],
  ])('%s', (_name, line, objections, state) => {
    expect(sayState(line, objections)).toBe(state)
  })
})

describe('a rule is said as a plain sentence', () => {
  const rules: [RuleShown['award'], RuleShown['caps'], string][] = [
    [
      { kind: 'perHours', amount: 100, unitMinutes: 240 },
      [{ per: 'day', times: null, points: 200 }],
      '每满4小时 +1 分，一天最多算8小时',
    ],
    [
      { kind: 'perEvent', amount: 50 },
      [{ per: 'year', times: 12, points: null }],
      '每次 +0.5 分，一年最多12次',
    ],
    [
      { kind: 'perEvent', amount: 200 },
      [{ per: 'winter', times: 5, points: null }],
      '每次 +2 分，一个冬天最多5次',
    ],
    [
      { kind: 'perAmount', amount: 100, unitFen: 10_000 },
      [{ per: 'year', times: null, points: 500 }],
      '每满100元 +1 分，一年最多5 分',
    ],
    [{ kind: 'range', min: 100, max: 500 }, [], '+1 到 +5 分，看情形定'],
    [
      { kind: 'star', amount: 300, stars: 3 },
      [{ per: 'ever', times: 1, points: null }],
      '升到三星 +3 分，只记一次',
    ],
  ]
  test.each(rules)('%o', (award, caps, sentence) => {
    expect(sayRuleShort({ award, caps })).toBe(sentence)
  })

  test('tiers have a sentence each', () => {
    const tiers = [
      { upToMinutes: 6000, unitMinutes: 120, amount: 100 },
      { upToMinutes: 30_000, unitMinutes: 240, amount: 100 },
      { upToMinutes: null, unitMinutes: 600, amount: 100 },
    ]
    expect(sayAward({ kind: 'tiers', tiers })).toEqual([
      '头100小时，每满2小时 +1 分',
      '到500小时为止，每满4小时 +1 分',
      '再往后，每满10小时 +1 分',
    ])
  })
})

describe('rules are found', () => {
  const rule = (id: string, category: string, initials: string): RuleShown => ({
    id,
    name: id,
    category,
    initials,
    award: { kind: 'perEvent', amount: 50 },
    caps: [],
    evidence: '',
    approval: 'auto',
    sourced: true,
  })
  const all = [rule('A01', 'one', 'WCXX'), rule('A02', 'two', 'XXBG'), rule('A03', 'one', 'ZYFW')]

  test('by initials, those that begin with them first', () => {
    expect(findRules(all, 'XX').map(({ id }) => id)).toEqual(['A02', 'A01'])
    expect(findRules(all, 'Q')).toEqual([])
    expect(findRules(all, '')).toEqual([])
  })

  test('by category, in the catalogue’s order', () => {
    expect(categoriesOf(all).map(({ name, rules }) => [name, rules.length])).toEqual([
      ['one', 2],
      ['two', 1],
    ])
  })
})

describe('days of a list', () => {
  const now = Date.parse('2026-11-24T00:30:00.000+08:00')

  test.each([
    ['2026-11-24', '今天'],
    ['2026-11-23', '昨天'],
    ['2026-11-08', '11月8日'],
    ['2025-12-31', '2025年12月31日'],
  ])('%s is %s', (date, said) => {
    expect(formatShortDay(date, now)).toBe(said)
  })

  test('on the slip', () => {
    expect(formatSlash('2026-11-08')).toBe('11/8')
    expect(formatStamp(now)).toBe('2026年11月24日 0:30')
  })

  test('the paper is as long as the slip, and its letters fill what can be printed', () => {
    expect(slipPageRule(720, 1440)).toContain('@page { size: 80mm 146mm; margin: 0 }')
    expect(slipPageRule(720, 1440)).toContain('font-size: 3.150mm')
  })
})
