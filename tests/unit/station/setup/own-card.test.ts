import { expect, it } from 'vitest'
import { createCardTest } from '../../../../electron/station/setup/reader-test.ts'
import type { ReaderEvent } from '../../../../electron/reader/card-reader.ts'
import { ManualClock } from '../../../support/manual-clock.ts'

const known = '119999194503070026'
const card = (idNumber: string): ReaderEvent =>
  ({
    kind: 'cardSeen',
    card: { reveal: () => ({ name: '王秀兰', nameEn: '', idNumber }) },
    timing: { foundAt: 10, lastByteAt: 96 },
  }) as unknown as ReaderEvent

const open = () => {
  const clock = new ManualClock()
  const test = createCardTest(
    clock,
    () => false,
    (number) => (number === known ? 'resident' : null),
  )
  return { clock, test }
}

it('knows whose card lies there while a page shows the test, and for a moment only', () => {
  const { clock, test } = open()
  expect(test.owner()).toBeUndefined()
  test.watch()
  test.take(card(known))
  expect(test.owner()).toBe('resident')
  test.take(card('119999195001010012'))
  expect(test.owner()).toBeNull()
  clock.advance(3_001)
  expect(test.owner()).toBeUndefined()
})

it('forgets the card before for one that was not read, and with the test', () => {
  const { clock, test } = open()
  test.watch()
  test.take(card(known))
  test.take({ kind: 'cardUnreadable' } as unknown as ReaderEvent)
  expect(test.owner()).toBeUndefined()
  test.take(card(known))
  test.end()
  test.watch()
  expect(test.owner()).toBeUndefined()
  test.take(card(known))
  clock.advance(10_000)
  test.watch()
  expect(test.owner()).toBeUndefined()
})
