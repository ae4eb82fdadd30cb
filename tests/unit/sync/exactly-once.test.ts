import { cpSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import { FakeCentre, refusal, type Behaviour } from '../../support/fake-centre.ts'
import { startSyncStation, type SyncStation } from '../../support/sync-station.ts'
import { testFolder } from '../../support/test-store.ts'

/** Everything between a station and its centre that goes wrong by itself. */
const mishaps: Behaviour[] = [
  { kind: 'loseAnswer' },
  { kind: 'cutAnswer', after: 7 },
  { kind: 'cutAnswer', after: 0 },
  { kind: 'cutRequest' },
  { kind: 'answer', status: 500, body: {} },
  { kind: 'answer', status: 200, body: '<html>' },
  { kind: 'lie', change: (answer) => ({ ...answer, ack: '0000099999' }) },
  refusal(503, 'overloaded', { retryAfterMs: 2000 }),
  refusal(413, 'too-large'),
  refusal(400, 'digest-mismatch'),
  refusal(401, 'token-expired'),
]

type Deed =
  | { do: 'tap'; records: number }
  | { do: 'pass'; ms: number }
  | { do: 'mishap'; which: number }
  | { do: 'drain' }
  | { do: 'restart' }
  | { do: 'copy' }
  | { do: 'putBack' }
  | { do: 'centreLoses'; records: number }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('tap' as const), records: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 5000 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('mishap' as const),
      which: fc.integer({ min: 0, max: mishaps.length - 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'drain' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'copy' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'putBack' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('centreLoses' as const),
      records: fc.integer({ min: 1, max: 30 }),
    }),
  },
)

/** One village's story, played over real files and sockets. */
class Story {
  readonly #dir = testFolder()
  readonly #copy = testFolder()
  readonly #centre: FakeCentre
  /** Every id that was ever committed, in order. */
  readonly #committed: string[] = []
  #station: SyncStation | undefined
  #hasCopy = false

  constructor(centre: FakeCentre) {
    this.#centre = centre
  }

  async #running(): Promise<SyncStation> {
    if (this.#station !== undefined) return this.#station
    const station = await startSyncStation({ dir: this.#dir, centreUrl: this.#centre.url })
    this.#station = station
    // A token is good for one pairing: when that answer is lost, staff must ask for another.
    if (this.#centre.requests.length === 0) await station.drive(() => station.sync.link() === 'online')
    return station
  }

  async #stop(): Promise<void> {
    await this.#station?.stop()
    this.#station = undefined
  }

  async play(step: Deed): Promise<void> {
    const station = await this.#running()
    switch (step.do) {
      case 'tap':
        this.#committed.push(...station.tap(step.records))
        return
      case 'pass':
        await station.clock.advanceAsync(step.ms)
        return
      case 'mishap':
        this.#centre.script.push(mishaps[step.which]!)
        return
      case 'drain':
        await station.drain()
        return
      case 'restart':
        await this.#stop()
        return
      case 'copy':
        await this.#stop()
        rmSync(this.#copy, { recursive: true })
        cpSync(this.#dir, this.#copy, { recursive: true })
        this.#hasCopy = true
        return
      case 'putBack':
        // What the station had not sent by then is gone with the disk; so everything is sent before.
        await station.drain()
        await this.#stop()
        if (!this.#hasCopy) return
        rmSync(this.#dir, { recursive: true })
        cpSync(this.#copy, this.#dir, { recursive: true })
        return
      case 'centreLoses':
        // Only what this station still holds can come back; a lost stream of before a restore cannot.
        if (!this.#hasCopy) this.#centreLoses(step.records)
    }
  }

  #centreLoses(records: number): void {
    for (const [incarnation, held] of this.#centre.streams) {
      this.#centre.rollBack(incarnation, Math.max(0, held.length - records))
    }
  }

  async end(): Promise<void> {
    this.#centre.script.length = 0
    const station = await this.#running()
    // A centre that lost its end finds out with the next record.
    this.#committed.push(...station.tap())
    await station.drain()
    const { held, distinctIds } = this.#centre
    for (const { event } of held) stationRecord.parse(event)
    expect([...distinctIds].sort()).toEqual([...this.#committed].sort())
    expect(station.sync.health()).toMatchObject({ pending: 0, lastError: null })
    await this.#stop()
  }
}

it('every committed record is held exactly once, whatever is lost, repeated, restarted or put back', async () => {
  const deep = process.env.FAULTS_DEEP === '1'
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
      const centre = await FakeCentre.start()
      try {
        const story = new Story(centre)
        for (const step of deeds) await story.play(step)
        await story.end()
      } finally {
        await centre.close()
      }
    }),
    { numRuns: deep ? 1000 : 25, endOnFailure: true },
  )
}, 600_000)
