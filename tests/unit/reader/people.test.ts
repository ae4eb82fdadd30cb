import { describe, expect, it } from 'vitest'
import { ageOn } from '../../../electron/contract/values.ts'
import { decodeCard } from '../../../electron/reader/sam/decode-card.ts'
import { buildPhoto, buildText, overlongFields } from '../../../electron/reader/simulated/card-image.ts'
import { crowd, demonstrationCards, people } from '../../../electron/reader/simulated/people.ts'

const days = ['2026-11-24', '2027-01-01', '2028-02-29', '2031-12-31']

describe('invented people', () => {
  it.each(days)('are as old as they are said to be on %s', (today) => {
    const age = (id: string): number => ageOn(people(today).find((card) => card.id === id)!.birth, today)
    expect([age('grandfather'), age('grandmother'), age('girl')]).toEqual([78, 81, 9])
  })

  it.each(days)('have cards that hold what they should on %s', (today) => {
    const odd: Record<string, string[]> = {
      privateUse: ['privateUse'],
      misprint: ['idCheck'],
      unknownKind: ['typeUnknown'],
    }
    for (const card of people(today)) {
      expect(overlongFields(card)).toEqual([])
      expect([card.id, decodeCard(buildText(card)).warnings]).toEqual([card.id, odd[card.id] ?? []])
    }
  })

  it('live in a division that was never assigned', () => {
    const citizens = [...people('2026-11-24'), ...crowd(50, '2026-11-24')].filter(
      ({ kind }) => kind === 'resident',
    )
    expect(citizens.every(({ idNumber }) => idNumber.startsWith('119999'))).toBe(true)
  })

  it('have one card that has run out and one that never does', () => {
    const cards = new Map(people('2026-11-24').map((card) => [card.id, decodeCard(buildText(card))]))
    expect(cards.get('expired')!.validTo! < '2026-11-24').toBe(true)
    expect(cards.get('grandfather')!.longTerm).toBe(true)
  })

  it('stand in the demonstration’s drawer', () => {
    expect(demonstrationCards('2026-11-24').map(({ face, note }) => [face, note])).toEqual([
      ['grandfather', 'longTerm'],
      ['grandmother', 'age'],
      ['foreigner', 'foreigner'],
      ['girl', 'child'],
      ['unreadable', 'unreadable'],
    ])
  })
})

describe('a crowd', () => {
  it('is of distinct adults with good numbers', () => {
    const cards = crowd(5000, '2028-02-29')
    expect(new Set(cards.map(({ idNumber }) => idNumber)).size).toBe(5000)
    expect(new Set(cards.map(({ id }) => id)).size).toBe(5000)
    for (const card of cards) {
      expect(decodeCard(buildText(card)).warnings).toEqual([])
      const age = ageOn(card.birth, '2028-02-29')
      expect(age >= 20 && age <= 86).toBe(true)
    }
  })

  it('is the same for the same day', () => {
    expect(crowd(3, '2026-11-24')).toEqual(crowd(3, '2026-11-24'))
  })
})

describe('a photo', () => {
  it('has the head of the real format', () => {
    expect(Buffer.from(buildPhoto().subarray(0, 6)).toString('hex')).toBe('574c66007e00')
    expect(buildPhoto()).toHaveLength(1024)
  })
})
