import type { TapOutcome, TapOutcomeKind } from '../../electron/contract/outcomes.ts'
import { askOf, type Flow, type Shown } from '../flow-state.ts'
import { readingMs } from './idle.ts'

/** A question waits so long after the last touch. */
export const questionIdleMs = 60_000
const thanksMs = 5_000
/** So long after a tap the person can say that it was somebody else. */
export const notMeMs = 120_000

export const good = 6_000
export const withAdvice = 10_000
/** Long enough to read two ways and to choose one. */
const withChoice = 20_000
/** Staff are on their way to who stands there. */
const untilStaffComes = 30_000

/** How long each result stands; `null` = until its outcome is known. */
export const standsMs: Record<TapOutcomeKind, number | null> = {
  checkedIn: good,
  alreadyCheckedIn: good,
  checkedOut: good,
  alreadyOut: good,
  nothingOn: good,
  minor: good,
  signedUp: withAdvice,
  waitListed: withAdvice,
  chooseEvent: questionIdleMs,
  disputed: untilStaffComes,
  refused: withAdvice,
  signUpRefused: withAdvice,
  cardUnreadable: withAdvice,
  notIdCard: withAdvice,
  cardUnverified: withAdvice,
  notRecorded: withAdvice,
  checking: null,
}

/** A question that is due comes so long after the result at the latest. */
const beforeQuestionMs = 3_000

const offersLeaving = (outcome: TapOutcome): boolean =>
  outcome.kind === 'alreadyCheckedIn' && outcome.leaveEarly !== null

/** How long this very result stands. */
export const standMsOf = (outcome: TapOutcome): number | null => {
  if (offersLeaving(outcome)) return withChoice
  const ms = standsMs[outcome.kind]
  return ms === null || askOf(outcome) === null ? ms : Math.min(ms, beforeQuestionMs)
}

const calm: Readonly<Record<TapOutcomeKind, boolean>> = {
  checkedIn: true,
  alreadyCheckedIn: true,
  checkedOut: true,
  alreadyOut: true,
  minor: true,
  signedUp: false,
  waitListed: false,
  signUpRefused: false,
  chooseEvent: false,
  disputed: false,
  nothingOn: false,
  refused: false,
  cardUnreadable: false,
  notIdCard: false,
  cardUnverified: false,
  notRecorded: false,
  checking: false,
}

/** Outcomes that ask nothing of the person: while many come they stand in the list, not on a page of their own. */
export const isCalm = (outcome: TapOutcome): boolean => calm[outcome.kind] && !offersLeaving(outcome)

/** The tap that the page of the crowd shows as the newest, if that is what stands there. */
export const crowdTap = ({ shown, crowd }: Flow): Extract<Shown, { name: 'result' }> | null =>
  crowd !== null && shown.name === 'result' && shown.act === null && isCalm(shown.tap.outcome) ? shown : null

/** Whether the result needs an answer from the person who stands there. */
export const needsAnswer = ({ shown }: Flow): boolean =>
  shown.name === 'result' && (shown.tap.outcome.kind === 'chooseEvent' || offersLeaving(shown.tap.outcome))

/** When what is shown closes by itself, if nobody touches it. */
export const closingTime = (flow: Flow, at: number): number | null => {
  const { shown } = flow
  switch (shown.name) {
    case 'home':
    case 'attract':
      return null
    case 'result': {
      const ms = crowdTap(flow) ? notMeMs : standMsOf(shown.tap.outcome)
      return ms === null ? null : at + ms
    }
    case 'consent':
      return at + questionIdleMs
    case 'thanks':
      return at + thanksMs
    case 'credit':
    case 'calendar':
    case 'notices': {
      const ms = readingMs(flow)
      return ms === null ? null : at + ms
    }
  }
}
