import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { DemoSnapshot } from '../contract/pushes.ts'
import { businessDateOf } from '../contract/values.ts'
import type { ReaderEvent } from '../reader/card-reader.ts'
import type { SimulatedDevice } from '../reader/simulated/device.ts'
import { CardDrawer } from './card-drawer.ts'
import { demonstrationPin } from './demonstration.ts'
import { createSignal, type Signal } from './signal.ts'
import type { Supervisor } from './supervisor.ts'
import type { TapWay } from './taps.ts'

/** What makes a record of its own. */
const recording: ReadonlySet<TapWay['kind']> = new Set(['checkedIn', 'checkedOut', 'minor'])

/** What a visitor of the demonstration sees and can do. */
export class Demo {
  readonly changed: Signal<undefined> = createSignal()
  readonly #clock: Clock
  readonly #drawer: CardDrawer
  readonly #supervisor: Supervisor | null
  readonly #centrePage: string | null
  readonly #fresh: boolean
  #networkCut = false
  #way: DemoSnapshot['way'] = null
  /** When the last tap's success left for the pages, monotonic. */
  #pushedAt = 0

  constructor(deps: {
    clock: Clock
    device: SimulatedDevice | null
    readerEvents: Signal<ReaderEvent>
    supervisor: Supervisor | null
    centrePage: string | null
    fresh: boolean
  }) {
    const { clock, device, readerEvents: events } = deps
    this.#clock = clock
    this.#supervisor = deps.supervisor
    this.#centrePage = deps.centrePage
    this.#fresh = deps.fresh
    this.#drawer = new CardDrawer({ clock, device, events, today: businessDateOf(clock.now()) })
    this.#drawer.changed.on(this.changed.emit)
  }

  snapshot(): DemoSnapshot {
    return {
      ...this.#drawer.snapshot(),
      networkCut: this.#networkCut,
      canRestart: this.#supervisor !== null,
      pin: demonstrationPin,
      centrePage: this.#centrePage,
      fresh: this.#fresh,
      way: this.#way,
    }
  }

  get isNetworkCut(): boolean {
    return this.#networkCut
  }

  placeCard(id: string): void {
    this.#drawer.place(id)
  }

  bringCrowd(): void {
    this.#drawer.bringCrowd()
  }

  setNetworkCut(cut: boolean): void {
    this.#networkCut = cut
    this.changed.emit(undefined)
  }

  /** The station says a thing to whoever started it, and ends as that thing needs. */
  announce(what: 'powerCut' | 'startOver' | 'goLive'): void {
    if (this.#supervisor === null) {
      throw new StationError('notAllowed', { because: 'nobody would start it again' })
    }
    this.#supervisor.announce(what)
  }

  /** `head`: the number of the newest record, right after the tap. */
  tapDone({ seq, kind, readMs, checkMs, commitMs, pushedAt }: TapWay, head: number): void {
    this.#pushedAt = pushedAt
    const record = recording.has(kind) && head > 0 ? head : null
    this.#way = { seq, record, readMs, checkMs, commitMs, screenMs: null, centreMs: null }
    this.changed.emit(undefined)
  }

  /** Everything recorded so far has reached the centre. */
  tapUploaded(): void {
    if (this.#way?.centreMs !== null) return
    this.#way = { ...this.#way, centreMs: this.#clock.monotonic() - this.#pushedAt }
    this.changed.emit(undefined)
  }

  painted(seq: number): void {
    if (this.#way?.seq !== seq || this.#way.screenMs !== null) return
    this.#way = { ...this.#way, screenMs: this.#clock.monotonic() - this.#pushedAt }
    this.changed.emit(undefined)
  }

  stop(): void {
    this.#drawer.stop()
  }
}
