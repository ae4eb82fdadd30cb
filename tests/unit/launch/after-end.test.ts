import { expect, test } from 'vitest'
import { kioskEndCodes } from '../../../electron/contract/kiosk.ts'
import { afterEnd, kioskEndCodes as launcherCodes } from '../../../electron/launch/after-end.mjs'

const end = (over: Partial<Parameters<typeof afterEnd>[0]>) =>
  afterEnd({ announced: null, code: 1, persistent: true, deaths: [0], ...over })

test.each([
  ['powerCut', { kind: 'again', delayMs: 0 }],
  ['startOver', { kind: 'startOver' }],
  ['goLive', { kind: 'goLive' }],
] as const)('after %s, however it ended', (announced, next) => {
  expect(end({ announced, code: 137, persistent: false })).toEqual(next)
  expect(end({ announced, code: 0, persistent: true })).toEqual(next)
})

test('a station that ends by itself has ended', () => {
  expect(end({ code: 0 })).toEqual({ kind: 'end', code: 0 })
})

test.each([2, 3, 4, 5])('the code %i would only come again', (code) => {
  expect(end({ code })).toEqual({ kind: 'end', code })
})

test('a plain host does not come back by itself', () => {
  expect(end({ persistent: false, code: 137 })).toEqual({ kind: 'end', code: 137 })
})

test('a kiosk comes back, more slowly each time, and not for ever', () => {
  expect(end({ code: 70, deaths: [0] })).toEqual({ kind: 'again', delayMs: 500 })
  expect(end({ code: 70, deaths: [0, 60_000] })).toEqual({ kind: 'again', delayMs: 3000 })
  expect(end({ code: 70, deaths: [0, 60_000, 599_999] })).toEqual({ kind: 'giveUp' })
})

test('deaths of long ago do not count', () => {
  expect(end({ deaths: [0, 60_000, 600_000] })).toEqual({ kind: 'again', delayMs: 3000 })
  expect(end({ deaths: [0, 60_000, 700_000] })).toEqual({ kind: 'again', delayMs: 500 })
})

test('a kiosk that never ends rests instead, also where somebody has to put something right', () => {
  const rest = { kind: 'rest', delayMs: 60_000 }
  expect(end({ endless: true, deaths: [0, 1, 2] })).toEqual(rest)
  expect(end({ endless: true, code: 4 })).toEqual(rest)
  expect(end({ endless: true, code: 5 })).toEqual(rest)
  expect(end({ endless: true, code: 3 })).toEqual({ kind: 'end', code: 3 })
  expect(end({ endless: true, code: 2 })).toEqual({ kind: 'end', code: 2 })
})

test.each(['leave', 'restart', 'off'] as const)('%s ends it with the code that says what follows', (what) => {
  expect(end({ announced: what, code: 0, endless: true })).toEqual({ kind: 'end', code: kioskEndCodes[what] })
  expect(launcherCodes).toEqual(kioskEndCodes)
})
