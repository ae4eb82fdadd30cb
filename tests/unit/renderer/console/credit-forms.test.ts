import { describe, expect, test } from 'vitest'
import {
  creditRefusal,
  claimState,
  largestPhotoBytes,
  returnReason,
} from '../../../../electron/contract/credit.ts'
import type { StaffTile } from '../../../../electron/contract/staff.ts'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import {
  amountAfter,
  claimInput,
  hundredthsOf,
  missingPart,
  partsFor,
  partToAmend,
  pointsOf,
  stepAfter,
} from '../../../../renderer/console/credit/claim-form.ts'
import {
  dueDate,
  sayAward,
  sayBecause,
  sayCaps,
  sayClaim,
  sayClaimRefusal,
  sayDaysLeft,
  sayEntry,
  sayQuarter,
  sayRefusal,
  sayWho,
} from '../../../../renderer/console/credit/credit-says.ts'
import { councilLacks, maySit } from '../../../../renderer/console/credit/council.ts'
import { emptyClaim } from '../../../../renderer/console/credit/credit-state.ts'
import { lastQuarters, lastSevenDays, quarterOf, weeksOf } from '../../../../renderer/console/credit/dates.ts'
import { partOfCards, partOfRows } from '../../../../renderer/console/credit/list-parts.ts'
import { fitInto, fromBase64, shrinkPhoto, toBase64 } from '../../../../renderer/console/credit/photo.ts'
import { byHandOnly, categoriesOf, searchRules } from '../../../../renderer/console/credit/rule-search.ts'
import { sayObjection } from '../../../../renderer/console/says.ts'
import { found } from '../../../support/console-page.ts'
import { claimRow, ledgerLine, perEvent, perYuan, range, rule } from '../../../support/credit-desk.ts'

const now = Date.parse('2026-11-24T01:00:00.000Z')
const whole = {
  ...emptyClaim(),
  whom: { resident: found('41').id, person: found('41').person },
  rule: 'N02',
  on: '2026-11-23',
}

