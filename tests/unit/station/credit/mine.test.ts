import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { calls } from '../../../../electron/contract/calls.ts'
import type { LedgerRow, MyCredit } from '../../../../electron/contract/credit.ts'
import { keepCityScores } from '../../../../electron/station/credit/city-scores.ts'
import { createMyCreditHandlers } from '../../../../electron/station/credit/mine.ts'
import { give, takeBackEntries } from '../../../../electron/station/award.ts'
import { entryById } from '../../../../electron/credit/store.ts'
import { acknowledge, currentStream } from '../../../../electron/sync/stream.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { nine, openPipeline, type Pipeline } from '../../../support/pipeline.ts'
import { errorWith } from '../../../support/test-store.ts'

let station: Pipeline
let credit: ReturnType<typeof createMyCreditHandlers>
const other = { idNumber: syntheticNumber('1950-05-05', 4), birth: '1950-05-05', name: '李大山' }

beforeEach(async () => {
  station = await openPipeline()
  station.addEvent({ endsAt: nine + 3_600_000 })
  credit = createMyCreditHandlers(station.parts, station.session)
})
afterEach(() => {
  station.close()
})

const mine = (): MyCredit => calls['credit.mine'].output.parse(credit['credit.mine']())
const history = (before: number): { entries: LedgerRow[]; more: boolean } =>
  calls['credit.history'].output.parse(credit['credit.history']({ before }))
const answer = (question: 'scoring' | 'sharing', said: 'yes' | 'no' | 'later'): void => {
  station.consent({ commandId: station.newId(), question, answer: said })
}
const holder = (): string => station.session.holder()?.resident ?? ''

/** Somebody who agreed is given so many hundredths, as a document would. Returns the entry's id. */
const given = (amount: number, businessDate = '2026-11-20', resident = holder()): string =>
  station.parts.store.transaction((tx) =>
    give(
      tx,
      station.parts,
      { at: station.clock.now(), tap: null },
      {
        resident,
        amount,
        ruleId: 'D06',
        ruleRev: 1,
        event: null,
        claim: null,
        basisKind: 'document',
        basis: [],
        businessKey: station.newId(),
        businessDate,
        minutes: null,
        author: 'clerk-a',
        approver: 'clerk-b',
      },
    ),
  )
const takenBack = (entry: string): void => {
  station.parts.store.transaction((tx) => {
    const found = entryById(tx, entry)
    if (found === null) throw new Error('no such entry')
    const why = { reason: 'correction', author: 'clerk-a', approver: 'clerk-b' } as const
    takeBackEntries(tx, station.parts, { at: station.clock.now(), tap: null }, [found], why)
  })
}
const sequenceOf = (entry: string): number =>
  station.parts.store.read(
    (tx) => tx.get<{ sequence: number }>('select sequence from outbox where id = ?', entry)?.sequence ?? 0,
  )
const cityHolds = (upTo: number, verdicts: Parameters<typeof acknowledge>[3] = []): void => {
  station.parts.store.transaction((tx) => {
    acknowledge(tx, currentStream(tx)?.incarnation ?? '', upTo, verdicts, station.clock.now())
  })
}

describe('what somebody sees of the own points', () => {
  it('is the balance, and what the event just brought, as a line that says what it was for', () => {
    station.tap()
    answer('scoring', 'yes')
    expect(mine()).toMatchObject({
      person: { name: '王*兰' },
      scoring: 'yes',
      sharing: 'unanswered',
      points: {
        balance: 50,
        confirmed: 0,
        redeemable: 50,
        total: 1,
        entries: [
          {
            on: '2026-11-24',
            amount: 50,
            confirmed: false,
            reversed: false,
            objection: null,
            what: { kind: 'attendance', event: '医保报销今年怎么变' },
          },
        ],
      },
      served: 0,
      stars: { reached: 0 },
      objections: [],
      city: null,
      reported: 0,
    })
    expect(mine().deeds.map(({ rule }) => rule)).toContain('D06')
    expect(mine().uses).toEqual(station.catalogue.uses)
  })

  it.each([['no'], ['later']] as const)('is hours alone where the answer to scoring was %s', (said) => {
    station.tap()
    answer('scoring', said)
    given(100)
    expect(mine()).toMatchObject({ points: null, served: 0, deeds: [], objections: [] })
    expect(history(1000)).toEqual({ entries: [], more: false })
  })

  it('goes away when the yes is taken back', () => {
    station.tap()
    answer('scoring', 'yes')
    station.withdraw({ commandId: station.newId(), question: 'scoring' })
    expect(mine()).toMatchObject({ scoring: 'no', points: null })
  })

  it('says what is owed, and lets nothing of it be spent', () => {
    station.tap()
    answer('scoring', 'yes')
    given(-350)
    expect(mine().points).toMatchObject({ balance: -300, redeemable: 0 })
  })

  it('shows a line that was taken back as such, and the line that did it', () => {
    station.tap()
    answer('scoring', 'yes')
    takenBack(given(200))
    const { points } = mine()
    expect(points).toMatchObject({ balance: 50, total: 3 })
    expect(points?.entries).toMatchObject([
      { amount: -200, what: { kind: 'reversal', reason: 'correction' }, reversed: false },
      { amount: 200, what: { kind: 'document' }, reversed: true },
      { amount: 50, reversed: false },
    ])
  })

  it('goes on in pages, each line once and in order, until there is no more', () => {
    station.tap()
    answer('scoring', 'yes')
    for (let n = 1; n <= 11; n++) given(n)
    const first = mine().points?.entries ?? []
    const seen = [...first]
    for (let more = true; more;) {
      const page = history(seen.at(-1)?.seq ?? 0)
      seen.push(...page.entries)
      more = page.more
    }
    expect(seen.map(({ amount }) => amount)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 50])
    expect(history(seen.at(-1)?.seq ?? 0)).toEqual({ entries: [], more: false })
  })
})

