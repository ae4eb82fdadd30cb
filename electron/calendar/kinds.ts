import { z } from 'zod'
import data from '../../resources/event-kinds.json' with { type: 'json' }
import { eventKind, eventKinds, type EventKind } from '../contract/events.ts'
import type { StationEvent } from './rules.ts'

const minutes = z.int().nonnegative()

/** One kind of event: everything in which kinds differ is a field here, and copied into each event when it is made. */
export const eventKindsSchema = z
  .array(
    z.object({
      kind: eventKind,
      opensBeforeMin: minutes,
      closesAfterEndMin: minutes,
      signOut: z
        .object({ fromBeforeEndMin: minutes, untilAfterEndMin: minutes, minStayMin: minutes })
        .nullable(),
      reentry: z.boolean(),
      capacity: z.int().positive().nullable(),
      hallLimit: z.int().positive().nullable(),
      minAge: z.int().positive().nullable(),
      team: z.string().min(1).nullable(),
      /** Before the start. `null`: one simply comes. */
      signUp: z.object({ opensBeforeMin: minutes, closesBeforeMin: minutes }).nullable(),
      countsMinutes: z.boolean(),
      minPresencePercent: z.int().min(0).max(100),
      credit: z.object({ ruleId: z.string().min(1).nullable(), at: z.enum(['checkIn', 'bothEnds']) }),
    }),
  )
  .refine(
    (kinds) =>
      new Set(kinds.map(({ kind }) => kind)).size === eventKinds.length && kinds.length === eventKinds.length,
    'every kind once',
  )
  .refine(
    (kinds) =>
      kinds.every(
        ({ signOut, countsMinutes, credit, reentry }) =>
          signOut !== null || (!countsMinutes && !reentry && credit.at === 'checkIn'),
      ),
    'minutes, coming back and points for both ends need a sign-out',
  )
  .refine(
    (kinds) => kinds.every(({ signUp }) => signUp === null || signUp.opensBeforeMin > signUp.closesBeforeMin),
    'signing up opens before it closes',
  )

/** Every kind, as it is described. */
export const describedKinds = eventKindsSchema.parse(data)
const kinds = new Map(describedKinds.map((entry) => [entry.kind, entry]))

const minuteMs = 60_000

/** What somebody says of a new event; the rest comes from its kind. */
export interface NewEvent {
  id: string
  title: string
  kind: EventKind
  place: string
  host: string | null
  startsAt: number
  endsAt: number
}

const signUpOf = (
  signUp: { opensBeforeMin: number; closesBeforeMin: number } | null,
  startsAt: number,
): StationEvent['signUp'] =>
  signUp === null
    ? null
    : {
        opensAt: startsAt - signUp.opensBeforeMin * minuteMs,
        closesAt: startsAt - signUp.closesBeforeMin * minuteMs,
      }

export const eventOfKind = (event: NewEvent): StationEvent => {
  const kind = kinds.get(event.kind)
  if (kind === undefined) throw new Error(`kind ${event.kind} is not described`)
  const { signOut } = kind
  return {
    ...event,
    checkIn: {
      opensAt: event.startsAt - kind.opensBeforeMin * minuteMs,
      closesAt: event.endsAt + kind.closesAfterEndMin * minuteMs,
    },
    signOut:
      signOut === null
        ? null
        : {
            fromBeforeEndMs: signOut.fromBeforeEndMin * minuteMs,
            untilAfterEndMs: signOut.untilAfterEndMin * minuteMs,
            minStayMs: signOut.minStayMin * minuteMs,
          },
    reentry: kind.reentry,
    capacity: kind.capacity,
    hallLimit: kind.hallLimit,
    minAge: kind.minAge,
    team: kind.team,
    signUp: signUpOf(kind.signUp, event.startsAt),
    countsMinutes: kind.countsMinutes,
    minPresencePercent: kind.minPresencePercent,
    ruleId: kind.credit.ruleId,
    creditAt: kind.credit.at,
    leader: null,
    forWhom: null,
    bring: null,
    picture: null,
    status: 'published',
    cancelReason: null,
    movedTo: null,
    series: null,
    sequence: 0,
  }
}
