import { describe, expect, it } from 'vitest'
import {
  balanceOf,
  entryById,
  post,
  reverse,
  standingByKey,
  type CreditEntry,
  type Reversal,
} from '../../../electron/credit/store.ts'
import type { OpenedStore } from '../../../electron/store/database.ts'
import type { Tx } from '../../../electron/store/tx.ts'
import { errorWith, openTestStore, testFolder } from '../../support/test-store.ts'

const ledger = (): OpenedStore => {
  const store = openTestStore(testFolder())
  store.transaction((tx) => {
    tx.run(
      `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at)
       values ('r', x'01', 'none', '1950-07-01', '1', 0)`,
    )
  })
  return store
}
const award = (id: string, change: Partial<CreditEntry> = {}): CreditEntry => ({
  id,
  resident: 'r',
  amount: 50,
  ruleId: 'L01',
  ruleRev: 1,
  event: null,
  claim: null,
  basisKind: 'attendance',
  basis: ['fact'],
  businessKey: 'r|e|L01',
  businessDate: '2026-11-24',
  minutes: null,
  author: null,
  approver: null,
  at: 1,
  ...change,
})
const undone = (id: string): Reversal => ({
  id,
  at: 2,
  reason: 'attendanceReversed',
  author: null,
  approver: null,
})
const everything = (store: OpenedStore): unknown =>
  store.read((tx) => [
    tx.all('select * from credit_entry order by seq'),
    tx.all('select * from award_key'),
    tx.all('select * from credit_balance'),
  ])

/** Refused with this error; whoever catches it in the same transaction finds nothing written. */
const refuses = (store: OpenedStore, work: (tx: Tx) => unknown, error: Error): void => {
  const before = everything(store)
  store.transaction((tx) => {
    expect(() => work(tx)).toThrow(error)
  })
  expect(everything(store)).toEqual(before)
}

describe('the ledger', () => {
  it('gives the same award once while it stands, and says what was wrong', () => {
    const store = ledger()
    store.transaction((tx) => post(tx, award('a')))
    refuses(store, (tx) => post(tx, award('b')), errorWith('conflict', { because: 'alreadyGiven' }))
    store.transaction((tx) => {
      reverse(tx, award('a'), undone('x'))
      expect(post(tx, award('c'))).toBe(50)
      expect(standingByKey(tx, 'r|e|L01')?.id).toBe('c')
    })
  })

  it('takes an entry back once', () => {
    const store = ledger()
    store.transaction((tx) => {
      post(tx, award('a'))
      expect(reverse(tx, award('a'), undone('x'))).toBe(0)
    })
    const twice = errorWith('conflict', { because: 'alreadyReversed' })
    refuses(store, (tx) => reverse(tx, award('a'), undone('y')), twice)
  })

  it('never takes back what itself takes something back, nor what is not there', () => {
    const store = ledger()
    store.transaction((tx) => {
      post(tx, award('a'))
      reverse(tx, award('a'), undone('x'))
    })
    const reversal = store.read((tx) => entryById(tx, 'x'))
    if (reversal === null) throw new Error('no reversal')
    const ofReversal = errorWith('conflict', { because: 'isReversal' })
    refuses(store, (tx) => reverse(tx, reversal, undone('y')), ofReversal)
    refuses(store, (tx) => reverse(tx, award('z'), undone('y')), errorWith('notFound', { what: 'entry' }))
  })

  it('may fall below zero, and goes on from there', () => {
    const store = ledger()
    store.transaction((tx) => {
      post(tx, award('a'))
      post(tx, award('spent', { amount: -50, businessKey: 'spent', ruleId: 'M01' }))
      reverse(tx, award('a'), undone('x'))
      expect(balanceOf(tx, 'r')).toBe(-50)
      expect(post(tx, award('b', { businessKey: 'r|f|L01', amount: 80 }))).toBe(30)
    })
  })
})