describe('what staff read about points', () => {
  const sentence = /^[^a-zA-Z]{8,}。$/

  test('every refusal is a sentence, whatever was being done', () => {
    for (const reason of creditRefusal.options)
      for (const doing of ['file', 'approve', 'correct'] as const)
        expect(sayRefusal(reason, doing), `${doing} ${reason}`).toMatch(sentence)
  })

  test('the same refusal says something else to who files, who approves and who corrects', () => {
    const said = (['file', 'approve', 'correct'] as const).map((doing) => sayRefusal('isBeneficiary', doing))
    expect(new Set(said).size).toBe(3)
    expect(sayRefusal('sameAsAuthor', 'correct')).toContain('经手')
  })

  test('a wrong PIN and a refused correction are said where the PIN is asked for', () => {
    expect(sayClaimRefusal({ kind: 'wrongPin', triesLeft: 2, waitMs: 0 }, 'approve')).toContain('还能试 2 次')
    expect(sayClaimRefusal({ kind: 'locked', waitMs: 118_000 }, 'approve')).toContain('2 分钟')
    expect(sayObjection({ kind: 'refused', reason: 'alreadyReversed' }, true)).toContain('撤销过')
    expect(sayObjection({ kind: 'refused', reason: 'sameAsAuthor' }, true)).not.toBe(
      sayObjection({ kind: 'refused', reason: 'sameAsAuthor' }),
    )
    expect(sayObjection({ kind: 'refused', reason: 'hallFull' })).toContain('场地')
  })

  test('every state of a claim and every reason to return one has its word', () => {
    for (const state of claimState.options)
      expect(words.creditDesk.approvals.states[state]).toMatch(/^[^a-zA-Z]+$/)
    for (const reason of returnReason.options)
      expect(sayBecause({ because: reason })).toBe(
        `退回的理由：${words.creditDesk.claim.returnReasons[reason]}`,
      )
    expect(sayBecause({ because: 'capReached' })).toBe(`没记上：${words.creditDesk.refusals.capReached}`)
    expect(sayBecause({ because: null })).toBeNull()
  })

  test('a claim says who asked when, and who decided', () => {
    expect(sayClaim(claimRow('01'), now)).toBe('Clerk 今天 8:52 提出，有照片')
    expect(sayClaim(claimRow('01', { author: null, hasPhoto: false }), now)).toBe('本人 今天 8:52 自己报的')
    const decided = { approver: 'Head', hasPhoto: false }
    expect(sayClaim(claimRow('01', { ...decided, state: 'posted' }), now)).toContain('Head批')
    expect(sayClaim(claimRow('01', { ...decided, state: 'returned' }), now)).toContain('Head退')
  })

  test('days that are left, counted in Shanghai', () => {
    const late = Date.parse('2026-11-23T16:30:00.000Z')
    expect(sayDaysLeft('2026-11-24', late)).toEqual({ text: '今天到期', urgent: true })
    expect(sayDaysLeft('2026-11-26', late)).toEqual({ text: '还有 2 天', urgent: false })
    expect(sayDaysLeft('2026-11-23', late)).toEqual({ text: '过期了', urgent: true })
    expect(sayDaysLeft('2026-12-01', now).text).toBe('还有 7 天')
  })

  test('while somebody is being asked the longer date counts', () => {
    const objection = {
      number: 1,
      entry: ledgerLine(1).row,
      filedAt: '2026-11-24T00:52:00.000Z',
      answerBy: '2026-11-27',
      verifyBy: '2026-12-03',
      answerers: [],
      answeredAt: null,
      answeredBy: null,
    }
    expect(dueDate({ ...objection, state: 'open' })).toBe('2026-11-27')
    expect(dueDate({ ...objection, state: 'verifying' })).toBe('2026-12-03')
  })

  test('lines of a ledger are sentences with who answers for them', () => {
    const names = new Map([['N02', '邻里互助']])
    expect(sayEntry({ kind: 'attendance', rule: 'L01', event: '读报' }, names)).toBe('参加 读报')
    expect(sayEntry({ kind: 'hours', rule: 'V01', event: '净滩', minutes: 240 }, names)).toBe(
      '净滩，服务4小时',
    )
    expect(sayEntry({ kind: 'document', rule: 'N02' }, names)).toBe('邻里互助')
    expect(sayEntry({ kind: 'document', rule: 'N03' }, names)).toBe('N03')
    expect(sayEntry({ kind: 'star', rule: 'V18', stars: 1 }, names)).toContain('1星')
    const line = ledgerLine(1)
    expect(sayWho(line)).toBe('Clerk提出，Head批')
    expect(sayWho({ ...line, author: null, approver: null })).toBe('刷卡记的')
    const what = { kind: 'reversal', of: '邻里互助', reason: 'objection' } as const
    expect(sayEntry(what, names)).toBe('撤销：邻里互助')
    expect(sayWho({ ...line, row: { ...line.row, what } })).toBe('本人有异议，改过来了，Clerk提出，Head批')
  })

  test('what a rule gives, and at most how much', () => {
    expect(sayAward(perEvent)).toEqual(['每次 1 分'])
    expect(sayAward(perYuan)).toEqual(['每满 100 元 1 分'])
    expect(sayAward(range)).toEqual(['1 到 5 分'])
    expect(sayAward(rule({ kind: 'perHours', amount: 50, unitMinutes: 240 }))).toEqual(['每满4小时 0.5 分'])
    expect(sayAward(rule({ kind: 'star', amount: 100, stars: 1 }))).toEqual(['到1星，1 分'])
    const tiers = [
      { upToMinutes: 6_000, unitMinutes: 600, amount: 200 },
      { upToMinutes: null, unitMinutes: 1_200, amount: 200 },
    ]
    expect(sayAward(rule({ kind: 'tiers', tiers }))).toEqual([
      '100小时以内，每10小时 2 分',
      '再往上，每20小时 2 分',
    ])
    expect(sayCaps({ caps: [] })).toBe('不限')
    expect(
      sayCaps({
        caps: [
          { per: 'year', times: 12, points: null },
          { per: 'winter', times: null, points: 1_050 },
        ],
      }),
    ).toBe('一年 12 次，一冬 10.5 分')
  })
})

