import { kindsCameTo, takenAt } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import { toInstant } from '../../base/clock.ts'
import type { Hit } from '../../calendar/find.ts'
import { phaseOf } from '../../calendar/lifecycle.ts'
import { almanacOf } from '../../calendar/lunar.ts'
import {
  comingOfTeams,
  eventsOfKinds,
  eventsOfTeams,
  eventsOn,
  furtherDates,
  marksBetween,
  nextFrom,
} from '../../calendar/queries.ts'
import { briefOf, type StationEvent } from '../../calendar/rules.ts'
import { signUpStateOf } from '../../calendar/sign-up.ts'
import { eventsSignedUpFor, signedUpFor, standingOf, waitingFor } from '../../calendar/sign-up-store.ts'
import { eventById } from '../../calendar/store.ts'
import type { EventPage, ListedEvent, MyEvent, ShownPhase } from '../../contract/calendar.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { EventBrief } from '../../contract/events.ts'
import { businessDateOf, datesIn, shanghaiTime } from '../../contract/values.ts'
import type { Catalogue } from '../../credit/catalogue.ts'
import { fixedAmount } from '../../credit/in-force.ts'
import { teamsOf } from '../../residents/store.ts'
import { knownTeams } from '../../residents/teams.ts'
import type { Tx } from '../../store/tx.ts'

const marksShown = 3
const eventsListed = 40
const hitsListed = 6
const nearestListed = 3
const furtherShown = 3
const mineListed = 20
const teamsListed = 40

const brief = (tx: Tx, event: StationEvent): EventBrief => briefOf(event, takenAt(tx, event.id))

/** Drafts and what was taken back are nobody's business. */
const shownPhaseOf = (event: StationEvent, now: number): ShownPhase | null => {
  const phase = phaseOf(event, now)
  if (phase === 'draft' || phase === 'withdrawn') return null
  return phase === 'archived' ? 'ended' : phase
}

/** An event that anybody may see. Throws `notFound`. */
export const shownEvent = (tx: Tx, id: string, now: number): { event: StationEvent; phase: ShownPhase } => {
  const event = eventById(tx, id)
  const phase = event === null ? null : shownPhaseOf(event, now)
  if (event === null || phase === null) throw new StationError('notFound', { what: 'event' })
  return { event, phase }
}

/** `null` for what is nobody's business. */
export const listedEventOf = (tx: Tx, event: StationEvent, now: number): ListedEvent | null => {
  const phase = shownPhaseOf(event, now)
  const { team, signUp } = event
  return phase === null ? null : { event: brief(tx, event), phase, team, takesSignUps: signUp !== null }
}

const requireListed = (tx: Tx, id: string): StationEvent => {
  const event = eventById(tx, id)
  if (event === null) throw new Error(`event ${id} was listed a moment ago`)
  return event
}

export const daysPage = (tx: Tx, input: CallInput<'calendar.days'>): CallOutput<'calendar.days'> => {
  const marks = marksBetween(tx, input)
  return {
    days: datesIn(input).map((date) => {
      const kinds = marks.get(date) ?? []
      return {
        ...almanacOf(date),
        kinds: kinds.slice(0, marksShown),
        more: Math.max(0, kinds.length - marksShown),
      }
    }),
  }
}

export const dayPage = (
  tx: Tx,
  { date, team }: CallInput<'calendar.day'>,
  now: number,
): CallOutput<'calendar.day'> => {
  const events = eventsOn(tx, date, team)
  const shown = events.slice(0, eventsListed).flatMap((event) => listedEventOf(tx, event, now) ?? [])
  const next = events.length > 0 ? null : nextFrom(tx, Math.max(shanghaiTime(date, 24 * 60), now), team)
  return {
    day: almanacOf(date),
    events: shown,
    more: Math.max(0, events.length - eventsListed),
    next: next === null ? null : { date: businessDateOf(next.startsAt), event: brief(tx, next) },
  }
}

