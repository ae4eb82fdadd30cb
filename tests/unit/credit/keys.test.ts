import { expect, it } from 'vitest'
import { businessKeyOf } from '../../../electron/credit/keys.ts'

const of = { resident: 'r1', rule: 'D01' }

it('the key of an award for an event is resident, event and rule', () => {
  expect(businessKeyOf({ ...of, event: 'e1' })).toBe('r1|e1|D01')
})

it('the same document number is one document, however it was typed', () => {
  const key = businessKeyOf({ ...of, document: 'AB-1203' })
  for (const typed of ['ab-1203', ' AB-1203 ', 'AB -12 03', 'ＡＢ－１２０３']) {
    expect(businessKeyOf({ ...of, document: typed })).toBe(key)
  }
  expect(businessKeyOf({ ...of, document: 'AB-1204' })).not.toBe(key)
})

it('awards that are not the same have keys that are not the same', () => {
  const keys = [
    businessKeyOf({ ...of, event: '2' }),
    businessKeyOf({ ...of, document: '2' }),
    businessKeyOf({ ...of, star: 2 }),
    businessKeyOf({ ...of, star: 3 }),
    businessKeyOf({ ...of, claim: '2' }),
    businessKeyOf({ ...of, once: 'ever' }),
    businessKeyOf({ ...of, document: 'ever' }),
    businessKeyOf({ ...of, resident: 'r2', once: 'ever' }),
    businessKeyOf({ ...of, rule: 'D02', once: 'ever' }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})

it('what is given once in a life has the same key every time', () => {
  expect(businessKeyOf({ ...of, once: 'ever' })).toBe(businessKeyOf({ ...of, once: 'ever' }))
})
