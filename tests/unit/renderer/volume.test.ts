import { describe, expect, test } from 'vitest'
import {
  defaultVolume,
  volumeByHour,
  volumeLevels,
  type VolumeByHour,
} from '../../../electron/contract/sound.ts'
import { halfHour } from '../../../renderer/console/settings/volume-form.ts'
import { clockOf, gainOf, levelAt, stepped } from '../../../renderer/voice/volume.ts'

const night: VolumeByHour = { day: 3, quiet: { from: '20:00', to: '07:00', most: 1 }, muted: false }

describe('how loud it is', () => {
  test.each([
    ['19:59', null, 3],
    ['20:00', null, 1],
    ['23:59', 4, 1],
    ['00:00', null, 1],
    ['06:59', null, 1],
    ['07:00', null, 3],
    ['12:00', 4, 4],
    ['12:00', 0, 0],
    ['21:00', 0, 0],
  ] as const)('at %s, chosen %s: %s', (clock, chosen, level) => {
    expect(levelAt(night, clock, chosen)).toBe(level)
  })

  test('quiet hours within a day', () => {
    const noon: VolumeByHour = { ...night, quiet: { from: '12:00', to: '14:00', most: 0 } }
    expect(['11:59', '12:00', '13:59', '14:00'].map((clock) => levelAt(noon, clock, null))).toEqual([
      3, 0, 0, 3,
    ])
  })

  test('muted is silent, whatever anybody chose', () => {
    expect(levelAt({ ...night, muted: true }, '12:00', 4)).toBe(0)
  })

  test('by itself it is as loud as the loudspeaker is set', () => {
    expect(gainOf(levelAt(defaultVolume, '12:00', null))).toBe(1)
  })

  test('each step is six decibels, and nought is silence', () => {
    const decibels = volumeLevels.slice(1).map((level) => Math.round(20 * Math.log10(gainOf(level))))
    expect(decibels).toEqual([-18, -12, -6, 0])
    expect(gainOf(0)).toBe(0)
  })

  test('steps end at silence and at the loudest', () => {
    expect([stepped(0, -1), stepped(0, 1), stepped(4, 1), stepped(4, -1)]).toEqual([0, 1, 4, 3])
  })

  test('the clock is the one in Shanghai', () => {
    expect(clockOf(Date.parse('2026-11-24T23:05:00Z'))).toBe('07:05')
  })
})

test('half hours go round at midnight', () => {
  expect([halfHour('23:30', 1), halfHour('00:00', -1), halfHour('07:00', 1)]).toEqual([
    '00:00',
    '23:30',
    '07:30',
  ])
})

test.each([
  ['an hour that is none', { ...night, quiet: { from: '24:00', to: '07:00', most: 1 } }],
  ['a level that is none', { ...night, day: 5 }],
  ['half a level', { ...night, day: 1.5 }],
])('%s is refused', (_what, wrong) => {
  expect(volumeByHour.safeParse(wrong).success).toBe(false)
})
