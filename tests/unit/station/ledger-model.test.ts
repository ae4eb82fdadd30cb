import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { automatic, catalogueWith, pointsPer, timesPer } from '../../support/catalogue.ts'
import { factsOf, NaiveLedger, type NaiveRules } from '../../support/naive-ledger.ts'
import { nine, type Pipeline } from '../../support/pipeline.ts'
import { Story, type Deed } from '../../support/station-story.ts'
import { testFolder } from '../../support/test-store.ts'

const deep = process.env.FAULTS_DEEP === '1'
const seed = process.env.FAULTS_SEED
const hour = 3_600_000
const tomorrow = nine + 24 * hour

/** Caps that bite within a morning, and a second revision from the second day on. */
const catalogue = catalogueWith(
  [
    automatic(
      'L01',
      { award: { kind: 'perEvent', amount: 50 }, caps: [timesPer('month', 2)], until: '2026-11-24' },
      { award: { kind: 'perEvent', amount: 80 }, caps: [timesPer('month', 2)], from: '2026-11-25' },
    ),
    automatic('L05', { award: { kind: 'perEvent', amount: 30 }, caps: [timesPer('year', 1)] }),
    automatic(
      'V01',
      { award: { kind: 'perHours', amount: 100, unitMinutes: 30 }, until: '2026-11-24' },
      { award: { kind: 'perHours', amount: 70, unitMinutes: 60 }, from: '2026-11-25' },
    ),
    automatic('V03', {
      award: {
        kind: 'tiers',
        tiers: [
          { upToMinutes: 60, unitMinutes: 30, amount: 40 },
          { upToMinutes: null, unitMinutes: 60, amount: 50 },
        ],
        restarts: 'never',
      },
    }),
    automatic('L07', {
      award: { kind: 'perHours', amount: 20, unitMinutes: 30 },
      caps: [pointsPer('day', 50), pointsPer('month', 70)],
    }),
  ],
  {
    starBands: [
      {
        from: '2026-01-01',
        note: '',
        bands: [
          { stars: 1, fromMinutes: 100 },
          { stars: 2, fromMinutes: 250 },
        ],
      },
    ],
  },
)

const rules: NaiveRules = {
  perEvent: {
    L01: { amount: (date) => (date < '2026-11-25' ? 50 : 80), most: 2 },
    L05: { amount: () => 30, most: 1 },
  },
  perHours: {
    V01: {
      revision: (date) => (date < '2026-11-25' ? 0 : 1),
      worth: ([first = 0, second = 0]) =>
        first * 100 + (Math.floor((first + second) / 2) - Math.floor(first / 2)) * 70,
    },
    V03: {
      revision: () => 0,
      worth: ([halves = 0]) => Math.min(halves, 2) * 40 + Math.floor(Math.max(0, halves - 2) / 2) * 50,
    },
  },
  stars: [
    { rule: 'V18', amount: 100, from: 100 },
    { rule: 'V19', amount: 200, from: 250 },
  ],
}

/** Two days full of talks, lessons and services that overlap. */
const addEvents = (station: Pipeline): StationEvent[] => {
  const service = { kind: 'volunteer', minPresencePercent: 5 } as const
  const lesson = { kind: 'training', minPresencePercent: 20 } as const
  return [nine, tomorrow].flatMap((morning) => {
    const add = (from: number, to: number, change: Partial<StationEvent> = {}): StationEvent =>
      station.addEvent({ startsAt: morning + from * hour, endsAt: morning + to * hour, ...change })
    return [
      add(0, 1),
      add(0, 3, service),
      add(1, 5, { ...service, ruleId: 'V03' }),
      add(2, 3, lesson),
      add(3, 6, service),
      add(4, 5),
      add(4, 8, { ...service, ruleId: 'L07', creditAt: 'checkIn' }),
      add(6, 7, lesson),
      add(7, 9),
      add(7, 10, service),
    ]
  })
}

const person = fc.nat(2)
const event = fc.nat(19)
const which = fc.nat(11)
const plain = <T extends Deed['do']>(...does: T[]) => fc.record({ do: fc.constantFrom(...does) })
const deed = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('come' as const, 'go' as const),
      person,
      which: fc.nat(4),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('serve' as const),
      person,
      which: fc.nat(4),
      minutes: fc.oneof(fc.integer({ min: 20, max: 70 }), fc.integer({ min: 20, max: 70 }), fc.nat(150)),
    }),
  },
  { weight: 2, arbitrary: plain('leaveEarly', 'askAgain') },
  { weight: 2, arbitrary: plain('notMe') },
  { weight: 2, arbitrary: plain('withdraw') },
  { weight: 1, arbitrary: plain('sendAgain', 'confirmClock', 'restart') },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      says: fc.constantFrom('yes' as const, 'yes' as const, 'yes' as const, 'no' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('enter' as const), person, event, approved: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('confirm' as const), which, minutes: fc.nat(180) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), event }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.oneof(fc.nat(5), fc.nat(5), fc.nat(20), fc.nat(60), fc.constant(13 * 60)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setClock' as const),
      minutes: fc.integer({ min: -90, max: 90 }),
    }),
  },
)

