import { attendanceNotOver } from '../attendance/store.ts'
import { StationError } from '../base/errors.ts'
import { eventById } from '../calendar/store.ts'
import type { CallInput, CallOutput } from '../contract/calls.ts'
import type { ConsentQuestion } from '../contract/outcomes.ts'
import { addDays, businessDateOf } from '../contract/values.ts'
import { balanceOfAll, entriesMadeAt } from '../credit/store.ts'
import { idsOf } from '../residents/aliases.ts'
import { agreedTo, asTold, questionDue, type ConsentAnswer, type ConsentState } from '../residents/consent.ts'
import {
  answersAfter,
  answerUpTo,
  consentOf,
  numberOf,
  recordAnswer,
  residentById,
} from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { takeBackEntries } from './award.ts'
import { once } from './commands.ts'
import { noticeVersion, type Parts } from './parts.ts'
import { tell, type Action } from './records.ts'
import { forgetScored, settlePoints } from './scoring.ts'
import type { Holder, Session } from './session.ts'

interface Answer {
  resident: string
  question: ConsentQuestion
  answer: ConsentAnswer
  at: number
}

const tellConsent = (
  tx: Tx,
  parts: Parts,
  action: Action,
  told: { resident: string; scoring: boolean | null; sharing: boolean | null },
): void => {
  tell(tx, parts, action, {
    type: 'cn.wmsj.resident.consented.v1',
    resident: told.resident,
    data: { ...told, noticeVersion, by: 'card' },
  })
}

/** The number goes to the city only after this very consent, which forgets it when the consent is taken back. */
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
const scoreWhatIsOn = (tx: Tx, parts: Parts, at: number, resident: string): number => {
  const events = attendanceNotOver(tx, resident, at).flatMap(({ event }) => eventById(tx, event) ?? [])
  const change = { resident, events, agreed: true, why: 'hoursChanged' } as const
  return settlePoints(tx, parts, { at, tap: null }, change).added
}

/** What somebody else had answered with this person's card. */
export interface StrangersAnswers {
  resident: string
  /** Moments at which scoring was agreed to. */
  agreedAt: number[]
  gaveNumber: boolean
  isTold: boolean
}

/**
 * Somebody answered with another person's card: what that person had said before counts again, and a question that
 * was never asked is asked at the next tap. `after`: the newest answer of anybody before them. `null` where nothing had
 * been answered. What the answers gave is taken back by `settleAnswers`.
 */
export const putAnswersBack = (
  tx: Tx,
  at: number,
  { resident, after }: { resident: string; after: number },
): StrangersAnswers | null => {
  const given = answersAfter(tx, resident, after)
  if (given.length === 0) return null
  for (const question of new Set(given.map((one) => one.question))) {
    const before = answerUpTo(tx, resident, question, after)
    // "Later" on an earlier day: due again today.
    const unasked = { answer: 'later', businessDate: addDays(businessDateOf(at), -1) } as const
    recordAnswer(tx, { resident, question, ...(before ?? unasked), at, noticeVersion, by: 'card' })
  }
  const yesTo = (question: ConsentQuestion): number[] =>
    given.filter((one) => one.question === question && one.answer === 'yes').map((one) => one.at)
  return {
    resident,
    agreedAt: yesTo('scoring'),
    gaveNumber: yesTo('sharing').length > 0,
    isTold: given.some(({ answer }) => answer !== 'later'),
  }
}

/** Takes back what a stranger's answers gave, and tells the centre what holds again. */
export const settleAnswers = (tx: Tx, parts: Parts, action: Action, strange: StrangersAnswers): void => {
  const { resident, agreedAt: moments, gaveNumber, isTold } = strange
  if (!isTold) return
  // What an answer gave was made at its very moment.
  forgetScored(tx, parts, action, { resident, moments })
  takeBackEntries(tx, parts, action, entriesMadeAt(tx, resident, moments))
  const state = consentOf(tx, resident)
  const sharing = asTold(state.sharing)
  tellConsent(tx, parts, action, {
    resident,
    scoring: asTold(state.scoring),
    // The city holds a number that nobody gave: only a plain no takes it away there.
    sharing: gaveNumber && sharing === null ? false : sharing,
  })
  // What came meanwhile, under a no that was not the owner's, is scored as if it had never been said.
  if (agreedTo(state, 'scoring')) scoreWhatIsOn(tx, parts, action.at, resident)
}

