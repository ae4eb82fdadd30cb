import type { ConsentQuestion } from '../contract/outcomes.ts'

/** `later` = asked again, but not before the next business day. */
export type ConsentAnswer = 'yes' | 'no' | 'later'

/** The latest answer to each question, `null` where it was never asked. */
export interface ConsentState {
  scoring: { answer: ConsentAnswer; businessDate: string } | null
  sharing: { answer: ConsentAnswer; businessDate: string } | null
}

export const agreedTo = (state: ConsentState, question: ConsentQuestion): boolean =>
  state[question]?.answer === 'yes'

const isDue = (last: ConsentState['scoring'], today: string): boolean =>
  last === null || (last.answer === 'later' && last.businessDate < today)

/**
 * The one question to ask today, if any. A refusal is not asked again, "later" not before another day,
 * and sharing only after scoring was agreed to.
 */
export const questionDue = (state: ConsentState, today: string): ConsentQuestion | null => {
  if (isDue(state.scoring, today)) return 'scoring'
  if (agreedTo(state, 'scoring') && isDue(state.sharing, today)) return 'sharing'
  return null
}

/** What the city is told of an answer: `null` = not asked or put off. */
export const asTold = (last: ConsentState['scoring']): boolean | null =>
  last === null || last.answer === 'later' ? null : last.answer === 'yes'
