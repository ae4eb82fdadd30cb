import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { DemoSnapshot } from '../contract/pushes.ts'
import { ageOn, maskPerson } from '../contract/values.ts'
import type { ReaderEvent } from '../reader/card-reader.ts'
import type { SimulatedDevice } from '../reader/simulated/device.ts'
import { crowd, demonstrationCards, type DemonstrationCard } from '../reader/simulated/people.ts'
import { createSignal, type Signal } from './signal.ts'

/** A visitor lets go of the card about this long after putting it down. */
const lyingMs = 1_500
const crowdSize = 60
/** The crowd gives up waiting for a reader that does not answer. */
const patienceMs = 10_000

interface DrawerCard extends Omit<DemonstrationCard, 'note'> {
  note: DemonstrationCard['note'] | 'again'
}

/** The drawer's last card is its first once more: the same card again should say "already". */
const drawerOf = (today: string): DrawerCard[] => {
  const cards: DrawerCard[] = demonstrationCards(today)
  const [first] = cards
  return first === undefined ? [] : [...cards, { ...first, id: 'again', note: 'again' }]
}

const isTaken = ({ kind }: ReaderEvent): boolean =>
  kind !== 'cardGone' && kind !== 'cardLeft' && kind !== 'stateChanged'

/** The cards that a visitor of the demonstration taps: they go through the simulated reader and the real driver. */
export class CardDrawer {
  readonly changed: Signal<undefined> = createSignal()
  readonly #clock: Clock
  /** `null` where a real reader is attached: then the drawer has no cards. */
  readonly #device: SimulatedDevice | null
  readonly #events: Signal<ReaderEvent>
  readonly #today: string
  readonly #cards: DrawerCard[]
  #lying: string | null = null
  #cancelLift: () => void = () => undefined
  #crowd: DemoSnapshot['crowd'] = null
  #stopped = false

  constructor(deps: {
    clock: Clock
    device: SimulatedDevice | null
    events: Signal<ReaderEvent>
    today: string
  }) {
    this.#clock = deps.clock
    this.#device = deps.device
    this.#events = deps.events
    this.#today = deps.today
    this.#cards = deps.device === null ? [] : drawerOf(deps.today)
  }

  snapshot(): Pick<DemoSnapshot, 'cards' | 'lying' | 'crowd'> {
    const cards = this.#cards.map(({ id, note, face, card }) => ({
      id,
      person: note === 'unreadable' ? null : maskPerson(card.name, card.nameEn),
      note,
      age: note === 'unreadable' ? null : ageOn(card.birth, this.#today),
      face,
    }))
    return { cards, lying: this.#lying, crowd: this.#crowd }
  }

  /** Puts a card down, and takes it away after a moment. */
  place(id: string): void {
    const card = this.#cards.find((candidate) => candidate.id === id)
    if (card === undefined) throw new StationError('notFound', { card: 'unknown' })
    this.#lift()
    this.#device?.place(card.card)
    this.#lying = id
    this.#cancelLift = this.#clock.after(lyingMs, () => {
      this.#lift()
    })
    this.changed.emit(undefined)
  }

  bringCrowd(): void {
    if (this.#device === null) throw new StationError('notFound', { reader: 'not simulated' })
    if (this.#crowd !== null) throw new StationError('conflict', { crowd: 'already here' })
    this.#lift()
    this.#showCrowd({ done: 0, total: crowdSize })
    void this.#walkIn(this.#device)
  }

  stop(): void {
    this.#stopped = true
    this.#lift()
  }

  #lift(): void {
    this.#cancelLift()
    if (this.#lying === null) return
    this.#device?.remove()
    this.#lying = null
    this.changed.emit(undefined)
  }

  #showCrowd(crowd: DemoSnapshot['crowd']): void {
    this.#crowd = crowd
    this.changed.emit(undefined)
  }

  /** One after the other, as fast as the reader takes them. */
  async #walkIn(device: SimulatedDevice): Promise<void> {
    for (const [index, person] of crowd(crowdSize, this.#today).entries()) {
      const taken = this.#next(isTaken)
      device.place(person)
      await taken
      const gone = this.#next(({ kind }) => kind === 'cardGone')
      device.remove()
      this.#showCrowd({ done: index + 1, total: crowdSize })
      await gone
      if (this.#stopped) return
    }
    this.#showCrowd(null)
  }

  /** Resolves with the next reader event that `isAwaited`, or after the crowd's patience. */
  #next(isAwaited: (event: ReaderEvent) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        off()
        cancel()
        resolve()
      }
      const off = this.#events.on((event) => {
        if (isAwaited(event)) end()
      })
      const cancel = this.#clock.after(patienceMs, end)
    })
  }
}