interface Line {
  key: string
  resident: string
  rule: string
  amount: number
  date: string
}

const standingOf = ({ station }: Story): Line[] =>
  station.parts.store.read((tx) =>
    tx.all<Line & object>(
      `select e.business_key as key, e.resident, e.rule_id as rule, e.amount, e.business_date as date
         from credit_entry e where e.reverses is null
          and not exists (select 1 from credit_entry r where r.reverses = e.id)`,
    ),
  )

const sum = (lines: readonly { amount: number }[]): number => lines.reduce((all, one) => all + one.amount, 0)

/** The balance is the sum of the ledger, no key stands twice, and every record was told. */
const checkLedger = (story: Story, standing: readonly Line[]): void => {
  const { store } = story.station.parts
  const balances = store.read((tx) =>
    tx.all<{ resident: string; balance: number; entries: number }>(
      `select b.resident, b.balance, (select sum(amount) from credit_entry where resident = b.resident) as entries
         from credit_balance b`,
    ),
  )
  for (const { resident, balance, entries } of balances) {
    const own = sum(standing.filter((line) => line.resident === resident))
    expect([balance, entries]).toEqual([own, own])
  }
  expect(new Set(standing.map(({ key }) => key)).size).toBe(standing.length)
  const told = story.station.records().filter(({ type }) => type.startsWith('cn.wmsj.credit.'))
  expect(told).toHaveLength(story.station.count('credit_entry'))
}

/** A cap on points per day and month that hours may not go beyond. */
const checkCaps = (standing: readonly Line[]): void => {
  const reading = standing.filter(({ rule }) => rule === 'L07')
  for (const { resident, date } of reading) {
    const own = reading.filter((line) => line.resident === resident)
    expect(sum(own.filter((line) => line.date === date))).toBeLessThanOrEqual(50)
    expect(sum(own)).toBeLessThanOrEqual(70)
  }
}

/** Moments at which a yes was given with the card that is at the screen, since it was tapped. */
const agreedSinceTap = ({ station }: Story): number[] => {
  const holder = station.session.holder()
  if (holder === null) return []
  return station.parts.store.read((tx) =>
    tx
      .all<{ at: number }>(
        `select at from consent where resident = ? and question = 'scoring' and answer = 'yes' and seq > ?`,
        holder.resident,
        holder.tap.answered,
      )
      .map(({ at }) => at),
  )
}

const tell = async (deeds: readonly Deed[]): Promise<void> => {
  const story = await Story.begin(testFolder(), { addEvents, catalogue, agreed: 2 })
  try {
    const paper = new NaiveLedger(rules, factsOf(story.station, story.events))
    for (const step of deeds) {
      // No two deeds happen in one and the same moment.
      story.station.clock.advance(1000)
      const since = agreedSinceTap(story)
      const seqBefore = story.station.taps.last()?.seq
      const ledgerBefore = story.station.count('credit_entry')
      const refused = await story.play(step)
      const shown = story.station.taps.last()
      const isDisputed =
        step.do === 'notMe' &&
        shown?.seq !== seqBefore &&
        shown?.outcome.kind === 'disputed' &&
        shown.outcome.undone
      if (refused || step.do === 'sendAgain' || step.do === 'restart') {
        expect(story.station.count('credit_entry')).toBe(ledgerBefore)
      }
      paper.note(factsOf(story.station, story.events), isDisputed ? since : [])
      const standing = standingOf(story)
      checkLedger(story, standing)
      checkCaps(standing)
      for (const resident of story.residents()) {
        const own = standing.filter((line) => line.resident === resident)
        for (const rule of ['L01', 'L05', 'V01', 'V03', 'V18', 'V19'])
          expect([rule, sum(own.filter((line) => line.rule === rule))]).toEqual([
            rule,
            paper.due(resident, rule),
          ])
      }
    }
  } finally {
    story.end()
  }
}

test(
  'whatever people and staff do, the ledger is the one that was kept on paper',
  { timeout: deep ? 3_600_000 : 60_000 },
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 60, size: 'max' }), tell), {
      numRuns: deep ? 2000 : 100,
      endOnFailure: !deep,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    })
  },
)
