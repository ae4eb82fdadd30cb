import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { words } from '../../words/words.ts'
import type { Act } from '../../flow-state.ts'
import { formatDuration, formatMonthDay, formatTime } from '../../words/format.ts'

/** Colour of the flood: done, known already, try again, not this time. */
export type Tone = 'ok' | 'already' | 'retry' | 'refused'
export type Picture =
  | 'ring'
  | 'leaf'
  | 'plate'
  | 'door'
  | 'swan'
  | 'bowl'
  | 'chairs'
  | 'family'
  | 'reader'
  | 'desk'
  | 'clock'
  | 'roster'

export interface Face {
  tone: Tone
  picture: Picture
  title: readonly string[]
  /** What stands after the name. */
  greeting: string
  /** What stands in place of name and greeting: the name is below then. */
  line: string | null
}

type Refused = Extract<TapOutcome, { kind: 'refused' }>

const face = (
  tone: Tone,
  picture: Picture,
  title: readonly string[],
  greeting = '',
  line: string | null = null,
): Face => ({ tone, picture, title, greeting, line })

const refusedTitle = ({ reason }: Refused): readonly string[] => {
  switch (reason.kind) {
    case 'full':
      return words.full
    case 'notEligible':
      return words.notEligible(reason.minAge)
    case 'notInTeam':
      return words.notInTeam(reason.team)
    case 'tooEarly':
      return words.tooEarly(formatTime(Date.parse(reason.opensAt)))
    case 'tooLate':
      return words.tooLate
  }
}

const signUpRefusedTitle = ({
  reason,
}: Extract<TapOutcome, { kind: 'signUpRefused' }>): readonly string[] => {
  switch (reason.kind) {
    case 'notEligible':
      return words.notEligible(reason.minAge)
    case 'notInTeam':
      return words.notInTeam(reason.team)
    case 'notYet':
      return words.signUp.titles.notYet(formatTime(Date.parse(reason.opensAt)))
    case 'full':
    case 'closed':
    case 'past':
    case 'cancelled':
    case 'notNeeded':
      return words.signUp.titles[reason.kind]
  }
}

const refusedPicture = ({ reason, event }: Refused): Picture => {
  if (reason.kind === 'tooEarly' || reason.kind === 'tooLate') return 'clock'
  return event.kind === 'canteen' ? 'bowl' : 'chairs'
}

/** The face while a wrong name is being taken back: nothing of the person is on it. */
export const notMeFace = (act: Act): Face =>
  face('already', 'desk', act.state === 'failed' ? words.notMe.failed : words.notMe.doing)

/** The minutes of this service, where there are any to tell. */
export const servedLine = ({ service }: Extract<TapOutcome, { kind: 'checkedOut' }>): string | null => {
  if (service.kind === 'verified') return words.out.servedToday(formatDuration(service.minutes))
  return service.kind === 'needsSecond' ? words.out.waits(formatDuration(service.minutes)) : null
}

const seeYou = ({ event }: { event: { startsAt: string } }): string =>
  words.calendar.result.seeYou(formatMonthDay(Date.parse(event.startsAt)))

/** The half of a result that is seen from across the room. */
export const faceOf = (outcome: TapOutcome): Face => {
  switch (outcome.kind) {
    case 'checkedIn':
      return face(
        'ok',
        'ring',
        words.checkedIn,
        outcome.firstVisit ? words.result.welcome : words.result.hello,
      )
    case 'alreadyCheckedIn':
      return face(
        'already',
        'plate',
        words.already,
        outcome.leaveEarly ? words.out.notYet : words.result.noNeed,
      )
    case 'checkedOut':
      return face('ok', 'door', words.checkedOut, words.out.goodbye, servedLine(outcome))
    case 'alreadyOut':
      return face('already', 'door', words.alreadyOut, words.result.noNeed)
    case 'chooseEvent':
      return face('already', 'clock', words.chooseEvent)
    case 'disputed':
      return face('already', 'desk', outcome.undone ? words.notMe.undone : words.notMe.nothing)
    case 'nothingOn':
      return face(
        'already',
        'swan',
        words.nothingOn,
        outcome.firstVisit ? words.result.welcome : words.result.hello,
      )
    case 'refused':
      return face('refused', refusedPicture(outcome), refusedTitle(outcome), words.result.hello)
    case 'signedUp':
      return outcome.again
        ? face('already', 'leaf', words.signUp.titles.again, seeYou(outcome))
        : face('ok', 'leaf', words.signUp.titles.signedUp, seeYou(outcome))
    case 'waitListed':
      return face('already', 'clock', words.signUp.titles.waitListed, words.result.hello)
    case 'signUpRefused':
      return face('refused', 'chairs', signUpRefusedTitle(outcome), words.result.hello)
    case 'minor':
      return face('already', 'family', words.minor)
    case 'cardUnreadable':
      return outcome.attempt > 1
        ? face('retry', 'desk', words.unreadable2)
        : face('retry', 'reader', words.unreadable)
    case 'notIdCard':
      return face('retry', 'reader', words.notIdCard)
    case 'cardUnverified':
      return face('retry', 'desk', words.cardUnverified)
    case 'checking':
      return face('already', 'clock', words.checking)
    case 'notRecorded':
      return face('refused', 'roster', words.notRecorded)
  }
}
