import { z } from 'zod'
import { eventBrief } from './events.ts'
import { consentQuestion, tapOutcome } from './outcomes.ts'
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
  reader: z.object({ state: readerState, side: readerSide }),
  queue: z.object({
    pending: z.int().nonnegative(),
    /** `none`: no centre is configured. `refused`: the centre answers and does not take the records. */
    link: z.enum(['online', 'offline', 'refused', 'none']),
  }),
  clock: clockState,
  open: z.object({ event: eventBrief, arrived: z.int().nonnegative() }).nullable(),
  /** At most three, those that come next today. */
  today: z.array(eventBrief).max(3),
  next: eventBrief.nullable(),
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
})

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
    /** The last tap's way, milliseconds of each stage; `null` = still waiting. */
    way: z
      .object({
        seq: z.int(),
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
export const pushes = { home, lastTap, session, demo } as const

export type PushName = keyof typeof pushes
export type Push<N extends PushName> = z.infer<(typeof pushes)[N]>
export type HomeSnapshot = Push<'home'>
export type LastTap = NonNullable<Push<'lastTap'>>
export type SessionSnapshot = Push<'session'>
export type DemoSnapshot = NonNullable<Push<'demo'>>
