import { z } from 'zod'
import { instant, maskedPerson } from './values.ts'

/** What is taken from a list of people, and nothing else of it: no telephone, no address. */
export const rosterFields = ['name', 'idNumber', 'birth', 'sex', 'volunteerNo', 'team', 'household'] as const
export const rosterField = z.enum(rosterFields)
export type RosterField = z.infer<typeof rosterField>

/** A table on a memory stick. */
export const rosterFile = z.object({
  /** Opaque; good for the newest listing. */
  id: z.string().max(64),
  name: z.string().max(60),
  bytes: z.int().nonnegative(),
  at: instant,
})
export type RosterFile = z.infer<typeof rosterFile>

/** Why nothing of a file can be used. */
export const tableRefusal = z.enum([
  'empty',
  'picture',
  /** The format of 1997, or one with a password. */
  'oldExcel',
  'notTable',
  /** Neither UTF-8 nor GB 18030. */
  'encoding',
  /** A quotation mark is opened and never closed. */
  'quotes',
  'damaged',
  /** A zip that unpacks to far more than a list of people. */
  'bomb',
  'tooManyRows',
  'tooManyColumns',
  /** Took too long, or too much memory. */
  'tooHeavy',
])
export type TableRefusal = z.infer<typeof tableRefusal>

/** Why one row is left out. */
export const rowFaultCode = z.enum([
  'nameMissing',
  'nameLong',
  'nameOdd',
  'idShort',
  'idLong',
  'idOdd',
  /** Fifteen digits, as before 1999. */
  'idOld',
  'idForeign',
  /** The spreadsheet took it for a figure and lost its last digits. */
  'idFigure',
  'idCheck',
  'idBirth',
  'birthMissing',
  'birthOdd',
  'birthDiffers',
  'sexOdd',
  'sexDiffers',
  'child',
  'tooOld',
  'volunteerNoOdd',
  'volunteerNoTaken',
  'volunteerNoTwice',
  'teamLong',
  'teamsMany',
  'householdOdd',
  /** The same person stands in `other`. */
  'twice',
  /** Somebody known here has this name and year of birth, and the row has no number to tell them apart. */
  'namesake',
])
export type RowFaultCode = z.infer<typeof rowFaultCode>

export const rosterFault = z.object({
  /** As the spreadsheet counts. */
  row: z.int().positive(),
  /** `null` where none stands there. */
  person: maskedPerson.nullable(),
  fault: rowFaultCode,
  /** Another row of the same file. */
  other: z.int().positive().nullable(),
})
export type RosterFault = z.infer<typeof rosterFault>

export const rosterColumn = z.object({
  /** What stands at its head; `''` in a file without heads. */
  header: z.string().max(30),
  /** A value of it, masked. */
  example: z.string().max(30),
  field: rosterField.nullable(),
})
export type RosterColumn = z.infer<typeof rosterColumn>

export const mostColumns = 40
export const faultsPerPage = 6

const count = z.int().nonnegative()
const file = z.string().max(60)

export const rosterCounts = z.object({ fresh: count, known: count, faulty: count })
export type RosterCounts = z.infer<typeof rosterCounts>

/** How the saving ended. Whatever the reason, the figures say what was saved. */
export const rosterEnd = z.enum(['all', 'cancelled', 'storeFull', 'notAllowed', 'failed'])
export type RosterEnd = z.infer<typeof rosterEnd>

/** Where the import of a list stands. Nothing is saved before `saving`. */
export const rosterState = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('none') }),
  z.object({ stage: z.literal('reading'), file }),
  z.object({ stage: z.literal('refused'), file, why: tableRefusal }),
  z.object({
    stage: z.literal('columns'),
    file,
    rows: count,
    columns: z.array(rosterColumn).max(mostColumns),
  }),
  z.object({ stage: z.literal('checking'), file, done: count, total: count }),
  z.object({ stage: z.literal('preview'), file, counts: rosterCounts }),
  z.object({ stage: z.literal('saving'), file, done: count, total: count, stopping: z.boolean() }),
  z.object({
    stage: z.literal('done'),
    file,
    end: rosterEnd,
    /** People who are new here now. */
    added: count,
    /** People known before, to whom something was added. */
    completed: count,
    /** Rows that were not come to. */
    left: count,
    faulty: count,
  }),
])
export type RosterState = z.infer<typeof rosterState>
