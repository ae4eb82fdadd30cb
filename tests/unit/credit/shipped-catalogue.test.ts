import { describe, expect, it } from 'vitest'
import { formatPoints } from '../../../electron/contract/values.ts'
import {
  amountPoints,
  chosenPoints,
  countedMinutes,
  eventPoints,
  hoursPoints,
  parseHundredths,
} from '../../../electron/credit/amounts.ts'
import { starsOf } from '../../../electron/credit/bands.ts'
import { roomUnder } from '../../../electron/credit/caps.ts'
import type { AwardKind, CatalogueItem, RuleRevision } from '../../../electron/credit/catalogue.ts'
import { ruleInForce } from '../../../electron/credit/in-force.ts'
import { shippedCatalogue } from '../../../electron/credit/shipped.ts'
import { workedExamples, type Deed } from './worked-examples.ts'

const { items } = shippedCatalogue
const minutes = 60
/** A day in winter, so that every period is one that counts. */
const day = '2026-12-10'

const onlyRevision = ({ id, revisions }: CatalogueItem): RuleRevision => {
  const [revision, ...more] = revisions
  if (revision === undefined || more.length > 0) throw new Error(`${id} has not one revision`)
  return revision
}

/** Hundredths that a deed is worth before caps; `null` where the rule refuses it. */
const worth = (award: AwardKind, deed: Deed): number | null => {
  if (award.kind === 'perEvent' && !('hours' in deed) && !('yuan' in deed) && !('chosen' in deed)) {
    return eventPoints(award, ('nth' in deed ? deed.nth : undefined) ?? 1)
  }
  if ((award.kind === 'perHours' || award.kind === 'tiers') && 'hours' in deed) {
    const counted = countedMinutes(award, deed.hours * minutes, (deed.sameDay ?? 0) * minutes)
    return hoursPoints(award, (deed.before ?? 0) * minutes, counted)
  }
  if (award.kind === 'perAmount' && 'yuan' in deed) {
    const fen = parseHundredths(deed.yuan)
    return fen === null ? null : amountPoints(award, fen)
  }
  if (award.kind === 'range' && 'chosen' in deed) {
    const chosen = parseHundredths(deed.chosen)
    return chosen === null ? null : chosenPoints(award, chosen)
  }
  if (award.kind === 'star' && 'served' in deed) {
    return starsOf(shippedCatalogue, day, deed.served * minutes) >= award.stars ? award.amount : 0
  }
  throw new Error(`${award.kind} does not go with ${JSON.stringify(deed)}`)
}

/** What the same person was given under the rule before, in every period of its caps. */
const givenBefore = (award: AwardKind, deed: Deed): { times: number; points: number } => {
  if ('given' in deed) return { times: 1, points: deed.given ?? 0 }
  if ('hours' in deed && award.kind === 'perHours') {
    return { times: 0, points: hoursPoints(award, 0, (deed.before ?? 0) * minutes) }
  }
  return { times: ('nth' in deed ? (deed.nth ?? 1) : 1) - 1, points: 0 }
}

const pointsFor = ({ award, caps }: RuleRevision, deed: Deed): string => {
  const wanted = worth(award, deed)
  if (wanted === null) return 'refused'
  const { amount } = roomUnder(caps, day, wanted, () => givenBefore(award, deed))
  return formatPoints(amount)
}

describe('the catalogue that is shipped', () => {
  it('has 77 items: 68 that give and 9 that take, of which 26 stand in for the practice activities', () => {
    const takes = items.filter((item) => {
      const { award } = onlyRevision(item)
      return award.kind === 'perEvent' && award.amount < 0
    })
    expect(items).toHaveLength(77)
    expect(items.length - takes.length).toBe(68)
    expect(takes.map(({ id }) => id)).toEqual(['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09'])
    expect(items.filter(({ practice }) => practice)).toHaveLength(26)
  })

  it('has every deduction switched off, and community hours, which are the other way of counting', () => {
    const off = items.filter((item) => !onlyRevision(item).enabled).map(({ id }) => id)
    expect(off).toEqual(['V02', 'M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09'])
    expect(ruleInForce(shippedCatalogue, 'M01', day)).toEqual({ kind: 'refused', reason: 'disabled' })
  })

  it('is in force as a first revision from the beginning of 2026 on', () => {
    for (const item of items) {
      expect(onlyRevision(item), item.id).toMatchObject({ rev: 1, from: '2026-01-01', until: null })
    }
  })

  it('says of every item where it comes from, by the tag of a source or as its own', () => {
    for (const { id, source } of items) {
      expect(source.note, id).toMatch(source.found === 'illustrative' ? /自定/ : /S\d+/)
    }
  })

  it('lets residents tell of a few deeds of their own, under names without brackets', () => {
    const deeds = items.filter(({ selfReport }) => selfReport)
    expect(deeds.map(({ id }) => id)).toEqual(['E06', 'H03', 'N01', 'N02', 'D06'])
    expect(deeds.every(({ name }) => !/[（(/]/.test(name))).toBe(true)
  })

  it('leaves to the council what only neighbours can judge, with days to object', () => {
    const council = items.filter(
      (item) => onlyRevision(item).approval.by === 'council' && onlyRevision(item).enabled,
    )
    expect(council.map(({ id }) => id)).toEqual(['F01', 'F02', 'H01', 'H02'])
    expect(council.every((item) => onlyRevision(item).approval.noticeDays === 5)).toBe(true)
  })

  it('takes every document number of a receipt, certificate or honour once', () => {
    const everyDocument = items
      .filter((item) => onlyRevision(item).once === 'everyDocument')
      .map(({ id }) => id)
    const honours = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06']
    expect(everyDocument).toEqual([
      'V17',
      'V23',
      'V24',
      'L08',
      'F01',
      'F02',
      'D01',
      'D03',
      'D04',
      'D05',
      ...honours,
    ])
    const ever = items.filter((item) => onlyRevision(item).once === 'ever').map(({ id }) => id)
    expect(ever).toEqual(['V18', 'V19', 'V20', 'V21', 'V22', 'F04', 'E07', 'D02'])
  })

  it('has a worked example for every item and none for anything else', () => {
    expect(Object.keys(workedExamples).sort()).toEqual(items.map(({ id }) => id).sort())
    expect(Object.values(workedExamples).every((examples) => examples.length > 0)).toBe(true)
  })
})

const examples = items.flatMap((item) =>
  (workedExamples[item.id] ?? []).map(([deed, points]) => ({ item, deed, points })),
)

it.each(examples)('$item.id $item.name: $deed brings $points', ({ item, deed, points }) => {
  expect(pointsFor(onlyRevision(item), deed)).toBe(points)
})
