import { StationError } from '../../electron/base/errors.ts'
import { silentLog } from '../../electron/base/log.ts'
import type { Store, Tx } from '../../electron/store/tx.ts'
import { createSync, type Sync } from '../../electron/sync/sync.ts'
import type { FakeCentre } from './fake-centre.ts'
import { ManualClock, settle } from './manual-clock.ts'
import { syntheticNumber } from './people.ts'
import { nine, openPipeline, type Pipeline } from './pipeline.ts'
import { VirtualLine, type Way } from './virtual-line.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const people = 30

/** What of a month went wrong, and how much of it there was. */
export interface MonthFound {
  taps: number
  restarts: number
  requests: number
  records: number
  /** Shown as done and not at the station, or not at the centre. */
  lost: string[]
  doubled: string[]
  /** Left open by a failed disk and known after the restart. */
  resolved: number
  /** Residents whose balance is another one at the centre. */
  balances: string[]
}

interface Running {
  pipeline: Pipeline
  sync: Sync
}

/** Waits are of any length; a wall clock shows whole milliseconds. */
class WholeClock extends ManualClock {
  override now(): number {
    return Math.floor(super.now())
  }
}

/** How the next commit of the station ends. */
type Disk = 'sound' | 'failsAfter' | 'failsBefore'

/** A month of one station, its centre and the line between, played from a seed; no real time passes. */
export class Month {
  readonly #dir: string
  readonly #random: () => number
  readonly #centre: FakeCentre
  readonly #clock = new WholeClock(nine - hour)
  readonly #line: VirtualLine
  readonly #doneTaps = new Set<string>()
  readonly #open: string[] = []
  #way: Way = { kind: 'through' }
  #disk: Disk = 'sound'
  #running: Running | undefined
  #found = { taps: 0, restarts: 0, resolved: 0 }

  constructor(dir: string, random: () => number, centre: FakeCentre) {
    this.#dir = dir
    this.#random = random
    this.#centre = centre
    this.#line = new VirtualLine(centre, this.#clock, () => this.#way)
  }

  async play(days: number): Promise<MonthFound> {
    for (let n = 0; n < days; n += 1) {
      await this.#day()
      await this.#stop()
      // The hall is dark, and the station switched off.
      this.#clock.setWall(nine - hour + (n + 1) * day)
    }
    return this.#end()
  }