describe('what the city has confirmed', () => {
  it('is what it holds and has nothing against', () => {
    station.tap()
    answer('scoring', 'yes')
    const [held, refused, plain] = [given(100), given(200), given(400)]
    const late = given(800)
    expect(mine().points).toMatchObject({ balance: 1550, confirmed: 0 })
    cityHolds(sequenceOf(plain), [
      { sequence: sequenceOf(held), status: 'held', code: 'unknown-event' },
      { sequence: sequenceOf(refused), status: 'rejected', code: 'cap' },
    ])
    const { points } = mine()
    expect(points).toMatchObject({ balance: 1550, confirmed: 450 })
    const confirmed = new Map(points?.entries.map((row) => [row.id, row.confirmed]))
    expect([late, plain, refused, held].map((id) => confirmed.get(id))).toEqual([false, true, false, false])
    cityHolds(sequenceOf(late), [{ sequence: sequenceOf(held), status: 'applied', code: '' }])
    expect(mine().points).toMatchObject({ confirmed: 1350 })
  })

  it('is counted anew for records that were issued again', () => {
    station.tap()
    answer('scoring', 'yes')
    const [first, second] = [given(100), given(200)]
    cityHolds(sequenceOf(first))
    expect(mine().points).toMatchObject({ confirmed: 150 })
    station.parts.store.transaction((tx) => {
      station.parts.outbox.startIncarnation(tx, { station: '119999001002', at: station.clock.now() })
    })
    expect(mine().points).toMatchObject({ balance: 350, confirmed: 150 })
    cityHolds(station.parts.store.read((tx) => currentStream(tx)?.sequence ?? 0))
    expect(mine().points).toMatchObject({ confirmed: 350 })
    expect(mine().points?.entries.find(({ id }) => id === second)?.confirmed).toBe(true)
  })
})

describe('whose points they are', () => {
  it('nobody sees them before a card and after the session ended', () => {
    expect(() => credit['credit.mine']()).toThrow(errorWith('sessionEnded'))
    station.tap()
    answer('scoring', 'yes')
    mine()
    station.session.end()
    expect(() => credit['credit.mine']()).toThrow(errorWith('sessionEnded'))
    expect(() => credit['credit.history']({ before: 1000 })).toThrow(errorWith('sessionEnded'))
  })

  it('the next card brings the next person’s, and never a line of the one before', () => {
    station.tap()
    answer('scoring', 'yes')
    for (let n = 1; n <= 8; n++) given(100)
    const first = new Set(mine().points?.entries.map(({ id }) => id))
    station.tap(other)
    answer('scoring', 'yes')
    given(7)
    const seen = mine()
    expect(seen.person.name).toBe('李*山')
    expect(seen.points).toMatchObject({ balance: 57, total: 2 })
    const lines = [...(seen.points?.entries ?? []), ...history(1000).entries]
    expect(lines).not.toEqual([])
    expect(lines.filter(({ id }) => first.has(id))).toEqual([])
    expect(new Set(lines.map(({ amount }) => amount))).toEqual(new Set([7, 50]))
  })

  it('lines that were made under an entry without a card belong to the person it was joined with', () => {
    station.tap()
    answer('scoring', 'yes')
    const before = holder()
    const alias = station.newId()
    station.parts.store.transaction((tx) => {
      tx.run(
        `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at)
         select ?, name_cipher, 'none', birth, sex, registered_at from resident where id = ?`,
        alias,
        before,
      )
    })
    given(300, '2026-11-20', alias)
    expect(mine().points).toMatchObject({ balance: 50, total: 1 })
    station.parts.store.transaction((tx) => {
      tx.run(
        'insert into resident_alias (alias, resident, author, at) values (?, ?, ?, 1)',
        alias,
        before,
        'clerk-a',
      )
    })
    expect(mine().points).toMatchObject({ balance: 350, confirmed: 0, total: 2 })
    expect(mine().points?.entries.map(({ amount }) => amount)).toEqual([300, 50])
  })
})

describe('the city’s score', () => {
  const send = (change: object = {}): void => {
    const score = { resident: holder(), score: 1012, asOf: '2026-11-20T00:00:00.000Z', ...change }
    station.parts.store.transaction((tx) => {
      keepCityScores(tx, [score])
    })
  }

  it('is shown with its grade’s name, and the newest wins', () => {
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'yes')
    send()
    const bands = station.catalogue.gradeBands.at(-1)?.bands ?? []
    expect(mine().city).toMatchObject({ score: 1012 })
    expect(bands).toContainEqual(expect.objectContaining({ name: mine().city?.name }))
    const [best] = bands
    send({ score: 900, grade: best?.grade, asOf: '2026-11-21T00:00:00.000Z' })
    expect(mine().city).toEqual({ score: 900, grade: best?.grade, name: best?.name })
    send({ score: 700, asOf: '2026-11-19T00:00:00.000Z' })
    expect(mine().city?.score).toBe(900)
    expect(mine().points?.balance).toBe(50)
  })

  it('is kept only of people who let the city have their number, and shown as long as they do', () => {
    station.tap()
    answer('scoring', 'yes')
    send()
    send({ resident: station.newId() })
    expect(station.count('city_score')).toBe(0)
    answer('sharing', 'yes')
    send()
    expect(mine().city).not.toBeNull()
    station.withdraw({ commandId: station.newId(), question: 'sharing' })
    expect(mine().city).toBeNull()
  })
})
