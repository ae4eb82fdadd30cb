import fc from 'fast-check'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { naiveTotals } from '../support/naive.ts'
import type { Json } from '../support/station.ts'
import type { PairedStream, World } from '../support/world.ts'

type Step =
  | { kind: 'record'; resident: number; amount: number }
  | { kind: 'strange' }
  | { kind: 'upload'; size: number; answerLost: boolean }
  | { kind: 'replay'; from: number; size: number }
  | { kind: 'reborn' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      resident: fc.nat(3),
      amount: fc.integer({ min: -300, max: 300 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('strange' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('upload' as const),
      size: fc.integer({ min: 1, max: 9 }),
      answerLost: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('replay' as const),
      from: fc.nat(9),
      size: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reborn' as const) }) },
)

/** A station that believes only the answers that reach it. */
class Believer {
  readonly #world: World
  #stream: PairedStream
  #acked = 0
  readonly sent = new Map<string, { resident: string; amount: number }>()
  readonly #residents: string[] = Array.from({ length: 4 }, () => v7())

  constructor(world: World, stream: PairedStream) {
    this.#world = world
    this.#stream = stream
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'record': {
        const resident = this.#residents[step.resident]!
        const { id } = this.#stream.credit(resident, v7(), step.amount)
        this.sent.set(String(id), { resident, amount: step.amount })
        return
      }
      case 'strange':
        this.#stream.add('cn.wmsj.weather.observed.v1', {})
        return
      case 'upload':
        return this.upload(step.size, step.answerLost)
      case 'replay': {
        const from = Math.min(step.from, this.#acked)
        const to = Math.min(from + step.size, this.#acked)
        const answer = await this.#world.send(this.#stream, this.#stream.upload(from, to))
        expect(answer.status).toBe(200)
        return
      }
      case 'reborn':
        this.reborn()
        return
    }
  }

  async upload(size: number, answerLost: boolean): Promise<void> {
    const to = Math.min(this.#acked + size, this.#stream.records.length)
    const answer = await this.#world.send(this.#stream, this.#stream.upload(this.#acked, to))
    expect(answer.status).toBe(200)
    if (!answerLost) this.#acked = Number(answer.body.ack)
  }

  /** A new incarnation issues again, with the same ids, all of which it holds no acknowledgement. */
  reborn(): void {
    const open = this.#stream.records.slice(this.#acked)
    this.#stream = this.#world.reborn(this.#stream)
    for (const { type, data, id, time } of open) {
      this.#stream.add(String(type), data as Record<string, unknown>, { id, time })
    }
    this.#acked = 0
  }

  async drain(): Promise<void> {
    while (this.#acked < this.#stream.records.length) await this.upload(9, false)
  }
}

/** What a station tells of its people: whom, about which earlier record, and whether it comes before that one. */
const fact = fc.record({
  kind: fc.constantFrom(
    ...[
      'checkin',
      'checkin',
      'checkout',
      'reversed',
      'credit',
      'credit',
      'creditReversed',
      'hours',
      'joined',
    ],
    'identified',
  ),
  resident: fc.nat(2),
  other: fc.nat(2),
  event: fc.nat(1),
  which: fc.nat(),
  early: fc.boolean(),
  odd: fc.nat(4),
})
type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never

interface Shared {
  /** At which both stations check in; credit is given for events of one station. */
  events: readonly string[]
  numbers: readonly string[]
}

/**
 * A stream of such facts. Everything that refers to a record may stand before it, as far as that record; only what
 * names the award that is given again stays behind its reversal.
 */
const streamOf = (pair: () => PairedStream, facts: readonly Fact[], shared: Shared): PairedStream => {
  const draft = pair()
  const residents = Array.from({ length: 3 }, () => v7())
  const ownEvents = [v7(), v7()]
  const made: Json[] = []
  const order: Json[] = []
  const pick = (type: string, which: number): Json | undefined => {
    const fitting = made.filter((record) => String(record.type).startsWith(`cn.wmsj.${type}`))
    return fitting[which % fitting.length]
  }
  /** `before`: the record ahead of which it comes when it comes early. */
  const add = (record: Json, before?: Json): void => {
    made.push(record)
    if (before === undefined) order.push(record)
    else order.splice(order.indexOf(before), 0, record)
  }
  for (const { kind, resident, other, event, which, early, odd } of facts) {
    const person = residents[resident]!
    if (kind === 'checkin') add(draft.checkin(person, shared.events[event]))
    if (kind === 'credit') add(draft.credit(person, ownEvents[event], 10 + odd))
    if (kind === 'joined') add(draft.joined(person, residents[other]!))
    if (kind === 'identified') add(draft.identified(person, shared.numbers[event]!))
    const checkin = pick('attendance.checkin', which)
    const present = pick('attendance.check', which)
    const entry = pick('credit.entry', which)
    if (kind === 'checkout' && checkin) add(draft.checkout(checkin), early ? checkin : undefined)
    if (kind === 'reversed' && present) add(draft.reversed(present), early ? present : undefined)
    if (kind === 'creditReversed' && entry) {
      add(draft.creditReversed(entry, odd === 0 ? { amount: 1 } : {}), early ? entry : undefined)
    }
    if (kind === 'hours' && checkin) {
      const by = { source: 'manual', ...(odd === 1 ? {} : { approvedBy: v7() }) }
      const rest = made.filter(({ data }) => odd > 2 && (data as Json).checkin === checkin.id)
      add(
        draft.hours([checkin, ...rest], 30 + odd, odd < 3 ? by : { source: 'taps' }),
        early ? checkin : undefined,
      )
    }
  }
  const stream = pair()
  for (const record of order) stream.reissue(record)
  return stream
}

/** The streams in batches of random sizes, in a random order, some of them twice. */
const sendInPieces = async (
  world: World,
  streams: readonly PairedStream[],
  pieces: readonly { turn: number; size: number; twice: boolean }[],
): Promise<void> => {
  const sent = streams.map(() => 0)
  const upload = async (turn: number, size: number, twice: boolean): Promise<void> => {
    const stream = streams[turn]!
    const to = Math.min(sent[turn]! + size, stream.records.length)
    const batch = stream.upload(sent[turn], to)
    for (let n = 0; n < (twice ? 2 : 1); n += 1) expect((await world.send(stream, batch)).status).toBe(200)
    sent[turn] = to
  }
  for (const { turn, size, twice } of pieces) await upload(turn, size, twice)
  for (const [turn, stream] of streams.entries()) await upload(turn, stream.records.length, false)
}

/** Whatever is lost, repeated or begun anew: each record counts exactly once. */
export const modelSuite = (world: () => World, runs: number): void => {
  test(`over ${String(runs)} random histories with lost answers every record counts once`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const stream = await world().pair()
        const station = new Believer(world(), stream)
        for (const one of steps) await station.take(one)
        await station.drain()
        const entries = await world().db.query<{ entry_id: string; resident: string; amount: number }>(
          'select entry_id, resident, amount from ledger where station = $1',
          [stream.station],
        )
        const posted = new Map(
          entries.map(({ entry_id, resident, amount }) => [entry_id, { resident, amount }]),
        )
        expect(entries).toHaveLength(station.sent.size)
        expect(posted).toEqual(station.sent)
        expect(await world().store.brokenBalances()).toBe(0)
      }),
      { numRuns: runs },
    )
  }, 120_000)

  test(`over ${String(runs)} random histories in random pieces the figures are those of the plainest count`, async () => {
    const history = fc.array(fact, { minLength: 4, maxLength: 25 })
    const piece = fc.record({ turn: fc.nat(1), size: fc.integer({ min: 1, max: 6 }), twice: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(history, history),
        fc.array(piece, { maxLength: 12 }),
        async (facts, pieces) => {
          const { pair, store, db } = world()
          const shared = { events: [v7(), v7()], numbers: [`9${v7().slice(-12)}`, `8${v7().slice(-12)}`] }
          const streams: PairedStream[] = []
          for (const own of facts) {
            const stations = [await pair(), await pair()]
            streams.push(streamOf(() => stations.pop()!, own, shared))
          }
          await sendInPieces(world(), streams, pieces)

          const people = streams.flatMap(({ records }) =>
            records.map(({ data }) => (data as { resident: string }).resident),
          )
          const expected = naiveTotals(
            streams.map(({ records }) => records),
            people,
          )
          const balances = await db.query<{ resident: string; amount: number }>(
            'select resident, amount from balance where resident = any($1::text[])',
            [people],
          )
          expect(Object.fromEntries(balances.map((row) => [row.resident, row.amount]))).toEqual(
            expected.balances,
          )
          for (const [event, counts] of Object.entries(expected.events)) {
            expect(await store.eventCounts(event)).toEqual(counts)
          }
          for (const [resident, minutes] of Object.entries(expected.minutes)) {
            expect(await store.minutesOf(resident)).toBe(minutes)
          }
          const lines = (await store.overview({ businessDate: '2026-11-24', startMs: 0 }, 0)).stations
          const own = lines.filter(({ station }) => streams.some((stream) => stream.station === station))
          expect(own.reduce((sum, line) => sum + line.attendances, 0)).toBe(expected.attendances)
          expect(await store.brokenBalances()).toBe(0)
        },
      ),
      { numRuns: runs },
    )
  }, 120_000)
}
