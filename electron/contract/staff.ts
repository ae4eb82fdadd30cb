import { z } from 'zod'
import { careNeed } from './backup.ts'
import { eventBrief } from './events.ts'
import { personConsents, personStanding } from './people.ts'
import { noticesEnding } from './notices.ts'
import { businessDate, hundredths, instant, maskedPerson, minutes, uuid } from './values.ts'

/** What a staff member may do; the same names as the audiences of calls. */
export const roles = ['clerk', 'head', 'council', 'technician'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const pin = z.string().regex(/^\d{6}$/)

/** A staff member on a name tile. Staff work under their names: these are not masked. */
export const staffTile = z.object({ id: uuid, name: z.string().min(1).max(20), roles: z.array(role).min(1) })
export type StaffTile = z.infer<typeof staffTile>

export const wrongPin = z.object({
  kind: z.literal('wrongPin'),
  triesLeft: z.int().nonnegative(),
  waitMs: z.int().nonnegative(),
})
/** Also the right PIN is refused while the wait lasts. */
export const locked = z.object({ kind: z.literal('locked'), waitMs: z.int().positive() })

/** One of the codes that were printed when the station was set up: 25 digits in groups of five. */
export const recoveryCode = z.string().regex(/^\d{25}$/)

const wrongCode = z.object({
  kind: z.literal('wrongCode'),
  triesLeft: z.int().nonnegative(),
  waitMs: z.int().nonnegative(),
})

/** What became of a code that was to end the kiosk. */
export const endByCodeResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  wrongCode,
  locked,
])
export type EndByCodeResult = z.infer<typeof endByCodeResult>

/** What became of a code. A refusal other than a weak PIN counts as a guess; nothing was changed by any. */
export const recoverResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('pinWeak') }),
  wrongCode,
  locked,
])
export type RecoverResult = z.infer<typeof recoverResult>

/** What a guess of a PIN came to. */
export const signInResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedIn') }),
  wrongPin,
  locked,
])
export type SignInResult = z.infer<typeof signInResult>

/** Staff's side of this page. */
export const staffSnapshot = z.object({
  tiles: z.array(staffTile),
  signedIn: staffTile.nullable(),
  /** Signed in before and locked since: goes on after the PIN, with half-typed forms kept. */
  locked: staffTile.nullable(),
})
export type StaffSnapshot = z.infer<typeof staffSnapshot>

/** A second person's consent to what the first one asks for, given with the own PIN. */
export const approval = z.object({ account: uuid, pin })
export type Approval = z.infer<typeof approval>

/** Why staff took an attendance back. */
export const undoReason = z.enum(['wrongPerson', 'wrongEvent', 'leftAtOnce', 'other'])
export type UndoReason = z.infer<typeof undoReason>
/** Why staff entered something by hand. */
export const handReason = z.enum(['noCard', 'cardUnreadable', 'cardLost', 'readerDown', 'forgot', 'other'])
export type HandReason = z.infer<typeof handReason>

/** Why a card alone would not have done it. */
export const overrideCause = z.enum([
  'tooEarly',
  'tooLate',
  'full',
  'notEligible',
  'notInTeam',
  'cancelled',
  'several',
])
export type OverrideCause = z.infer<typeof overrideCause>

/** What became of something entered by hand. Nothing was written unless it is `done`. */
export const handResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), entered: z.int().nonnegative(), already: z.int().nonnegative() }),
  /** A second person must approve: `because` of a rule that says no, or of many people at once. */
  z.object({ kind: z.literal('needsApproval'), because: overrideCause.nullable() }),
  /** Both PINs must be at most two minutes apart: the first person gives the own one again. */
  z.object({ kind: z.literal('needsOwnPin') }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['sameAsAuthor', 'isBeneficiary', 'lacksRole', 'hallFull', 'tooManyMinutes']),
  }),
  wrongPin,
  locked,
])
export type HandResult = z.infer<typeof handResult>

