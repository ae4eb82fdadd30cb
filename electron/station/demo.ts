import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { DemoSnapshot } from '../contract/pushes.ts'
import { ageOn, businessDateOf, maskPerson } from '../contract/values.ts'
import type { ReaderEvent } from '../reader/card-reader.ts'
import type { SimulatedDevice } from '../reader/simulated/device.ts'
import { crowd, demonstrationCards, type DemonstrationCard } from '../reader/simulated/people.ts'
import { demonstrationPin } from './demonstration.ts'
import { createSignal, type Signal } from './signal.ts'
import type { Supervisor } from './supervisor.ts'
import type { TapWay } from './taps.ts'

/** A visitor lets go of the card about this long after putting it down. */
const lyingMs = 1_500
const crowdSize = 60
/** The crowd gives up waiting for a reader that does not answer. */
const patienceMs = 10_000

/** What a visitor of the demonstration can do. The cards go through the simulated reader and the real driver. */
export interface Demo {
  readonly changed: Signal<undefined>
  snapshot(): DemoSnapshot
  isNetworkCut(): boolean
  placeCard(id: string): void
  setNetworkCut(cut: boolean): void
  bringCrowd(): void
  /** The station says a thing to whoever started it, and ends as that thing needs. */
  announce(what: 'powerCut' | 'startOver' | 'goLive'): void
  tapDone(way: TapWay): void
  /** Everything recorded so far has reached the centre. */
  tapUploaded(): void
  painted(seq: number): void
  stop(): void
}

interface DrawerCard extends Omit<DemonstrationCard, 'note'> {
  note: DemonstrationCard['note'] | 'again'
}

/** The drawer's last card is its first once more: the same card again should say "already". */
const drawerOf = (today: string): DrawerCard[] => {
  const cards: DrawerCard[] = demonstrationCards(today)
  const [first] = cards
  return first === undefined ? [] : [...cards, { ...first, id: 'again', note: 'again' }]
}

export const createDemo = (deps: {
  clock: Clock
  /** `null` where a real reader is attached: its drawer has no cards. */
  device: SimulatedDevice | null
  readerEvents: Signal<ReaderEvent>
  supervisor: Supervisor | null
  centrePage: string | null
}): Demo => {
  const { clock, device, supervisor } = deps
  const changed = createSignal<undefined>()
  const today = businessDateOf(clock.now())
  const cards = device === null ? [] : drawerOf(today)
  let stopped = false
  let lying: string | null = null
  let networkCut = false
  let crowdState: DemoSnapshot['crowd'] = null
  let way: (NonNullable<DemoSnapshot['way']> & { pushedAt: number }) | null = null
  let lift: () => void = () => undefined

  const publish = (): void => {
    changed.emit(undefined)
  }

  const put = (id: string): void => {
    const card = cards.find((candidate) => candidate.id === id)
    if (card === undefined || device === null) throw new StationError('notFound', { card: 'unknown' })
    lift()
    device.remove()
    device.place(card.card)
    lying = id
    const cancel = clock.after(lyingMs, () => {
      lift()
    })
    lift = () => {
      cancel()
      lift = () => undefined
      device.remove()
      lying = null
      publish()
    }
    publish()
  }

  /** Resolves with the next reader event that `isAwaited`, or after the crowd's patience. */
  const nextEvent = (isAwaited: (event: ReaderEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        off()
        cancel()
        resolve()
      }
      const off = deps.readerEvents.on((event) => {
        if (isAwaited(event)) end()
      })
      const cancel = clock.after(patienceMs, end)
    })

  const walkIn = async (reader: SimulatedDevice): Promise<void> => {
    for (const [index, person] of crowd(crowdSize, today).entries()) {
      const taken = nextEvent(
        ({ kind }) => kind !== 'cardGone' && kind !== 'cardLeft' && kind !== 'stateChanged',
      )
      reader.place(person)
      await taken
      const gone = nextEvent(({ kind }) => kind === 'cardGone')
      reader.remove()
      crowdState = { done: index + 1, total: crowdSize }
      publish()
      await gone
      if (stopped) return
    }
    crowdState = null
    publish()
  }

  return {
    changed,
    isNetworkCut: () => networkCut,
    snapshot: () => ({
      cards: cards.map(({ id, note, face, card }) => ({
        id,
        person: note === 'unreadable' ? null : maskPerson(card.name, card.nameEn),
        note,
        age: note === 'unreadable' ? null : ageOn(card.birth, today),
        face,
      })),
      lying,
      networkCut,
      canRestart: supervisor !== null,
      crowd: crowdState,
      pin: demonstrationPin,
      centrePage: deps.centrePage,
      way:
        way === null
          ? null
          : {
              seq: way.seq,
              readMs: way.readMs,
              checkMs: way.checkMs,
              commitMs: way.commitMs,
              screenMs: way.screenMs,
              centreMs: way.centreMs,
            },
    }),
    placeCard: put,
    setNetworkCut: (cut) => {
      networkCut = cut
      publish()
    },
    bringCrowd: () => {
      if (device === null) throw new StationError('notFound', { reader: 'not simulated' })
      if (crowdState !== null) throw new StationError('conflict', { crowd: 'already here' })
      lift()
      crowdState = { done: 0, total: crowdSize }
      publish()
      void walkIn(device)
    },
    announce: (what) => {
      if (supervisor === null)
        throw new StationError('notAllowed', { because: 'nobody would start it again' })
      supervisor.announce(what)
    },
    tapDone: ({ seq, readMs, checkMs, commitMs, pushedAt }) => {
      way = { seq, readMs, checkMs, commitMs, screenMs: null, centreMs: null, pushedAt }
      publish()
    },
    tapUploaded: () => {
      if (way === null || way.centreMs !== null) return
      way = { ...way, centreMs: clock.monotonic() - way.pushedAt }
      publish()
    },
    painted: (seq) => {
      if (way?.seq !== seq || way.screenMs !== null) return
      way = { ...way, screenMs: clock.monotonic() - way.pushedAt }
      publish()
    },
    stop: () => {
      stopped = true
      lift()
    },
  }
}
