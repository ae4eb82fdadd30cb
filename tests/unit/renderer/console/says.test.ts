import { ref } from 'vue'
import { describe, expect, test } from 'vitest'
import { callErrorCode } from '../../../../electron/contract/errors.ts'
import { tapOutcomeKind } from '../../../../electron/contract/outcomes.ts'
import type { EventFigures } from '../../../../electron/contract/staff.ts'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import { addFault } from '../../../../renderer/console/add-form.ts'
import { boardFigures, listFigures } from '../../../../renderer/console/figures.ts'
import { queryFault, typed } from '../../../../renderer/console/find-query.ts'
import { partOfPage } from '../../../../renderer/console/list-pages.ts'
import { usePages } from '../../../../renderer/console/pages.ts'
import {
  formatCameShort,
  formatMinutes,
  formatSecond,
  roleOf,
  sayClock,
  sayMinutes,
  sayObjection,
  sayQueue,
  sayReader,
  sayTap,
  tellApart,
} from '../../../../renderer/console/says.ts'
import { board, clerk, found } from '../../../support/console-page.ts'

describe('what staff read', () => {
  test('every code of a call has a sentence, and none says a code', () => {
    for (const code of [...callErrorCode.options, 'timeout', 'badReply'] as const)
      expect(words.console.errors[code]).toMatch(/^[^a-zA-Z]{8,}。$/)
  })

  test('every outcome of a tap has its word; one that is not known yet is a card', () => {
    for (const kind of tapOutcomeKind.options) expect(sayTap(kind)).not.toBe('刷了卡')
    expect(sayTap('byHand')).toBe('代签')
    expect(sayTap('toString')).toBe('刷了卡')
  })

  test('minutes, seconds and days', () => {
    expect([0, 45, 60, 630].map(formatMinutes)).toEqual(['0分', '45分', '1小时', '10小时30分'])
    expect(formatSecond(Date.parse('2026-11-24T00:51:07.000Z'))).toBe('8:51:07')
    const now = Date.parse('2026-11-24T01:00:00.000Z')
    expect(formatCameShort('2026-11-24T00:52:00.000Z', now)).toBe('今天 8:52')
    expect(formatCameShort('2026-11-19T23:52:00.000Z', now)).toBe('11月20日 7:52')
    expect(sayMinutes({ minutes: 120, minutesMark: 'byTaps' })).toBe('2小时 刷卡来回')
    expect(sayMinutes({ minutes: null, minutesMark: null })).toBe('')
  })

  test('two people of one masked name are told apart', () => {
    expect(tellApart({ ...found('41'), teams: ['甲', '乙', '丙'] })).toBe('1948年生，尾号38，甲，乙')
    expect(tellApart({ ...found('41'), lastTwo: null, provisional: true })).toBe('1948年生，没登过卡')
  })

  test('the highest role stands under a name', () => {
    expect(roleOf(clerk)).toBe('值班员')
    expect(roleOf({ ...clerk, roles: ['head', 'council'] })).toBe('站长')
  })

  test('a second PIN that did not do says why, and how long to wait', () => {
    expect(sayObjection({ kind: 'refused', reason: 'lacksRole' })).toContain('站长')
    expect(sayObjection({ kind: 'wrongPin', triesLeft: 2, waitMs: 0 })).toContain('还能试 2 次')
    expect(sayObjection({ kind: 'wrongPin', triesLeft: 0, waitMs: 60_000 })).toContain('等 1 分钟')
    expect(sayObjection({ kind: 'locked', waitMs: 61_000 })).toContain('等 2 分钟')
  })

  test('reader, queue and clock say what is wrong and what to do', () => {
    const reader = { state: 'ready', side: 'below', cardLeft: false, trouble: null } as const
    expect(sayReader(reader).good).toBe(true)
    expect(sayReader({ ...reader, state: 'card', cardLeft: true }).good).toBe(false)
    expect(sayReader({ ...reader, state: 'searching' }).text).toContain('看一下线')
    expect(sayReader({ ...reader, trouble: '000031' })).toMatchObject({ good: false })
    expect(sayReader({ ...reader, trouble: '000031' }).text).toContain('000031')
    expect(sayReader({ ...reader, state: 'searching', trouble: '000031' }).text).toContain('看一下线')
    expect(sayQueue({ pending: 0, link: 'online' })).toEqual({ text: '没有没上报的', good: true })
    expect(sayQueue({ pending: 3, link: 'offline' })).toEqual({ text: '还有 3 条没上报', good: false })
    expect(sayClock({ clock: 'synced', clockJumped: false })).toBeNull()
    expect(sayClock({ clock: 'unset', clockJumped: false })).toContain('校准机器时间')
    expect(sayClock({ clock: 'drifting', clockJumped: true })).toContain('固定住')
  })
})

