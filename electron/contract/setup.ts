import { z } from 'zod'
import { clockState, readerState } from './pushes.ts'
import { role } from './staff.ts'
import { contact, openingWeek, placement } from './station.ts'
import { maskedPerson, uuid } from './values.ts'

/** What is set up before the station opens, in this order. */
export const setupSteps = [
  'station',
  'staff',
  'clock',
  'reader',
  'opening',
  'notice',
  'centre',
  'check',
] as const
export const setupStep = z.enum(setupSteps)
export type SetupStep = z.infer<typeof setupStep>

export const stepState = z.enum(['open', 'done', 'later'])
export type StepState = z.infer<typeof stepState>

/** Codes that are made at a time. */
export const recoveryCodes = 8

/** Nothing works without these two. */
export const neededSteps: readonly SetupStep[] = ['station', 'staff']

/** Where everything stands; a page that comes back begins at the first open step. */
export const setupState = z.object({
  steps: z.record(setupStep, stepState),
  /** `null` until somebody gave it. */
  code: z.string().nullable(),
  name: z.string().nullable(),
  staff: z
    .array(
      z.object({
        id: uuid.optional(),
        name: z.string(),
        roles: z.array(role),
        /** The own card is known: nobody approves what is given to oneself. */
        linked: z.boolean().optional(),
      }),
    )
    .max(40),
  /** Printed codes that are still good. */
  codes: z.int().nonnegative().optional(),
  placement,
  opening: openingWeek.nullable(),
  contact: contact.nullable(),
  centre: z.object({ url: z.string().nullable(), paired: z.boolean() }),
  clock: clockState,
})
export type SetupState = z.infer<typeof setupState>

/** Why a step was not taken; nothing was written then. */
export const setupRefusal = z.enum([
  'codeLength',
  'codeUnassigned',
  'codeDivision',
  'nameEmpty',
  'nameLong',
  'nameLetters',
  'nameTaken',
  'pinWeak',
  'noRole',
  'noTechnician',
  'noStaff',
  'clockUnset',
  'address',
  'tokenLetters',
  'unreachable',
  'tokenRefused',
  'paired',
  'notReady',
  'noCard',
  'cardUnknown',
])
export type SetupRefusal = z.infer<typeof setupRefusal>

export const setupResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('refused'), reason: setupRefusal }),
])
export type SetupResult = z.infer<typeof setupResult>

/** What the reader test has seen so far. No card of it is kept, and nobody is checked in by it. */
export const readerTest = z.object({
  state: readerState,
  port: z.string().nullable(),
  /** The card that was read last. */
  card: z.object({ person: maskedPerson, ms: z.number().nonnegative() }).nullable(),
  /** A card lay there that could not be read. */
  unread: z.boolean(),
  lifted: z.boolean(),
})
export type ReaderTest = z.infer<typeof readerTest>

export const checkName = z.enum(['store', 'key', 'reader', 'clock', 'centre', 'disk'])
/** `look`: the station opens all the same, and somebody should look at it. */
export const checkItem = z.object({ name: checkName, state: z.enum(['ok', 'look', 'bad']) })
export type CheckItem = z.infer<typeof checkItem>