/** A resident as staff look one up: still masked. */
export const foundPerson = z.object({
  id: uuid,
  person: maskedPerson,
  birthYear: z.int(),
  sex: z.enum(['male', 'female', 'unknown']),
  /** Last two digits of the number, to tell two alike apart; `null` without a card. */
  lastTwo: z.string().length(2).nullable(),
  teams: z.array(z.string().max(20)).max(5),
  /** Latest attendance of any event. */
  lastCame: businessDate.nullable(),
  /** Entered without a card, and not joined with one yet. */
  provisional: z.boolean(),
  /** Events of now and today where this person has been checked in. */
  at: z.array(uuid).max(12),
  /** In the answer to a look-up. */
  standing: personStanding.optional(),
})
export type FoundPerson = z.infer<typeof foundPerson>

export const attendanceMark = z.enum(['byCard', 'byHand', 'byHandOverride'])

/** One check-in of a person as staff see it. */
const attendanceRow = z.object({
  attendance: uuid,
  event: eventBrief,
  checkedInAt: instant,
  checkedOutAt: instant.nullable(),
  mark: attendanceMark,
  reversed: z.boolean(),
  undoable: z.boolean(),
  /** Minutes of service, `null` where the event counts none. */
  minutes: minutes.nullable(),
  minutesMark: z.enum(['byTaps', 'byHand', 'needsSecond', 'open', 'tooShort', 'refused']).nullable(),
})
export type AttendanceRow = z.infer<typeof attendanceRow>

export const personDetails = z.object({
  person: foundPerson,
  /** The number's first and last four; `null` without a card. */
  number: z.string().max(30).nullable().default(null),
  consents: personConsents.default({ scoring: null, sharing: null }),
  validTo: businessDate.nullable(),
  /** `false`: entered from a list by number, and the card did not come yet. */
  cardSeen: z.boolean().default(true),
  volunteerNo: z.string().max(20).nullable(),
  /** The village's number of the household. */
  household: z.string().max(12).nullable().default(null),
  served: minutes,
  /** The newest first. */
  attendances: z.array(attendanceRow).max(20),
  /** Two members of staff asked for an erasing, which waits for the centre. */
  erasing: z.boolean(),
  /** Teams that exist here, to choose from. */
  knownTeams: z.array(z.string().max(20)).max(50),
})
export type PersonDetails = z.infer<typeof personDetails>

/** Numbers of one event. The same query feeds board, list and report. */
export const eventFigures = z.object({
  /** Signed up or of the event's team; `null` where nobody in particular is expected. */
  expected: z.int().nonnegative().nullable(),
  /** Checked in and not out. */
  present: z.int().nonnegative(),
  /** Checked in after the start. */
  late: z.int().nonnegative(),
  /** Signed out. */
  left: z.int().nonnegative(),
  /** Came without being expected; `null` where nobody in particular is. */
  walkIns: z.int().nonnegative().nullable(),
  /** Expected and not come; `null` before the check-in is over. */
  noShows: z.int().nonnegative().nullable(),
  /** 人次: attendances that count, children included. */
  attendances: z.int().nonnegative(),
  /** 人数: distinct residents. */
  people: z.int().nonnegative(),
  children: z.int().nonnegative(),
  /** Verified and approved minutes of service. */
  minutes,
})
export type EventFigures = z.infer<typeof eventFigures>

const boardTap = z.object({
  seq: z.int(),
  at: instant,
  /** `null` for a child and for a card that was not read. */
  person: maskedPerson.nullable(),
  /** Kind of the tap's outcome; `byHand` for an entry without a card. */
  kind: z.string().max(30),
  added: hundredths.nullable(),
  /** What can be taken back, `null` if nothing. */
  attendance: uuid.nullable(),
  /** Of which event; `null` for a tap that had none. */
  event: uuid.nullable(),
})

