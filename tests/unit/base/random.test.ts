import { expect, it } from 'vitest'
import { randomSlice } from '../../../electron/base/random.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

it('never gives the same bytes twice, over many draws of any length', () => {
  const seen = new Set<string>()
  for (let n = 0; n < 5000; n += 1) seen.add(hex(randomSlice(12 + (n % 21))).slice(0, 24))
  expect(seen.size).toBe(5000)
})

it('gives bytes of their own, not a window on what comes next', () => {
  const first = randomSlice(16)
  const before = hex(first)
  first.fill(0)
  expect(hex(randomSlice(16))).not.toBe('0'.repeat(32))
  expect(before).not.toBe('0'.repeat(32))
})

it('fills all of what is asked for, up to one draw', () => {
  expect(randomSlice(4096)).toHaveLength(4096)
  expect(randomSlice(4096).filter((byte) => byte === 0).length).toBeLessThan(100)
  expect(() => randomSlice(4097)).toThrow(RangeError)
  expect(randomSlice(0)).toHaveLength(0)
})