describe('days and quarters', () => {
  test('seven days back over the turn of a month', () => {
    expect(lastSevenDays(Date.parse('2026-11-03T16:30:00.000Z'))).toEqual(
      ['04', '03', '02', '01']
        .map((day) => `2026-11-${day}`)
        .concat(['2026-10-31', '2026-10-30', '2026-10-29']),
    )
  })

  test('a month in weeks: every day once, at its weekday', () => {
    const weeks = weeksOf('2024-02-01')
    expect(weeks[0]).toEqual([null, null, null, null, '2024-02-01', '2024-02-02', '2024-02-03'])
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(29)
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  })

  test('four quarters back, also in January', () => {
    expect(lastQuarters(Date.parse('2027-01-31T17:00:00.000Z'))).toEqual([
      '2027-Q1',
      '2026-Q4',
      '2026-Q3',
      '2026-Q2',
    ])
    expect(['2026-03-31', '2026-04-01'].map(quarterOf)).toEqual(['2026-Q1', '2026-Q2'])
    expect(sayQuarter('2026-Q4')).toBe('2026年第4季')
  })

  test('pages of the screen lie in parts of the core', () => {
    expect([0, 1, 2, 3].map(partOfCards)).toEqual([
      { part: 0, from: 0 },
      { part: 0, from: 5 },
      { part: 1, from: 0 },
      { part: 1, from: 5 },
    ])
    expect(partOfRows(3)).toEqual({ part: 1, from: 10 })
  })
})

describe('a claim that is filled in', () => {
  test('amounts have at most two decimals, and never a second point', () => {
    const typed = (keys: string): string => Array.from(keys).reduce(amountAfter, '')
    expect(typed('530.55')).toBe('530.55')
    expect(typed('530.555')).toBe('530.55')
    expect(typed('1.2.3')).toBe('1.23')
    expect(typed('007')).toBe('7')
    expect(typed('.5')).toBe('0.5')
    expect(typed('1234567890')).toHaveLength(9)
    expect(['12.5', '12.50', '12'].map(hundredthsOf)).toEqual([1_250, 1_250, 1_200])
    expect(['', '.', '12.', '1.234', '-1', '+1', '1e3', ' 1'].map(hundredthsOf)).toEqual(Array(8).fill(null))
  })

  test('yuan bring points for every whole hundred; a range takes what lies in it', () => {
    expect(['99.99', '100', '530.5'].map((text) => pointsOf(perYuan, text))).toEqual([null, 100, 500])
    expect(['0.99', '1', '5', '5.01'].map((text) => pointsOf(range, text))).toEqual([null, 100, 500, null])
    expect(pointsOf(perEvent, '3')).toBeNull()
  })

  test('parts are asked for one by one, the amount only where the rule leaves it open', () => {
    expect(missingPart(emptyClaim(), null)).toBe('whom')
    expect(missingPart({ ...whole, on: null }, perEvent)).toBe('day')
    expect(missingPart(whole, perYuan)).toBe('amount')
    expect(missingPart({ ...whole, amount: '100' }, perYuan)).toBeNull()
    expect(partsFor(perEvent)).toEqual(['whom', 'rule', 'day', 'proof'])
    expect(partsFor(range)).toContain('amount')
    expect(stepAfter('whom', { ...whole, on: null }, perEvent)).toBe('day')
    expect(stepAfter('day', whole, perEvent)).toBe('proof')
    expect(stepAfter('day', { ...whole, documentNo: 'A1' }, perEvent)).toBe('check')
    expect(stepAfter('proof', whole, perEvent)).toBe('check')
  })

  test('what is sent says no amount where the rule decides, whatever was typed before', () => {
    expect(claimInput({ ...whole, amount: '3' }, perEvent)).toEqual({
      resident: found('41').id,
      rule: 'N02',
      on: '2026-11-23',
      amount: null,
      documentNo: null,
      photo: null,
    })
    expect(claimInput({ ...whole, amount: '530.5' }, perYuan)).toMatchObject({ rule: 'D04', amount: '530.5' })
    expect(claimInput(whole, perYuan)).toBeNull()
  })

  test('a refused claim leads to the part that would help', () => {
    expect([partToAmend.needsEvidence, partToAmend.badDate, partToAmend.badAmount]).toEqual([
      'proof',
      'day',
      'amount',
    ])
  })
})

