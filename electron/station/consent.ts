import { attendanceNotOver } from '../attendance/store.ts'
import { StationError } from '../base/errors.ts'
import { eventById } from '../calendar/store.ts'
import type { CallInput, CallOutput } from '../contract/calls.ts'
import type { ConsentQuestion } from '../contract/outcomes.ts'
import { businessDateOf } from '../contract/values.ts'
import { balanceOf, entriesMadeAt } from '../credit/store.ts'
import { agreedTo, asTold, questionDue, type ConsentAnswer } from '../residents/consent.ts'
import {
  answersAfter,
  answerUpTo,
  consentOf,
  numberOf,
  recordAnswer,
  residentById,
  sharedBefore,
} from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { once } from './commands.ts'
import { noticeVersion, type Parts } from './parts.ts'
import { takeBackEntries } from './award.ts'
import { scoreWhatIsEarned } from './presence.ts'
import { tell, type Action } from './records.ts'
import type { Session } from './session.ts'

interface Answer {
  resident: string
  question: ConsentQuestion
  answer: ConsentAnswer
  at: number
}

/** The number goes to the city once, and only after this very consent. */
const identifyToCity = (tx: Tx, parts: Parts, at: number, resident: string): void => {
  const known = residentById(tx, resident)
  if (known === null || known.kind === 'none') return
  tell(
    tx,
    parts,
    { at, tap: null },
    {
      type: 'cn.wmsj.resident.identified.v1',
      resident,
      data: { resident, idNumber: numberOf(tx, parts.cipher, resident), cardKind: known.kind },
    },
  )
}

/** Consent given before an event ends scores that event, and nothing else backwards. */
const scoreWhatIsOn = (tx: Tx, parts: Parts, at: number, resident: string): number =>
  attendanceNotOver(tx, resident, at).reduce((sum, attendance) => {
    const event = eventById(tx, attendance.event)
    if (event === null) return sum
    return (
      sum + scoreWhatIsEarned(tx, parts, { at, tap: null }, { attendance, resident, event, agreed: true })
    )
  }, 0)

const dayMs = 86_400_000

/**
 * Somebody answered with another person's card: what that person had said before counts again, and a question that
 * was never asked is asked at the next tap, and points that the answers gave are gone. `after`: the newest answer of
 * anybody before them. Returns whether anything had been answered.
 */
export const restoreAnswers = (
  tx: Tx,
  parts: Parts,
  action: Action,
  { resident, after }: { resident: string; after: number },
): boolean => {
  const given = answersAfter(tx, resident, after)
  if (given.length === 0) return false
  for (const question of new Set(given.map((one) => one.question))) {
    const before = answerUpTo(tx, resident, question, after)
    // "Later" on an earlier day: due again today.
    const unasked = { answer: 'later', businessDate: businessDateOf(action.at - dayMs) } as const
    recordAnswer(tx, {
      resident,
      question,
      ...(before ?? unasked),
      at: action.at,
      noticeVersion,
      by: 'card',
    })
  }
  if (given.every(({ answer }) => answer === 'later')) return true
  // What an answer gave was made at its very moment.
  const moments = given
    .filter(({ question, answer }) => question === 'scoring' && answer === 'yes')
    .map(({ at }) => at)
  takeBackEntries(tx, parts, action, entriesMadeAt(tx, resident, moments))
  const state = consentOf(tx, resident)
  const gaveNumber = given.some(({ question, answer }) => question === 'sharing' && answer === 'yes')
  const sharing = asTold(state.sharing)
  tell(tx, parts, action, {
    type: 'cn.wmsj.resident.consented.v1',
    resident,
    data: {
      resident,
      scoring: asTold(state.scoring),
      // The city holds a number that nobody gave: only a plain no takes it away there.
      sharing: gaveNumber && sharing === null ? false : sharing,
      noticeVersion,
      by: 'card',
    },
  })
  return true
}

const takeAnswer = (tx: Tx, parts: Parts, input: Answer): CallOutput<'consent.answer'> => {
  const { resident, question, answer, at } = input
  const today = businessDateOf(at)
  const firstSharing = question === 'sharing' && answer === 'yes' && !sharedBefore(tx, resident)
  recordAnswer(tx, { ...input, businessDate: today, noticeVersion, by: 'card' })
  const state = consentOf(tx, resident)
  if (answer !== 'later') {
    tell(
      tx,
      parts,
      { at, tap: null },
      {
        type: 'cn.wmsj.resident.consented.v1',
        resident,
        data: {
          resident,
          scoring: asTold(state.scoring),
          sharing: asTold(state.sharing),
          noticeVersion,
          by: 'card',
        },
      },
    )
  }
  if (firstSharing) identifyToCity(tx, parts, at, resident)
  const ask = questionDue(state, today)
  if (question !== 'scoring' || !agreedTo(state, 'scoring')) return { ask, points: null }
  const added = scoreWhatIsOn(tx, parts, at, resident)
  return { ask, points: { added, balance: balanceOf(tx, resident) } }
}

/** Records the holder's answer to the question that stands on the screen. */
export const createConsentHandler =
  (parts: Parts, session: Session) =>
  ({ commandId, question, answer }: CallInput<'consent.answer'>): CallOutput<'consent.answer'> => {
    const holder = session.holder()
    if (holder === null) throw new StationError('sessionEnded')
    const { output, repeated } = once(parts, commandId, 'consent.answer', (tx) => {
      // Only what was asked may be answered: a page cannot volunteer a consent.
      if (holder.ask !== question) throw new StationError('conflict', { asked: holder.ask ?? 'nothing' })
      return takeAnswer(tx, parts, { resident: holder.resident, question, answer, at: parts.clock.now() })
    })
    if (!repeated) session.ask(output.ask)
    return output
  }