/** Writes an answer down and tells the centre of a plain one. Returns what holds now. */
const keepAnswer = (tx: Tx, parts: Parts, input: Answer): ConsentState => {
  const { resident, answer, at } = input
  recordAnswer(tx, { ...input, businessDate: businessDateOf(at), noticeVersion, by: 'card' })
  const state = consentOf(tx, resident)
  if (answer !== 'later') {
    const [scoring, sharing] = [asTold(state.scoring), asTold(state.sharing)]
    tellConsent(tx, parts, { at, tap: null }, { resident, scoring, sharing })
  }
  return state
}

const takeAnswer = (tx: Tx, parts: Parts, input: Answer): CallOutput<'consent.answer'> => {
  const { resident, question, answer, at } = input
  const state = keepAnswer(tx, parts, input)
  if (question === 'sharing' && answer === 'yes') identifyToCity(tx, parts, at, resident)
  const ask = questionDue(state, businessDateOf(at))
  if (question !== 'scoring' || !agreedTo(state, 'scoring')) return { ask, points: null }
  const added = scoreWhatIsOn(tx, parts, at, resident)
  return { ask, points: { added, balance: balanceOfAll(tx, idsOf(tx, resident)) } }
}

const holderOf = (session: Session): Holder => {
  const holder = session.holder()
  if (holder === null) throw new StationError('sessionEnded')
  return holder
}

/** Records the holder's answer to the question that stands on the screen. */
export const createConsentHandler =
  (parts: Parts, session: Session) =>
  ({ commandId, question, answer }: CallInput<'consent.answer'>): CallOutput<'consent.answer'> => {
    const holder = holderOf(session)
    const { output, repeated } = once(parts, commandId, 'consent.answer', (tx) => {
      // Only what was asked may be answered: a page cannot volunteer a consent.
      if (holder.ask !== question) throw new StationError('conflict', { asked: holder.ask ?? 'nothing' })
      return takeAnswer(tx, parts, { resident: holder.resident, question, answer, at: parts.clock.now() })
    })
    if (!repeated) session.ask(output.ask)
    return output
  }

/**
 * Takes the holder's own yes back: a no from now on, and the question is not asked again by itself. Points that stand
 * stay, as does the answer to the other question. Throws `conflict` where there is no yes.
 */
export const createWithdrawHandler =
  (parts: Parts, session: Session) =>
  ({ commandId, question }: CallInput<'consent.withdraw'>): CallOutput<'consent.withdraw'> => {
    const { resident, ask } = holderOf(session)
    const { output, repeated } = once(parts, commandId, 'consent.withdraw', (tx) => {
      if (!agreedTo(consentOf(tx, resident), question)) {
        throw new StationError('conflict', { because: 'notGiven' })
      }
      keepAnswer(tx, parts, { resident, question, answer: 'no', at: parts.clock.now() })
      return {}
    })
    // Sharing is only asked of somebody whose points are kept.
    if (!repeated && question === 'scoring' && ask === 'sharing') session.ask(null)
    return output
  }

/**
 * Puts a question on the screen that the holder has not said yes to, also one that was refused or put off. Throws
 * `conflict` for one that was agreed to, and for sharing before scoring. Writes nothing.
 */
export const createAskHandler =
  (parts: Parts, session: Session) =>
  ({ question }: CallInput<'consent.ask'>): CallOutput<'consent.ask'> => {
    const { resident } = holderOf(session)
    const state = parts.store.read((tx) => consentOf(tx, resident))
    if (agreedTo(state, question)) throw new StationError('conflict', { because: 'given' })
    if (question === 'sharing' && !agreedTo(state, 'scoring')) {
      throw new StationError('conflict', { because: 'scoringFirst' })
    }
    session.ask(question)
    return {}
  }