describe('a council', () => {
  const one = (end: string, roles: StaffTile['roles'], refusal: 'lacksRole' | 'sameAsAuthor' | null) => ({
    staff: { id: end, name: end, roles },
    refusal,
  })
  const all = [
    one('head', ['head'], 'lacksRole'),
    one('other', ['head'], 'lacksRole'),
    one('third', ['clerk', 'head'], 'lacksRole'),
    one('member', ['council'], null),
    one('author', ['council'], 'sameAsAuthor'),
    one('technician', ['technician'], 'lacksRole'),
  ]

  test('heads sit in it beside members; who asked, and who has neither role, do not', () => {
    expect(all.filter(maySit).map(({ staff }) => staff.id)).toEqual(['head', 'other', 'third', 'member'])
  })

  test('needs three, and a member among them for the PIN', () => {
    expect(councilLacks(all, ['head', 'member'])).toEqual({ people: 1 })
    expect(councilLacks(all, ['head', 'member', 'technician'])).toEqual({ people: 1 })
    expect(councilLacks(all, ['head', 'other', 'third'])).toBe('member')
    expect(councilLacks(all, ['head', 'other', 'member'])).toBeNull()
  })
})

describe('rules that are looked for', () => {
  const rules = [
    perEvent,
    rule(perEvent.award, { id: 'N01', initials: 'TJLLJF' }),
    rule(perEvent.award, { id: 'D01', initials: 'WCXX', category: 'Gift' }),
    rule(perEvent.award, { id: 'L01', approval: 'auto' }),
  ]

  test('by initials, those that begin so first; by number; by category', () => {
    const ids = (letters: string, category: string | null = null) =>
      searchRules(rules.slice(0, 3), { letters, category }).map(({ id }) => id)
    expect(ids('LL')).toEqual(['N02', 'N01'])
    expect(ids('N0')).toEqual(['N02', 'N01'])
    expect(ids('', 'Gift')).toEqual(['D01'])
    expect(ids('LL', 'Gift')).toEqual([])
    expect(categoriesOf(rules)).toEqual(['Help', 'Gift'])
  })

  test('nobody files what taps give', () => {
    expect(byHandOnly(rules).map(({ id }) => id)).toEqual(['N02', 'N01', 'D01'])
  })
})

describe('a photo from the stick', () => {
  const picture = () => ({ width: 4_000, height: 3_000, closed: 0, close: () => undefined })
  const sized = (bytes: number): Blob => new Blob([new Uint8Array(bytes)])

  test('is drawn at most 1280 px long, and smaller until it fits', async () => {
    const drawn: { width: number; height: number; quality: number }[] = []
    const small = await shrinkPhoto(sized(10), {
      decode: () => Promise.resolve(picture()),
      encode: (_picture, size, quality) => {
        drawn.push({ ...size, quality })
        return Promise.resolve(sized(drawn.length < 3 ? largestPhotoBytes + 1 : largestPhotoBytes))
      },
    })
    expect(small?.size).toBe(largestPhotoBytes)
    expect(drawn[0]).toMatchObject({ width: 1_280, height: 960 })
    expect(drawn[1]).toMatchObject({ width: 1_280 })
    expect(drawn[1]!.quality).toBeLessThan(drawn[0]!.quality)
    expect(drawn[2]!.width).toBeLessThan(1_280)
    expect(drawn).toHaveLength(3)
  })

  test('that is no picture, or never becomes small enough, is none; memory is given back', async () => {
    let closed = 0
    const encode = () => Promise.resolve(sized(largestPhotoBytes + 1))
    const open = () => Promise.resolve({ ...picture(), close: () => (closed += 1) })
    expect(await shrinkPhoto(sized(1), { decode: open, encode })).toBeNull()
    expect(closed).toBe(1)
    const broken = () => Promise.reject(new Error('no picture'))
    expect(await shrinkPhoto(sized(1), { decode: broken, encode })).toBeNull()
  })

  test('is never made larger, and keeps its shape', () => {
    expect(fitInto({ width: 640, height: 480 }, 1_280)).toEqual({ width: 640, height: 480 })
    expect(fitInto({ width: 3_000, height: 4_000 }, 1_280)).toEqual({ width: 960, height: 1_280 })
    expect(fitInto({ width: 10_000, height: 2 }, 1_280)).toEqual({ width: 1_280, height: 1 })
  })

  test('goes through base64 and back byte by byte, also when it is long', () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31) % 256)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
  })
})