export const findPage = (
  tx: Tx,
  { hits, nearest, from, now }: { hits: readonly Hit[]; nearest: readonly Hit[]; from: number; now: number },
): CallOutput<'calendar.find'> => ({
  total: hits.length,
  nearest: nearest
    .slice(0, nearestListed)
    .flatMap(({ id }) => listedEventOf(tx, requireListed(tx, id), now) ?? []),
  found: hits.slice(from, from + hitsListed).flatMap(({ id, match, further }) => {
    const shown = listedEventOf(tx, requireListed(tx, id), now)
    return shown === null ? [] : [{ ...shown, match, further }]
  }),
})

const cancelledOf = (tx: Tx, event: StationEvent, now: number): EventPage['cancelled'] => {
  if (event.status !== 'cancelled') return null
  const instead = event.movedTo === null ? null : eventById(tx, event.movedTo)
  const isShown = instead !== null && shownPhaseOf(instead, now) !== null
  return { reason: event.cancelReason ?? '', movedTo: isShown ? brief(tx, instead) : null }
}

/** `resident`: whose card was identified last, `null` where nobody's was. */
interface PageOf {
  event: string
  resident: string | null
  now: number
  catalogue: Catalogue
}

/** Everything that the page of one event says. */
export const eventPageOf = (tx: Tx, { event: id, resident, now, catalogue }: PageOf): EventPage => {
  const { event, phase } = shownEvent(tx, id, now)
  const { leader, forWhom, bring, minAge, team, capacity, checkIn } = event
  const taken = takenAt(tx, id)
  return {
    event: briefOf(event, taken),
    phase,
    ...{ leader, forWhom, bring, minAge, team, capacity },
    signedUp: signedUpFor(tx, id),
    checkIn:
      checkIn === null
        ? null
        : { opensAt: toInstant(checkIn.opensAt), closesAt: toInstant(checkIn.closesAt) },
    signsOut: event.signOut !== null,
    credit: {
      rule: event.ruleId,
      countsMinutes: event.countsMinutes,
      amount:
        event.ruleId === null ? null : fixedAmount(catalogue, event.ruleId, businessDateOf(event.startsAt)),
    },
    lasts: Math.round((event.endsAt - event.startsAt) / 60_000),
    signUp: signUpStateOf(event, { taken, waiting: waitingFor(tx, id), now }),
    cancelled: cancelledOf(tx, event, now),
    further: furtherDates(tx, event, furtherShown).map((date) => brief(tx, date)),
    mine: resident === null ? null : standingOf(tx, id, resident),
  }
}

export const teamsPage = (tx: Tx, now: number): CallOutput<'calendar.teams'> => {
  const coming = comingOfTeams(tx, now)
  return { teams: knownTeams(tx, teamsListed).map((team) => ({ team, coming: coming.get(team) ?? 0 })) }
}

export const minePage = (tx: Tx, resident: string, now: number): CallOutput<'calendar.mine'> => {
  const mine = (event: StationEvent): MyEvent[] => {
    const shown = listedEventOf(tx, event, now)
    if (shown === null) return []
    return [{ ...shown, mine: standingOf(tx, event.id, resident), cancelled: cancelledOf(tx, event, now) }]
  }
  const listed = eventsSignedUpFor(tx, resident, now, mineListed).map((id) => requireListed(tx, id))
  const signedUp = listed.flatMap(mine)
  /** What was not named before it; each event stands once. */
  const rest = (events: readonly StationEvent[]): MyEvent[] => {
    const fresh = events.filter(({ id }) => !listed.some((one) => one.id === id)).slice(0, mineListed)
    listed.push(...fresh)
    return fresh.flatMap(mine)
  }
  const most = (): { now: number; limit: number } => ({ now, limit: mineListed + listed.length })
  return {
    signedUp,
    teams: rest(eventsOfTeams(tx, teamsOf(tx, resident), most())),
    kinds: rest(eventsOfKinds(tx, kindsCameTo(tx, resident), most())),
  }
}
