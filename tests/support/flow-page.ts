import type { TapOutcome, TapOutcomeKind } from '../../electron/contract/outcomes.ts'
import type { CrowdSnapshot, LastTap } from '../../electron/contract/pushes.ts'
import { next, wakeAt } from '../../renderer/flow.ts'
import { routeOf } from '../../renderer/flow/route.ts'
import { initialFlow, type Effect, type Flow, type FlowInput } from '../../renderer/flow-state.ts'
import type { Sound } from '../../renderer/sound/sounds.ts'

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never

/** A page driven by hand: time passes, alarms ring when they are due, effects pile up. */
export class FlowPage {
  flow: Flow = initialFlow(0)
  /** What the core was asked for. */
  effects: Effect[] = []
  sounds: Sound[] = []
  /** What the voice was asked for. */
  voice: string[] = []
  now = 0

  send(input: Unstamped<FlowInput>): this {
    const step = next(this.flow, { ...input, at: this.now })
    this.flow = step.flow
    for (const effect of step.effects)
      if (effect.kind === 'sound') this.sounds.push(effect.sound)
      else if (effect.kind === 'say') this.voice.push(effect.what.kind)
      else if (effect.kind === 'listen' || effect.kind === 'hush') this.voice.push(effect.kind)
      else this.effects.push(effect)
    return this
  }

  pass(ms: number): this {
    const end = this.now + ms
    for (let at = wakeAt(this.flow); at !== null && at <= end; at = wakeAt(this.flow)) {
      this.now = Math.max(this.now, at)
      const before = this.flow
      this.send({ kind: 'time' })
      if (this.flow === before) throw new Error('an alarm rang for nothing')
    }
    this.now = end
    return this
  }

  tap(seq: number, outcome: TapOutcome = checkedIn(), ageMs = 20): this {
    return this.send({ kind: 'lastTap', tap: tapOf(seq, outcome), ageMs })
  }

  crowd(...seqs: number[]): this {
    return this.send({ kind: 'crowd', crowd: crowdOf(...seqs) })
  }

  get route(): string {
    return routeOf(this.flow)
  }

  get kinds(): string[] {
    return this.effects.map(({ kind }) => kind)
  }
}

export const tapOf = (seq: number, outcome: TapOutcome): LastTap => ({
  seq,
  at: '2026-11-24T01:00:00.000Z',
  outcome,
})
export const person = { name: 'A*B', rareName: false }
export const event = {
  id: '01935b6e-7c00-7000-8000-000000000001',
  title: 'reading',
  kind: 'lecture',
  startsAt: '2026-11-24T01:00:00.000Z',
  endsAt: '2026-11-24T02:00:00.000Z',
  place: 'hall',
  host: null,
  placesLeft: null,
} as const
export const otherEvent = { ...event, id: '01935b6e-7c00-7000-8000-000000000002' }
export const tapId = '01935b6e-7c00-7000-8000-0000000000aa'

export const checkedIn = (ask: 'scoring' | 'sharing' | null = null): TapOutcome => ({
  kind: 'checkedIn',
  person,
  event,
  points: null,
  firstVisit: false,
  cardExpired: false,
  clockUnset: false,
  next: null,
  ask,
})

/** Already checked in, with the offer to leave before the end. */
export const mayLeave: TapOutcome = {
  kind: 'alreadyCheckedIn',
  person,
  event,
  checkedInAt: event.startsAt,
  points: null,
  ask: null,
  leaveEarly: { signOutFrom: event.endsAt, minutes: 73 },
}

const besides = {
  person,
  event,
  meanwhile: null,
  points: null,
  firstVisit: false,
  cardExpired: false,
  ask: null,
} as const

export const outcomes: Record<TapOutcomeKind, TapOutcome> = {
  checkedIn: checkedIn(),
  alreadyCheckedIn: { ...mayLeave, leaveEarly: null },
  checkedOut: {
    kind: 'checkedOut',
    person,
    event,
    checkedOutAt: event.endsAt,
    service: { kind: 'none' },
    points: null,
    next: null,
    ask: null,
  },
  alreadyOut: { kind: 'alreadyOut', person, event, checkedOutAt: event.endsAt },
  chooseEvent: {
    kind: 'chooseEvent',
    person,
    choices: [
      { event, action: 'checkIn' },
      { event: otherEvent, action: 'checkOut' },
    ],
  },
  disputed: { kind: 'disputed', undone: true },
  nothingOn: { kind: 'nothingOn', person, points: null, firstVisit: false, next: null, ask: null },
  refused: { kind: 'refused', person, event, reason: { kind: 'full' }, next: null },
  signedUp: { ...besides, kind: 'signedUp', again: false, clash: null },
  waitListed: { ...besides, kind: 'waitListed', again: false, place: 3, clash: otherEvent },
  signUpRefused: { ...besides, kind: 'signUpRefused', reason: { kind: 'full' } },
  minor: { kind: 'minor', event },
  cardUnreadable: { kind: 'cardUnreadable', attempt: 1 },
  notIdCard: { kind: 'notIdCard' },
  cardUnverified: { kind: 'cardUnverified' },
  checking: { kind: 'checking', tapId },
  notRecorded: { kind: 'notRecorded' },
}

/** A crowd whose list holds these taps, newest first. */
export const crowdOf = (...seqs: number[]): CrowdSnapshot => ({
  event,
  arrived: seqs.length,
  expected: null,
  last: seqs.slice(0, 12).map((seq) => ({ seq, at: event.startsAt, person, kind: 'checkedIn' as const })),
})

export const live = {
  mode: 'live',
  calendar: 1,
  at: '2026-11-24T01:00:00.000Z',
  reader: { state: 'ready', side: 'below', cardLeft: false, trouble: null },
} as const

/** A connected page at home. */
export const atHome = (): FlowPage => {
  const page = new FlowPage()
  page.send({ kind: 'up' }).send({ kind: 'home', home: live })
  page.send({ kind: 'lastTap', tap: null, ageMs: 0 })
  page.send({ kind: 'session', session: { person: null, ask: null, askMissed: false } })
  return page
}
