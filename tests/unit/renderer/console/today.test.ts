import { describe, expect, test } from 'vitest'
import type { BoardNeed, BoardSnapshot } from '../../../../electron/contract/staff.ts'
import { sayDoor, sayPlaces } from '../../../../renderer/console/today/coming.ts'
import { alarmSeen, needRows, needsTotal } from '../../../../renderer/console/today/need-rows.ts'
import { board } from '../../../support/console-page.ts'

const now = Date.parse('2026-11-24T01:00:00.000Z')
const event = board.live?.event
if (event === undefined) throw new Error('the sample has no live event')
const person = { name: '王*兰', rareName: false }
const refusal = (at: string): BoardNeed => ({
  kind: 'refusal',
  at,
  resident: event.id,
  person,
  event,
  reason: 'full',
})
const disputed: BoardNeed = { kind: 'disputed', at: '2026-11-24T00:50:00.000Z' }
const openSignOut: BoardNeed = { kind: 'openSignOut', attendance: event.id, person, event }
const fresh = refusal('2026-11-24T00:58:00.000Z')
const stale = refusal('2026-11-23T23:00:00.000Z')

const withNeeds = (needs: BoardNeed[], waiting: Partial<BoardSnapshot['waiting']> = {}): BoardSnapshot => ({
  ...board,
  needs,
  needsTotal: needs.length,
  waiting: { ...board.waiting, ...waiting },
})
const waiting: Partial<BoardSnapshot['waiting']> = {
  claims: 3,
  objections: 1,
  answerBy: '2026-11-27',
  asker: { person, entryOn: '2026-11-20', at: '2026-11-24T00:55:00.000Z' },
  noticesEnding: { count: 2, on: '2026-11-26', titles: ['停水', '招人'] },
}

describe('what waits for a hand', () => {
  test('nothing waits at a quiet board', () => {
    const quiet = withNeeds([])
    expect(needRows(quiet, [], now)).toEqual([])
    expect(needsTotal(quiet, [], [])).toBe(0)
  })

  test('who still stands there is first, then what waits for approval, then the rest', () => {
    const rows = needRows(withNeeds([fresh, disputed, openSignOut, stale], waiting), [], now)
    expect(rows.map(({ door }) => (door.kind === 'need' ? door.need.kind : door.kind))).toEqual([
      'refusal',
      'disputed',
      'claims',
      'objections',
      'notices',
      'openSignOut',
      'refusal',
    ])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })

  test('what is wrong with the machine stands after who waits there, and before all that has time, until it was seen', () => {
    const machine = {
      ...withNeeds([fresh, openSignOut], waiting),
      station: { door: null, queuedSince: null, alarms: ['readerDown' as const, 'diskLow' as const] },
    }
    const rows = needRows(machine, [], now)
    expect(rows.map(({ door }) => door.kind)).toEqual([
      'need',
      'machine',
      'machine',
      'claims',
      'objections',
      'notices',
      'need',
    ])
    expect(rows.slice(1, 3).map(({ key, title, how }) => [key, title, how])).toEqual([
      ['readerDown', '读卡器没连上', '看看线插紧没有，先手工签到'],
      ['diskLow', '机器的盘快满了', '请告诉技术员，签到照常'],
    ])
    expect(needsTotal(machine, rows, [])).toBe(7)
    const seen = [alarmSeen('readerDown')]
    const left = needRows(machine, seen, now)
    expect(left.map(({ key }) => key)).not.toContain('readerDown')
    expect(needsTotal(machine, left, seen)).toBe(6)
  })

  test('every line says what it is and when it is due', () => {
    const said = needRows(withNeeds([], waiting), [], now).map(({ title, how }) => [title, how])
    expect(said).toEqual([
      ['3 件申报等着批', '点开看材料，要两个人批'],
      [' 问：11月20日那笔不对', '今天 8:55，11月27日以前答复'],
      ['2 条通知后天到期', '停水、招人'],
    ])
    const [, many] = needRows(withNeeds([], { ...waiting, objections: 4 }), [], now)
    expect(many).toMatchObject({ person, title: ' 等 4 位说积分不对' })
  })

  test('what staff have answered is counted no more, and what the core did not list is', () => {
    const held = { ...withNeeds([disputed, openSignOut], waiting), needsTotal: 9 }
    const all = needRows(held, [], now)
    expect(needsTotal(held, all, [])).toBe(9 + 3)
    const seen = [disputed.at]
    const rest = needRows(held, seen, now)
    expect(rest).toHaveLength(all.length - 1)
    expect(needsTotal(held, rest, seen)).toBe(8 + 3)
  })
})

test.each([
  ['2026-11-23T23:00:00.000Z', '7:30 开门'],
  ['2026-11-24T01:00:00.000Z', '开门到 17:00'],
  ['2026-11-24T09:00:00.000Z', '今天关门了'],
])('at %s the door is said as %s', (at, said) => {
  expect(sayDoor({ from: '07:30', to: '17:00' }, Date.parse(at))).toBe(said)
  expect(sayDoor(null, Date.parse(at))).toBe('')
})

test.each([
  [5, 3, '还有 5 个位子'],
  [0, 20, '位子满了'],
  [null, 22, '报名 22 人'],
  [null, null, '来了就行'],
])('with %s places left and %s expected: %s', (placesLeft, expected, said) => {
  expect(sayPlaces({ placesLeft }, expected)).toBe(said)
})
