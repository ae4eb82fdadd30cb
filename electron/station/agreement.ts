import type { StationEvent } from '../calendar/rules.ts'
import { agreedTo } from '../residents/consent.ts'
import { idsOf } from '../residents/aliases.ts'
import { answerBefore, consentOf } from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'

/** Whether this person lets the village keep points now. */
export const hasAgreed = (tx: Tx, resident: string): boolean => agreedTo(consentOf(tx, resident), 'scoring')

/**
 * Whether an event is scored: the person agrees now, and did so before the event ended. While it is on, whatever was
 * said was said in time, also where the clock was set back since.
 */
export const agreedInTime = (
  tx: Tx,
  input: { resident: string; event: Pick<StationEvent, 'endsAt'>; agreed: boolean; now: number },
): boolean => {
  const { resident, event, agreed, now } = input
  if (!agreed || now < event.endsAt) return agreed
  // A card that was changed meanwhile: its holder had agreed with the old one.
  return idsOf(tx, resident).some((id) => answerBefore(tx, id, 'scoring', event.endsAt)?.answer === 'yes')
}
