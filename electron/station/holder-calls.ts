import { checkoutOfTap, attendanceById, attendanceOfTap } from '../attendance/store.ts'
import { StationError } from '../base/errors.ts'
import { businessDateOf } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import { takeBackSignUps } from './calendar/sign-ups.ts'
import { putAnswersBack, settleAnswers } from './consent.ts'
import type { Crowd } from './crowd.ts'
import type { Parts } from './parts.ts'
import { takeBack, takeBackCheckout, type Deed } from './presence.ts'
import type { HeldTap, Holder, Session } from './session.ts'
import { takeChoice, type Decided } from './tap.ts'
import type { Taps } from './taps.ts'
import { visitorAgain, type Visitor } from './visitor.ts'

/** 这不是我 undoes for so long; after it staff do. */
const disputeMs = 2 * 60_000

/**
 * Takes back whatever a tap and the answers after it wrote: the card was somebody else's, so were the answers.
 * Returns whether there was anything.
 */
const undo = (tx: Tx, parts: Parts, action: Deed, input: { resident: string; tap: HeldTap }): boolean => {
  const { resident, tap } = input
  const attendance = attendanceOfTap(tx, tap.id)
  const checkout = checkoutOfTap(tx, tap.id)
  const leaver = checkout === null ? null : attendanceById(tx, checkout.attendance)
  // First: whatever is scored from here on rests on what the owner had said.
  const strange = putAnswersBack(tx, action.at, { resident, after: tap.answered })
  const voided = strange?.agreedAt ?? []
  const why = { resident, reason: 'notMe', detail: 'notMe', author: null, voided } as const
  if (attendance !== null) takeBack(tx, parts, action, { attendance, ...why })
  if (checkout !== null && leaver !== null) {
    takeBackCheckout(tx, parts, action, { checkout, attendance: leaver, ...why })
  }
  if (strange !== null) settleAnswers(tx, parts, action, strange)
  const signedUp = takeBackSignUps(tx, { tap: tap.id, resident, now: action.at })
  return attendance !== null || checkout !== null || strange !== null || signedUp
}

interface HolderDeps {
  parts: Parts
  session: Session
  taps: Taps
  crowd: Crowd
}

/** The holder, if the page speaks of the tap that brought this person. */
const holderOf = (session: Session, seq: number): Holder => {
  const holder = session.holder()
  if (holder === null) throw new StationError('sessionEnded')
  if (holder.tap.seq !== seq) throw new StationError('conflict', { because: 'anotherTap' })
  return holder
}

const visitorOf = (tx: Tx, { parts, crowd }: HolderDeps, { resident, person }: Holder): Visitor => {
  const today = businessDateOf(parts.clock.now())
  const visitor = visitorAgain(tx, { resident, person, today, inCrowd: crowd.isOn() })
  if (visitor === null) throw new StationError('notFound', { what: 'resident' })
  return visitor
}

/** Staff are called whatever can still be taken back. */
const dispute = (tx: Tx, { parts }: HolderDeps, action: Deed, { resident, tap }: Holder): Decided => {
  const inTime = parts.clock.monotonic() - tap.shownAt <= disputeMs
  const undone = inTime && undo(tx, parts, action, { resident, tap })
  return { outcome: { kind: 'disputed', undone }, resident: null, event: tap.event }
}

const leaveEarly = (tx: Tx, deps: HolderDeps, action: Deed, holder: Holder): Decided => {
  const { outcome, event } = holder.tap
  if (outcome.kind !== 'alreadyCheckedIn' || outcome.leaveEarly === null || event === null) {
    throw new StationError('conflict', { because: 'notInside' })
  }
  return takeChoice(tx, deps.parts, action, { visitor: visitorOf(tx, deps, holder), event, early: true })
}

const choose = (
  tx: Tx,
  deps: HolderDeps,
  action: Deed,
  input: { holder: Holder; event: string },
): Decided => {
  const { holder, event } = input
  const { outcome } = holder.tap
  const choice =
    outcome.kind === 'chooseEvent' ? outcome.choices.find((one) => one.event.id === event) : undefined
  if (choice === undefined) throw new StationError('conflict', { because: 'notOffered' })
  const early = choice.action === 'checkOut'
  const decided = takeChoice(tx, deps.parts, action, { visitor: visitorOf(tx, deps, holder), event, early })
  deps.taps.queue.choose(event)
  return decided
}

/** What the person whose card was identified last may press on a result. */
export const createHolderHandlers = (
  deps: HolderDeps,
): {
  'tap.notMe': (input: { commandId: string; seq: number }) => Record<string, never>
  'tap.leaveEarly': (input: { commandId: string; seq: number }) => Record<string, never>
  'tap.choose': (input: { commandId: string; seq: number; event: string }) => Record<string, never>
} => {
  const { session, taps } = deps
  const done = {}
  return {
    'tap.notMe': ({ commandId, seq }) => {
      taps.press({ commandId, call: 'tap.notMe' }, (tx, action) =>
        dispute(tx, deps, action, holderOf(session, seq)),
      )
      return done
    },
    'tap.leaveEarly': ({ commandId, seq }) => {
      taps.press({ commandId, call: 'tap.leaveEarly' }, (tx, action) =>
        leaveEarly(tx, deps, action, holderOf(session, seq)),
      )
      return done
    },
    'tap.choose': ({ commandId, seq, event }) => {
      taps.press({ commandId, call: 'tap.choose' }, (tx, action) =>
        choose(tx, deps, action, { holder: holderOf(session, seq), event }),
      )
      return done
    },
  }
}
