import fc from 'fast-check'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
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
}