  #pick<T>(...from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!
  }

  async #day(): Promise<void> {
    const { pipeline } = await this.#station()
    const opensAt = pipeline.clock.now()
    const events = this.#pick(1, 1, 2)
    for (let n = 0; n < events; n += 1) {
      const startsAt = opensAt + (5 + 45 * n) * minute
      pipeline.addEvent({
        kind: this.#pick('lecture', 'volunteer', 'training'),
        ruleId: 'L01',
        creditAt: 'checkIn',
        startsAt,
        endsAt: startsAt + 3 * hour,
      })
    }
    const deeds = 10 + Math.floor(this.#random() * 25)
    for (let n = 0; n < deeds; n += 1) {
      await this.#deed()
      await this.#pass(this.#random() * 10 * minute)
    }
  }

  async #deed(): Promise<void> {
    const dice = this.#random()
    if (dice < 0.6) await this.#tap()
    else if (dice < 0.75) this.#changeWay()
    else if (dice < 0.8) await this.#restart()
    else if (dice < 0.84) this.#line.deliverRepeats()
    else if (dice < 0.87) this.#centreLoses()
    else if (dice < 0.9) this.#setClock()
    else if (dice < 0.96) await this.#tap()
    else await this.#tap(this.#pick('failsAfter', 'failsBefore'))
  }

  #changeWay(): void {
    this.#way = this.#pick<Way>(
      { kind: 'through' },
      { kind: 'through' },
      { kind: 'down' },
      { kind: 'requestLost' },
      { kind: 'answerLost' },
      { kind: 'answerCut' },
      { kind: 'repeated' },
      { kind: 'late', ms: this.#random() * 40_000 },
      { kind: 'refused', status: this.#pick(429, 500, 503) },
    )
  }

  #centreLoses(): void {
    for (const [incarnation, held] of this.#centre.streams)
      this.#centre.rollBack(incarnation, Math.max(0, held.length - Math.floor(this.#random() * 20)))
  }

  #setClock(): void {
    this.#clock.setWall(this.#clock.now() + (this.#random() - 0.5) * 20 * minute)
  }

  async #tap(disk: Disk = 'sound'): Promise<void> {
    const { pipeline, sync } = await this.#station()
    const person = Math.floor(this.#random() * people)
    const birth = `19${String(40 + person)}-02-03`
    this.#disk = disk
    const outcome = pipeline.tap({ name: '于大海', birth, idNumber: syntheticNumber(birth, person) })
    this.#disk = 'sound'
    this.#found.taps += 1
    this.#noteShown(pipeline)
    if (outcome.kind === 'checking') {
      this.#open.push(outcome.tapId)
      await this.#restart()
      return
    }
    this.#press(pipeline)
    sync.kick()
  }

  /** What somebody before the screen might do with the result. */
  #press(pipeline: Pipeline): void {
    const { holder, session, taps, newId, consent } = pipeline
    const { seq = 0, outcome } = taps.last() ?? {}
    const question = session.holder()?.ask ?? null
    try {
      if (outcome?.kind === 'chooseEvent') {
        const { event } = this.#pick(...outcome.choices)
        holder['tap.choose']({ commandId: newId(), seq, event: event.id })
      } else if (question !== null) {
        consent({ commandId: newId(), question, answer: this.#pick('yes', 'yes', 'no') })
      } else if (this.#random() < 0.15) {
        holder['tap.notMe']({ commandId: newId(), seq })
      }
    } catch (error) {
      if (!(error instanceof StationError)) throw error
    }
    this.#noteShown(pipeline)
  }

  #noteShown({ taps, parts }: Pipeline): void {
    const last = taps.last()
    if (last === null || !['checkedIn', 'checkedOut'].includes(last.outcome.kind)) return
    const row = parts.store.read((tx) => tx.get<{ id: string }>('select id from tap where seq = ?', last.seq))
    this.#doneTaps.add(row?.id ?? `not there: ${String(last.seq)}`)
  }

  async #station(): Promise<Running> {
    if (this.#running !== undefined) return this.#running
    const pipeline = await openPipeline({
      dir: this.#dir,
      clock: this.#clock,
      wrapStore: (store) => this.#wrap(store),
    })
    const { store, outbox, cipher, boot } = pipeline.parts
    const sync = createSync({
      store,
      outbox,
      cipher,
      clock: this.#clock,
      boot,
      random: this.#random,
      fetch: this.#line.fetch,
      log: silentLog,
      station: '119999001001',
      rolledBack: false,
      centreUrl: 'http://centre',
      token: 'TOKEN',
      appVersion: '0.0.0',
      buildDate: nine - 30 * day,
      onFatal: () => undefined,
    })
    sync.start()
    this.#running = { pipeline, sync }
    for (const tapId of this.#open.splice(0)) {
      const { kind } = pipeline.taps.settle(tapId)
      if (kind === 'checkedIn' || kind === 'checkedOut') this.#doneTaps.add(tapId)
      this.#found.resolved += 1
    }
    if (this.#line.requests === 0) await this.#until(() => sync.link() === 'online')
    return this.#running
  }

  /** A commit may fail, and its rows be there or not: that is what a failed flush leaves. */
  #wrap(store: Store): Store {
    const transaction = <T>(work: (tx: Tx) => T): T => {
      const disk = this.#disk
      this.#disk = 'sound'
      if (disk === 'failsBefore') throw new StationError('commitUnknown', { fatal: true })
      const result = store.transaction(work)
      if (disk === 'failsAfter') throw new StationError('commitUnknown', { fatal: true })
      return result
    }
    return {
      storeId: store.storeId,
      boots: store.boots,
      transaction,
      unflushed: store.unflushed.bind(store),
      read: store.read.bind(store),
      reopen: store.reopen.bind(store),
      close: store.close.bind(store),
    }
  }

  async #restart(): Promise<void> {
    this.#found.restarts += 1
    await this.#stop()
  }

  async #stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    await running?.sync.stop()
    running?.pipeline.close(true)
  }

  /** Lets time pass, but none while a request could get on without. */
  async #pass(ms: number, isOver: () => boolean = () => false): Promise<void> {
    const end = this.#clock.monotonic() + ms
    while (!isOver()) {
      while (this.#line.isMoving()) await settle()
      const left = end - this.#clock.monotonic()
      const stops = await this.#clock.advanceUntil(() => this.#line.isMoving() || isOver(), left)
      if (!stops && !this.#line.isMoving()) {
        await this.#clock.advanceAsync(Math.max(0, end - this.#clock.monotonic()))
        if (!this.#line.isMoving()) return
      }
    }
  }

  async #until(condition: () => boolean): Promise<void> {
    await this.#pass(2 * day, condition)
    if (!condition()) throw new Error('it did not come to that')
  }

  async #end(): Promise<MonthFound> {
    this.#way = { kind: 'through' }
    const { pipeline, sync } = await this.#station()
    await this.#pass(hour)
    // A centre that lost its end finds out with the next record.
    pipeline.addEvent({ startsAt: this.#clock.now(), endsAt: this.#clock.now() + hour })
    const birth = '1932-05-06'
    pipeline.tap({ birth, idNumber: syntheticNumber(birth, 77) })
    this.#noteShown(pipeline)
    sync.kick()
    await this.#until(() => sync.health().pending === 0)
    this.#line.deliverRepeats()
    const found = { ...this.#found, requests: this.#line.requests, ...this.#compare(pipeline) }
    await this.#stop()
    return found
  }

  #compare({ parts }: Pipeline): Pick<MonthFound, 'records' | 'lost' | 'doubled' | 'balances'> {
    const held = this.#centre.held.map(({ event }) => event)
    const heldIds = held.map(({ id }) => String(id))
    const there = new Set(heldIds)
    return parts.store.read((tx) => {
      const ids = tx.all<{ id: string }>('select id from outbox').map(({ id }) => id)
      const taps = new Set(tx.all<{ id: string }>('select id from tap').map(({ id }) => id))
      const balances = tx.all<{ resident: string; balance: number }>(
        'select resident, balance from credit_balance',
      )
      const atCentre = balanceAt(held)
      return {
        records: ids.length,
        lost: [...[...this.#doneTaps].filter((id) => !taps.has(id)), ...ids.filter((id) => !there.has(id))],
        doubled: heldIds.filter((id, index) => heldIds.indexOf(id) !== index),
        balances: balances
          .filter(({ resident, balance }) => (atCentre.get(resident) ?? 0) !== balance)
          .map(({ resident }) => resident),
      }
    })
  }
}

/** What the centre's own records say that each resident has. */
const balanceAt = (held: readonly Record<string, unknown>[]): Map<string, number> => {
  const balances = new Map<string, number>()
  for (const { type, data } of held) {
    if (!String(type).startsWith('cn.wmsj.credit.')) continue
    const { resident, amount } = data as { resident: string; amount: number }
    balances.set(resident, (balances.get(resident) ?? 0) + amount)
  }
  return balances
}