describe('figures', () => {
  const figures: EventFigures = {
    ...board.live!.figures,
    present: 47,
    noShows: 14,
    expected: 60,
    late: 2,
    left: 0,
  }

  test('what is not known is not drawn', () => {
    const labels = (live: EventFigures): string[] =>
      boardFigures({ ...board, live: { ...board.live!, figures: live } }).map(({ label }) => label)
    expect(labels(figures)).toEqual(['已到', '报名没到', '迟到', '已离开', '今天人次', '今天人数'])
    expect(labels({ ...figures, left: 3 })[0]).toBe('在场')
    expect(labels({ ...figures, noShows: null })).toContain('报名')
    expect(labels({ ...figures, noShows: null, expected: null })).toEqual([
      '已到',
      '迟到',
      '已离开',
      '今天人次',
      '今天人数',
    ])
    expect(boardFigures({ ...board, live: null }).map(({ label }) => label)).toEqual(['今天人次', '今天人数'])
  })

  test('a list has no walk-ins and children where there are none', () => {
    const labels = listFigures(figures).map(({ label }) => label)
    expect(labels).not.toContain('没报名也来了')
    expect(labels).not.toContain('小朋友')
    expect(listFigures({ ...figures, minutes: 90 }).at(-1)).toEqual({ label: '服务时长', value: '1小时30分' })
  })
})

describe('keys', () => {
  test('two letters, four digits or a number with a letter are worth asking', () => {
    expect(['', 'WL', '1234', 'A1', 'OW-1'].map(queryFault)).toEqual([null, null, null, null, null])
    expect(['W', '123'].map(queryFault)).toEqual(['tooFewLetters', 'tooFewDigits'])
    expect(typed('A'.repeat(20), 'B')).toHaveLength(20)
  })

  test('letters go into the name, digits into the year', () => {
    expect(addFault({ name: 'W', birthYear: '1945' }, 2026)).toBe('missingName')
    expect(addFault({ name: '王', birthYear: '1945' }, 2026)).toBe('missingName')
    expect(addFault({ name: '王2兰', birthYear: '1945' }, 2026)).toBe('oddName')
    expect(addFault({ name: '王秀兰', birthYear: '1945' }, 2026)).toBeNull()
    expect(addFault({ name: '王秀兰', birthYear: '不限' }, 2026)).toBe('missingYear')
    expect(addFault({ name: 'WL', birthYear: '194' }, 2026)).toBe('missingYear')
    expect(addFault({ name: 'WL', birthYear: '2027' }, 2026)).toBe('oddYear')
    expect(addFault({ name: 'WL', birthYear: '1905' }, 2026)).toBe('oddYear')
    expect(addFault({ name: 'WL', birthYear: '2013' }, 2026)).toBe('child')
    expect(addFault({ name: 'WL', birthYear: '2012' }, 2026)).toBeNull()
    expect(addFault({ name: 'WL', birthYear: '1945' }, 2026)).toBeNull()
  })

  test('a page of the screen lies in one part of the list', () => {
    expect([0, 4, 5, 12].map(partOfPage)).toEqual([
      { part: 0, from: 0 },
      { part: 0, from: 40 },
      { part: 1, from: 0 },
      { part: 2, from: 20 },
    ])
  })

  test('pages end where the list ends, also when it grows shorter', async () => {
    const items = ref([1, 2, 3, 4, 5])
    const { shown, page, pages, move } = usePages(() => items.value, 2)
    move(-1)
    expect(shown.value).toEqual([1, 2])
    for (let times = 0; times < 5; times++) move(1)
    expect([shown.value, page.value, pages.value]).toEqual([[5], 2, 3])
    items.value = [1]
    await Promise.resolve()
    expect([shown.value, pages.value]).toEqual([[1], 1])
  })
})
