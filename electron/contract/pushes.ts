import { z } from 'zod'
import { eventBrief } from './events.ts'
import { noticesBrief } from './notices.ts'
import { consentQuestion, tapOutcome, tapOutcomeKind } from './outcomes.ts'
import { soundSnapshot } from './sound.ts'
import { boardSnapshot, staffSnapshot } from './staff.ts'
import { instant, maskedPerson, stationCode } from './values.ts'

export const readerState = z.enum(['searching', 'ready', 'card', 'fault', 'absent'])
export const clockState = z.enum(['synced', 'drifting', 'unset'])
/** Where the reader stands, seen by who stands before the screen. */
export const readerSide = z.enum(['left', 'right', 'below'])

const home = z.object({
  /** `setup`: nothing is set up and no demonstration was asked for. */
  mode: z.enum(['live', 'demo', 'setup']),
  station: z.object({ code: stationCode, name: z.string().min(1).max(20) }),
  at: instant,
  /** Lunar date of today, as `农历十月十六`. */
  lunar: z.string(),
  reader: z.object({
    state: readerState,
    side: readerSide,
    /** The same card has been lying there for a while: 请收好您的身份证. */
    cardLeft: z.boolean(),
    /** Status that the last card, or the reader itself, gave trouble with: six hex digits. Staff are told what it means. */
    trouble: z
      .string()
      .regex(/^[0-9a-f]{6}$/)
      .nullable(),
  }),
  queue: z.object({
    pending: z.int().nonnegative(),
    /** `none`: no centre is configured. `refused`: the centre answers and does not take the records. */
    link: z.enum(['online', 'offline', 'refused', 'none']),
  }),
  clock: clockState,
  /** The wall clock moved by minutes at once: staff look at it, and nothing is refused meanwhile. */
  clockJumped: z.boolean(),
  /** Where taps go: the pinned event, else the first open one. */
  open: z.object({ event: eventBrief, arrived: z.int().nonnegative() }).nullable(),
  /** Open beside it: who taps is asked which one, unless staff have pinned one. */
  alsoOpen: z.array(eventBrief).max(3),
  /** At most three, those that come next today. */
  today: z.array(eventBrief).max(3),
  next: eventBrief.nullable(),
  /** Rises with every change of events, sign-ups and waiting lists: pages that show any ask again. */
  calendar: z.int().nonnegative(),
  /** What hangs on the notice board today. */
  notices: noticesBrief,
})

const lastTap = z
  .object({
    /** Rises with every tap, also over restarts: a page shows each number once. */
    seq: z.int().nonnegative(),
    at: instant,
    outcome: tapOutcome,
  })
  .nullable()

/** Whose card was identified last, until that person's session ends. */
const session = z.object({
  person: maskedPerson.nullable(),
  ask: consentQuestion.nullable(),
  /** The question was due at an earlier tap, when too many came to ask it. */
  askMissed: z.boolean(),
})

/** Many people in a short time: the next tap at once, a running count, the last names. `null` when it is quiet. */
const crowd = z
  .object({
    event: eventBrief,
    /** People who came, children included. */
    arrived: z.int().nonnegative(),
    /** People who are expected, `null` where nobody in particular is. */
    expected: z.int().nonnegative().nullable(),
    /**
     * The newest first; more than a page lists at once, so that each can stay ten seconds. `person` is `null` for a
     * child and for a card that was not read.
     */
    last: z
      .array(z.object({ seq: z.int(), at: instant, person: maskedPerson.nullable(), kind: tapOutcomeKind }))
      .max(12),
  })
  .nullable()

export const demoFace = z.enum(['grandfather', 'grandmother', 'foreigner', 'girl', 'unreadable'])

const demo = z
  .object({
    cards: z.array(
      z.object({
        id: z.string(),
        person: maskedPerson.nullable(),
        /** Which words stand under the name. */
        note: z.enum(['longTerm', 'age', 'foreigner', 'child', 'unreadable', 'again']),
        age: z.int().nonnegative().nullable(),
        face: demoFace,
      }),
    ),
    /** The card now on the reader. */
    lying: z.string().nullable(),
    networkCut: z.boolean(),
    /** Whether something is there that starts the station again after a power cut. */
    canRestart: z.boolean(),
    crowd: z.object({ done: z.int(), total: z.int() }).nullable(),
    pin: z.string(),
    centrePage: z.url().nullable(),
    /** Nothing was recorded here before this start: whoever stands there has not seen it yet. */
    fresh: z.boolean(),
    /** The last tap's way, milliseconds of each stage; `null` = still waiting. */
    way: z
      .object({
        seq: z.int(),
        /** Number of the tap's last record, as the centre lists it; `null` where none was made. */
        record: z.int().positive().nullable(),
        readMs: z.number(),
        checkMs: z.number(),
        commitMs: z.number(),
        screenMs: z.number().nullable(),
        centreMs: z.number().nullable(),
      })
      .nullable(),
  })
  .nullable()

/** Server messages: snapshots with a revision, never deltas. A missed one cannot leave a screen wrong. */
export const pushes = {
  home,
  lastTap,
  session,
  crowd,
  demo,
  sound: soundSnapshot,
  /** This page's own: who may sign in here, and who has. */
  staff: staffSnapshot,
  /** This page's own: `null` unless a clerk is signed in on it. */
  board: boardSnapshot.nullable(),
} as const

export type PushName = keyof typeof pushes
export type Push<N extends PushName> = z.infer<(typeof pushes)[N]>
export type HomeSnapshot = Push<'home'>
export type LastTap = NonNullable<Push<'lastTap'>>
export type SessionSnapshot = Push<'session'>
export type CrowdSnapshot = NonNullable<Push<'crowd'>>
export type DemoSnapshot = NonNullable<Push<'demo'>>
