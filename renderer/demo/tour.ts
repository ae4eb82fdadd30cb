import type { TapOutcomeKind } from '../../electron/contract/outcomes.ts'

/** The steps in their order. */
export const tourSteps = ['card', 'consent', 'points', 'net', 'staff'] as const
export type TourStep = (typeof tourSteps)[number]

/** Where the tour stands. */
export interface Tour {
  step: TourStep
  /** The question has come up. */
  wasAsked: boolean
  /** A card was put down while the net was cut. */
  tappedOffline: boolean
  /** Staff's page has been seen. */
  sawConsole: boolean
}

/** What of the page the tour goes by. */
export interface TourSigns {
  shown: 'home' | 'result' | 'consent' | 'thanks' | 'credit' | 'other'
  /** Of the result that is shown. */
  outcome: TapOutcomeKind | null
  /** The result will be followed by a question. */
  asks: boolean
  /** A person's own page. */
  ownPage: boolean
  netCut: boolean
  /** Records that wait for the centre. */
  pending: number
  staff: 'door' | 'console' | null
  drawerOpen: boolean
}

/** What the tour says now. */
export type TourSentence =
  | 'card'
  | 'wait'
  | 'consent'
  | 'points'
  | 'pointsKey'
  | 'leavePoints'
  | 'cut'
  | 'tapOffline'
  | 'plug'
  | 'sending'
  | 'door'
  | 'sign'
  | 'today'

/** What the tour points at. */
export type TourTarget = 'card' | 'consent' | 'credit' | 'done' | 'net' | 'name' | 'handle' | null

export const startTour = (): Tour => ({
  step: 'card',
  wasAsked: false,
  tappedOffline: false,
  sawConsole: false,
})

const presence: ReadonlySet<TapOutcomeKind> = new Set([
  'checkedIn',
  'alreadyCheckedIn',
  'checkedOut',
  'alreadyOut',
  'nothingOn',
])

const to = (tour: Tour, step: TourStep): Tour => ({ ...tour, step })

/** The step after this one; `null` after the last. */
export const skip = (tour: Tour): Tour | null => {
  const next = tourSteps[tourSteps.indexOf(tour.step) + 1]
  return next === undefined ? null : to(tour, next)
}

const isPresence = ({ shown, outcome }: TourSigns): boolean =>
  shown === 'result' && outcome !== null && presence.has(outcome)

/**
 * What has become of the tour with what the page shows now; `null` = it is over. It waits for what a visitor does and
 * never for one order of doing it: a step whose thing cannot come any more (nobody asks, a result has gone) is left.
 */
export const nextTour = (tour: Tour, signs: TourSigns): Tour | null => {
  switch (tour.step) {
    case 'card':
      if (!isPresence(signs)) return tour
      return to(tour, signs.asks ? 'consent' : 'points')
    case 'consent':
      if (signs.shown === 'consent') return tour.wasAsked ? tour : { ...tour, wasAsked: true }
      return tour.wasAsked || signs.shown !== 'result' ? to(tour, 'points') : tour
    case 'points':
      return signs.ownPage ? to(tour, 'net') : tour
    case 'net': {
      const tappedOffline = tour.tappedOffline || (signs.netCut && isPresence(signs))
      if (tappedOffline && !signs.netCut && signs.pending === 0)
        return { ...to(tour, 'staff'), tappedOffline }
      return tappedOffline === tour.tappedOffline ? tour : { ...tour, tappedOffline }
    }
    case 'staff':
      if (signs.staff === 'console') return tour.sawConsole ? tour : { ...tour, sawConsole: true }
      return tour.sawConsole ? null : tour
  }
}

const sentenceOf = (tour: Tour, signs: TourSigns): TourSentence => {
  switch (tour.step) {
    case 'card':
      return 'card'
    case 'consent':
      return signs.shown === 'consent' ? 'consent' : 'wait'
    case 'points':
      return isPresence(signs) ? 'pointsKey' : 'points'
    case 'net':
      if (signs.ownPage) return 'leavePoints'
      if (tour.tappedOffline) return signs.netCut ? 'plug' : 'sending'
      return signs.netCut ? 'tapOffline' : 'cut'
    case 'staff':
      if (signs.staff === null) return 'door'
      return signs.staff === 'door' ? 'sign' : 'today'
  }
}

const targets: Readonly<Record<TourSentence, TourTarget>> = {
  card: 'card',
  wait: null,
  consent: 'consent',
  points: 'card',
  pointsKey: 'credit',
  leavePoints: 'done',
  cut: 'net',
  tapOffline: 'card',
  plug: 'net',
  sending: null,
  door: 'name',
  sign: null,
  today: null,
}

/** The sentence of the moment and what it points at; what lies in the folded drawer is reached by its handle. */
export const tourSays = (tour: Tour, signs: TourSigns): { sentence: TourSentence; target: TourTarget } => {
  const sentence = sentenceOf(tour, signs)
  const target = targets[sentence]
  const isInDrawer = target === 'card' || target === 'net'
  return { sentence, target: isInDrawer && !signs.drawerOpen ? 'handle' : target }
}
