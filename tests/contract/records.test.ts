import { expect, it } from 'vitest'
import { identifyingTypes, recordTypes, stationRecord } from '../../electron/contract/records/index.ts'
import { canonicalText, emptyHash, linkHash, toHex } from '../../electron/sync/chain.ts'
import { samplesIn } from '../support/samples.ts'

const samples = samplesIn('records').map(({ name, content }) => ({
  name,
  ...(content as { firstHash: string; record: object }),
}))

/** The type without what tells several samples of it apart. */
const typeOf = (name: string): string => name.replace(/(\.v\d+)\..*$/, '$1')

it('every type of record has a sample, and no sample is of an unknown type', () => {
  expect([...new Set(samples.map(({ name }) => typeOf(name)))]).toEqual([...recordTypes].sort())
})

it.each(samples)('$name is still understood, and nothing of it is lost', ({ name, record }) => {
  expect(stationRecord.parse(record)).toEqual(record)
  expect(record).toHaveProperty('type', typeOf(name))
})

it.each(samples)('$name as a first record has the hash that it always had', ({ record, firstHash }) => {
  expect(toHex(linkHash(emptyHash, canonicalText(record)))).toBe(firstHash)
})

it.each(samples)('$name is kept sealed exactly where it names a person by number', ({ name, record }) => {
  const namesPerson = /\d{15,17}[\dX]/.test(JSON.stringify(record))
  expect(identifyingTypes.has(typeOf(name))).toBe(namesPerson)
  expect(JSON.stringify(record)).not.toMatch(/"[^"]*name"/i)
})
