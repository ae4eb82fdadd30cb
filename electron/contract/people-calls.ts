import { z } from 'zod'
import { call, commandId } from './call.ts'
import { correctReason, revealed, revealReason } from './people.ts'
import { uuid } from './values.ts'

/** What staff do with the people of their station, beside looking them up. */
export const peopleCalls = {
  /** How many are known here, and how many of them have a volunteer number. */
  'people.counts': call(
    'clerk',
    z.object({}),
    z.object({ people: z.int().nonnegative(), volunteers: z.int().nonnegative() }),
  ),
  /** Name and number in full. The audit keeps who looked, at whom and why; the answer is kept nowhere. */
  'people.reveal': call('clerk', z.object({ resident: uuid, why: revealReason }), revealed),
  /**
   * Puts right what was typed about somebody who has no card here; `null` keeps a field as it is. What a card told
   * is not typed over: the call fails with `conflict`.
   */
  'people.correct': call(
    'clerk',
    z.object({
      commandId,
      resident: uuid,
      name: z.string().trim().min(1).max(30).nullable(),
      birthYear: z.int().min(1900).max(2100).nullable(),
      sex: z.enum(['male', 'female', 'unknown']).nullable(),
      reason: correctReason,
    }),
    z.object({}),
  ),
}