/** Something that waits for a hand of staff. */
const boardNeed = z.discriminatedUnion('kind', [
  /** Checked in, never out, and the sign-out is over: 0 minutes until a clerk confirms. */
  z.object({ kind: z.literal('openSignOut'), attendance: uuid, person: maskedPerson, event: eventBrief }),
  /** More minutes than one day counts by itself, or at the same time as others. */
  z.object({
    kind: z.literal('minutesNeedSecond'),
    attendance: uuid,
    person: maskedPerson,
    event: eventBrief,
    minutes,
  }),
  z.object({
    kind: z.literal('refusal'),
    at: instant,
    resident: uuid,
    person: maskedPerson,
    event: eventBrief,
    reason: z.enum(['notEligible', 'notInTeam', 'full', 'tooEarly', 'tooLate']),
  }),
  /** Somebody pressed 这不是我. */
  z.object({ kind: z.literal('disputed'), at: instant }),
])
export type BoardNeed = z.infer<typeof boardNeed>

/** What can be wrong with the machine, as whoever stands before it must know. */
export const machineAlarm = z.enum([
  'recordsUnwritten',
  'recordsDiffer',
  'readerDown',
  'diskLow',
  'logsGoing',
])
export type MachineAlarm = z.infer<typeof machineAlarm>

/** What the station's staff see of today. */
export const boardSnapshot = z.object({
  /** The event that is watched: the chosen one, else the one that taps go to, else `null`. */
  live: z
    .object({ event: eventBrief, figures: eventFigures, pinned: z.boolean(), canExtend: z.boolean() })
    .nullable(),
  /** All events of today together: 今天人次, 今天人数. */
  today: z.object({ attendances: z.int().nonnegative(), people: z.int().nonnegative() }),
  needs: z.array(boardNeed).max(12),
  needsTotal: z.int().nonnegative(),
  last: z.array(boardTap).max(8),
  /** Events of today and those still to be signed out of, in order. */
  events: z.array(eventBrief).max(20),
  /** Whether crowd mode is held on by staff. */
  crowdHeld: z.boolean(),
  /** Claims and objections that wait for somebody; the oldest objection's last day. */
  waiting: z
    .object({
      claims: z.int().nonnegative(),
      objections: z.int().nonnegative(),
      answerBy: businessDate.nullable(),
      /** Of the objection that is due first; absent without one. */
      asker: z.object({ person: maskedPerson, entryOn: businessDate, at: instant }).optional(),
      /** Absent where no notice ends within three days. */
      noticesEnding: noticesEnding.optional(),
    })
    .default({ claims: 0, objections: 0, answerBy: null }),
  /** What begins later today; `expected` as in the figures. */
  coming: z
    .array(z.object({ event: eventBrief, expected: z.int().nonnegative().nullable() }))
    .max(6)
    .optional(),
  /** When the door is open today, `null` where nobody said or it stays shut; since when records wait to go up. */
  station: z
    .object({
      door: z.object({ from: z.string(), to: z.string() }).nullable(),
      queuedSince: instant.nullable(),
      /** What is amiss with records and copies; absent where nothing is. */
      care: z.array(careNeed).max(8).optional(),
      /** What is wrong with the machine, the worst first. */
      alarms: z.array(machineAlarm).max(8).optional(),
    })
    .optional(),
})
export type BoardSnapshot = z.infer<typeof boardSnapshot>

/** One person at one event, as list and roster show it. */
export const listRow = z.object({
  resident: uuid,
  person: maskedPerson,
  lastTwo: z.string().length(2).nullable(),
  state: z.enum(['present', 'left', 'openSignOut', 'expected', 'noShow']),
  walkIn: z.boolean(),
  late: z.boolean(),
  checkedInAt: instant.nullable(),
  checkedOutAt: instant.nullable(),
  mark: attendanceMark.nullable(),
  minutes: minutes.nullable(),
  attendance: uuid.nullable(),
})
export type ListRow = z.infer<typeof listRow>

/** Somebody who waits for a place. */
export const waitingRow = z.object({
  resident: uuid,
  person: maskedPerson,
  lastTwo: z.string().length(2).nullable(),
})
export type WaitingRow = z.infer<typeof waitingRow>

export const dayReport = z.object({
  events: z.array(z.object({ event: eventBrief, figures: eventFigures })).max(50),
  attendances: z.int().nonnegative(),
  people: z.int().nonnegative(),
  minutes,
})
export type DayReport = z.infer<typeof dayReport>
