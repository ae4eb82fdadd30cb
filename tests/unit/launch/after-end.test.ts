import { expect, test } from 'vitest'
import { afterEnd } from '../../../electron/launch/after-end.mjs'

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
