import type {
  CancelResult,
  EventPage,
  ListedEvent,
  SignUpReason,
  SignUpResult,
} from '../../electron/contract/calendar.ts'
import type { EventBrief } from '../../electron/contract/events.ts'
import { formatChange } from '../../electron/contract/values.ts'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { words } from './words.ts'
import { formatDay, formatDuration, formatTime, formatWhen } from './format.ts'

const say = (): ResidentWords['calendar']['event'] => words.calendar.event

/** What stands beside an event in a list. `open`: cards check in to it now. */
export const tagOf = ({ event, phase, takesSignUps }: ListedEvent, open: boolean): string => {
  const { tags } = words.calendar
  if (phase === 'cancelled' || phase === 'ended') return tags[phase]
  if (open) return tags.open
  if (phase === 'inProgress') return tags.inProgress
  if (!takesSignUps) return tags.welcome
  if (event.placesLeft === null) return phase === 'signUp' ? tags.signUp : tags.welcome
  return event.placesLeft === 0 ? tags.full : words.event.placesLeft(event.placesLeft)
}

/** Day and time in one: `11月27日 星期五　8:30–10:30` in its two parts. */
export const whenOf = ({ startsAt, endsAt }: EventBrief, now: number): [string, string] => [
  formatDay(Date.parse(startsAt), now),
  `${formatTime(Date.parse(startsAt))}–${formatTime(Date.parse(endsAt))}`,
]

/** Who leads, and for whom it is; empty where nothing is said. */
export const whoOf = ({ event, leader, forWhom, minAge, team }: EventPage): string => {
  const parts = [
    event.host === null ? null : say().led(event.kind, event.host),
    leader === null || leader === event.host ? null : say().asked(leader),
    forWhom,
    team === null ? null : say().team(team),
    minAge === null ? null : say().minAge(minAge),
  ]
  return parts.filter((part) => part !== null).join(words.page.comma)
}

/** What coming brings; `null` where nothing is counted. */
export const creditOf = ({ credit, lasts }: EventPage): string | null => {
  const time = formatDuration(lasts)
  if (credit.countsMinutes) return credit.rule === null ? say().credit.minutes(time) : say().credit.both(time)
  if (credit.amount !== null) return say().credit.fixed(formatChange(credit.amount))
  return credit.rule === null ? null : say().credit.points
}

/** What can be done with an event now, or the sentence that stands in the place of a key. */
export type Way =
  | { kind: 'join' | 'wait' }
  | { kind: 'cancel' | 'leaveQueue'; text: string }
  | { kind: 'moved'; to: EventBrief }
  | { kind: 'say'; text: string }
  | { kind: 'none' }

const ofMine = ({ mine }: EventPage): Way | null => {
  switch (mine?.kind) {
    case 'signedUp':
      return { kind: 'cancel', text: mine.moved ? say().say.moved : say().say.signedUp }
    case 'waiting':
      return { kind: 'leaveQueue', text: say().say.waiting(mine.place) }
    case 'checkedIn':
      return { kind: 'say', text: say().say.checkedIn }
    case 'none':
    case undefined:
      return null
  }
}

/** `holder`: the person whose page this is was identified; `open`: cards check in to the event now. */
export const wayOf = (page: EventPage, at: { holder: boolean; open: boolean; now: number }): Way => {
  const { phase, cancelled, signUp, signedUp } = page
  if (phase === 'cancelled')
    return cancelled?.movedTo ? { kind: 'moved', to: cancelled.movedTo } : { kind: 'none' }
  if (phase === 'ended')
    return { kind: 'say', text: signedUp > 0 ? say().say.attended(signedUp) : say().say.ended }
  const own = at.holder ? ofMine(page) : null
  if (own !== null) return own
  if (at.open) return { kind: 'say', text: say().say.open }
  if (phase === 'inProgress') return { kind: 'say', text: say().say.inProgress }
  switch (signUp.kind) {
    case 'open':
      return { kind: 'join' }
    case 'full':
      return { kind: 'wait' }
    case 'notYet':
      return { kind: 'say', text: say().say.notYet(formatWhen(Date.parse(signUp.opensAt), at.now)) }
    case 'closed':
      return { kind: 'say', text: say().say.closed }
    case 'notNeeded':
      return { kind: 'say', text: say().say.notNeeded }
  }
}

const refusal = (reason: SignUpReason, now: number): string => {
  switch (reason.kind) {
    case 'notEligible':
      return say().refused.notEligible(reason.minAge)
    case 'notInTeam':
      return say().refused.notInTeam(reason.team)
    case 'notYet':
      return say().say.notYet(formatWhen(Date.parse(reason.opensAt), now))
    case 'closed':
      return say().say.closed
    case 'notNeeded':
      return say().say.notNeeded
    case 'full':
    case 'past':
    case 'cancelled':
      return say().refused[reason.kind]
  }
}

/** What became of signing up or cancelling, where the page itself does not say it already. */
export const toldOf = (told: SignUpResult | CancelResult, now: number): string | null => {
  switch (told.kind) {
    case 'cancelled':
      return say().say.left
    case 'signedUp':
    case 'waitListed':
      return told.clash === null ? null : say().clash(told.clash.title)
    case 'refused':
      if (typeof told.reason !== 'string') return refusal(told.reason, now)
      return told.reason === 'checkedIn' ? say().say.checkedIn : say().refused[told.reason]
  }
}

/** How many of `most` dots are full: with more places than dots each stands for several. */
export const dotsOf = (capacity: number, taken: number, most = 30): { all: number; full: number } => {
  const all = Math.min(capacity, most)
  const share = Math.min(taken, capacity) / capacity
  return { all, full: taken >= capacity ? all : Math.min(all - 1, Math.ceil(share * all)) }
}
