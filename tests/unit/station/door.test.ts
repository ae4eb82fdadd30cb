import { expect, test } from 'vitest'
import type { BoardSnapshot } from '../../../electron/contract/staff.ts'
import { doorOn, withStation } from '../../../electron/station/door.ts'
import { ordinaryWeek } from '../../../renderer/screens/setup/hours.ts'

test.each([
  ['2026-11-22T15:59:59.999Z', null],
  ['2026-11-22T16:00:00.000Z', { from: '07:30', to: '17:00' }],
  ['2026-11-28T01:00:00.000Z', { from: '07:30', to: '11:30' }],
])('the door at %s is that of the day in Shanghai', (at, door) => {
  expect(doorOn(ordinaryWeek, Date.parse(at))).toEqual(door)
})

test('nobody said when the door is open', () => {
  const now = Date.parse('2026-11-24T01:00:00.000Z')
  expect(doorOn(null, now)).toBeNull()
  expect(withStation(null, { opening: null, queuedSince: null, alarms: [], now })).toBeNull()
  const board = { needs: [] } as unknown as BoardSnapshot
  const queuedSince = '2026-11-24T00:00:00.000Z'
  expect(
    withStation(board, { opening: ordinaryWeek, queuedSince, alarms: ['diskLow'], now })?.station,
  ).toEqual({
    door: { from: '07:30', to: '17:00' },
    queuedSince,
    alarms: ['diskLow'],
  })
  const care = ['copyOld' as const]
  expect(withStation(board, { opening: null, queuedSince, care, alarms: [], now })?.station).toHaveProperty(
    'care',
    care,
  )
})
