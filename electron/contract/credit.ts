import { z } from 'zod'
import { staffTile, wrongPin, locked } from './staff.ts'
import { businessDate, hundredths, instant, maskedPerson, minutes, uuid } from './values.ts'

/** Periods that a cap counts over; `winter` is November to March, `ever` the whole life of the ledger. */
export const capPeriod = z.enum(['day', 'month', 'quarter', 'year', 'winter', 'ever'])
export type CapPeriod = z.infer<typeof capPeriod>

/** Rule of the catalogue: `L01`. */
export const ruleId = z.string().regex(/^[A-Z]\d{2}$/)

/** Why no points were written. */
export const creditRefusal = z.enum([
  'unknownRule',
  /** Ships disabled, or was switched off. */
  'disabled',
  'notYet',
  'notAnyMore',
  'noConsent',
  'capReached',
  /** The same award stands already. */
  'alreadyGiven',
  /** The entry was taken back before. */
  'alreadyReversed',
  /** A correction cannot itself be corrected. */
  'isReversal',
  /** More than two decimals, nothing, or outside what the rule gives. */
  'badAmount',
  'needsEvidence',
  /** Lies ahead, or too long ago. */
  'badDate',
  /** Given by itself from taps: nobody claims it. */
  'automatic',
  /** The claim was decided before. */
  'decided',
  'tooFewParticipants',
  'sameAsAuthor',
  'isBeneficiary',
  'lacksRole',
])
export type CreditRefusal = z.infer<typeof creditRefusal>

/** What an entry stands for; the page makes a sentence of it. Names are those of the catalogue and of events. */
const entryWhat = z.discriminatedUnion('kind', [
  /** Came to an event. */
  z.object({ kind: z.literal('attendance'), rule: z.string(), event: z.string() }),
  /** Served at an event for so long. */
  z.object({ kind: z.literal('hours'), rule: z.string(), event: z.string(), minutes }),
  /** Something that two people vouched for. */
  z.object({ kind: z.literal('document'), rule: z.string() }),
  /** A star of volunteering was reached. */
  z.object({ kind: z.literal('star'), rule: z.string(), stars: z.int().min(1).max(5) }),
  /** Takes an earlier entry back. */
  z.object({
    kind: z.literal('reversal'),
    of: z.string(),
    reason: z.enum(['attendanceReversed', 'hoursChanged', 'correction', 'objection']),
  }),
])
export type EntryWhat = z.infer<typeof entryWhat>

/** One line of the ledger. */
export const ledgerRow = z.object({
  id: uuid,
  /** Order of the ledger; pages go on before the last one's. */
  seq: z.int().positive(),
  on: businessDate,
  what: entryWhat,
  amount: hundredths,
  /** Whether the city has confirmed it. */
  confirmed: z.boolean(),
  /** Whether a later entry took it back. */
  reversed: z.boolean(),
  /** Number of the newest objection to it. */
  objection: z.int().positive().nullable(),
})
export type LedgerRow = z.infer<typeof ledgerRow>

/** An objection as resident and staff see it. */
export const objectionShown = z.object({
  number: z.int().positive(),
  entry: ledgerRow,
  filedAt: instant,
  /** Three working days. */
  answerBy: businessDate,
  /** Seven, where somebody else must be asked. */
  verifyBy: businessDate,
  /** Who can answer: staff who have not made the entry. */
  answerers: z.array(z.string().max(20)).max(5),
  state: z.enum(['open', 'verifying', 'right', 'corrected']),
  answeredAt: instant.nullable(),
  answeredBy: z.string().max(20).nullable(),
})
export type ObjectionShown = z.infer<typeof objectionShown>

const consentState = z.enum(['yes', 'no', 'unanswered'])

/** 我的积分: for the person whose card was identified last, and nobody else. */
export const myCredit = z.object({
  person: maskedPerson,
  scoring: consentState,
  sharing: consentState,
  /** `null` without consent: hours only. */
  points: z
    .object({
      balance: hundredths,
      /** What the city has confirmed of it. */
      confirmed: hundredths,
      /** Never below zero; redemption is blocked while points are owed. */
      redeemable: hundredths,
      total: z.int().nonnegative(),
      entries: z.array(ledgerRow).max(5),
    })
    .nullable(),
  served: minutes,
  /** Stars reached, and what the next one asks for; `null` with all five. */
  stars: z.object({ reached: z.int().min(0).max(5), nextAt: minutes.nullable() }),
  /** The newest first: open ones, and those answered lately. */
  objections: z.array(objectionShown).max(3),
  /** The city's score, which nobody here computes or changes; `null` until the centre sends one. */
  city: z.object({ score: z.int(), grade: z.string().max(4), name: z.string().max(10) }).nullable(),
  /** What points can be used for, as the village says it. */
  uses: z.array(z.string().max(30)).max(4),
  /** Good deeds that somebody may report of oneself, and those that wait. */
  deeds: z.array(z.object({ rule: ruleId, name: z.string().max(20) })).max(8),
  reported: z.int().nonnegative(),
})
export type MyCredit = z.infer<typeof myCredit>

/** A rule as everybody may read it. */
export const ruleShown = z.object({
  id: ruleId,
  name: z.string().max(20),
  category: z.string().max(10),
  /** Initials of its name, for looking it up: `ZYFW`. */
  initials: z.string().max(20),
  award: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('perEvent'), amount: hundredths }),
    z.object({ kind: z.literal('perHours'), amount: hundredths, unitMinutes: minutes }),
    z.object({
      kind: z.literal('tiers'),
      tiers: z
        .array(z.object({ upToMinutes: minutes.nullable(), unitMinutes: minutes, amount: hundredths }))
        .max(6),
    }),
    z.object({ kind: z.literal('perAmount'), amount: hundredths, unitFen: z.int().positive() }),
    z.object({ kind: z.literal('range'), min: hundredths, max: hundredths }),
    z.object({ kind: z.literal('star'), amount: hundredths, stars: z.int().min(1).max(5) }),
  ]),
  caps: z
    .array(
      z.object({
        per: capPeriod,
        times: z.int().positive().nullable(),
        points: hundredths.nullable(),
      }),
    )
    .max(3),
  evidence: z.string().max(30),
  approval: z.enum(['auto', 'second', 'council']),
  /** How the number came about: found in a source, or set by the shipped catalogue. */
  sourced: z.boolean(),
})
export type RuleShown = z.infer<typeof ruleShown>

export const claimState = z.enum(['reported', 'waiting', 'noticed', 'posted', 'returned', 'failed'])
export type ClaimState = z.infer<typeof claimState>
/** Why a claim goes back. */
export const returnReason = z.enum(['noEvidence', 'wrongPerson', 'twice', 'notSo', 'other'])
export type ReturnReason = z.infer<typeof returnReason>

export const claimRow = z.object({
  id: uuid,
  person: maskedPerson,
  rule: ruleId,
  name: z.string().max(20),
  amount: hundredths,
  on: businessDate,
  filedAt: instant,
  state: claimState,
  /** Staff's name; `null` while only the resident has spoken. */
  author: z.string().max(20).nullable(),
  approver: z.string().max(20).nullable(),
  /** What it failed with after approval, or why it went back. */
  because: z.union([creditRefusal, returnReason]).nullable(),
  /** Whether whoever is signed in here could be the second person. */
  mayDecide: z.boolean(),
  hasPhoto: z.boolean(),
})
export type ClaimRow = z.infer<typeof claimRow>

export const claimDetails = z.object({
  claim: claimRow,
  resident: uuid,
  /** Hundredths of a yuan that were given, where points go by amount. */
  quantity: hundredths.nullable(),
  documentNo: z.string().max(40).nullable(),
  evidence: z.string().max(30),
  approval: z.enum(['second', 'council']),
  noticeDays: z.int().nonnegative(),
  noticeUntil: businessDate.nullable(),
  participants: z.array(z.string().max(20)).max(20),
  /** Who may approve. Everybody else on the tiles is greyed with the reason. */
  approvers: z
    .array(
      z.object({
        staff: staffTile,
        refusal: z.enum(['sameAsAuthor', 'isBeneficiary', 'lacksRole']).nullable(),
      }),
    )
    .max(20),
})
export type ClaimDetails = z.infer<typeof claimDetails>

/** What became of a claim. Nothing was written unless it is `done`. */
export const claimResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), claim: uuid, state: claimState, noticeUntil: businessDate.nullable() }),
  z.object({ kind: z.literal('refused'), reason: creditRefusal }),
  wrongPin,
  locked,
])
export type ClaimResult = z.infer<typeof claimResult>

/** What became of a correction or of an answer to an objection. */
export const correctionResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('needsApproval') }),
  z.object({ kind: z.literal('needsOwnPin') }),
  z.object({ kind: z.literal('refused'), reason: creditRefusal }),
  wrongPin,
  locked,
])
export type CorrectionResult = z.infer<typeof correctionResult>

/** A person's ledger as staff see it: the same lines, and who answers for each. */
export const staffLedgerRow = z.object({
  row: ledgerRow,
  ruleId,
  ruleRev: z.int().positive(),
  /** Staff's names, `null` where taps alone made it. */
  author: z.string().max(20).nullable(),
  approver: z.string().max(20).nullable(),
  /** Whether it can still be taken back. */
  reversible: z.boolean(),
})
export type StaffLedgerRow = z.infer<typeof staffLedgerRow>

export const personLedger = z.object({
  person: maskedPerson,
  scoring: consentState,
  sharing: consentState,
  balance: hundredths,
  served: minutes,
  stars: z.int().min(0).max(5),
  household: z.string().max(12).nullable(),
  total: z.int().nonnegative(),
  rows: z.array(staffLedgerRow).max(10),
})
export type PersonLedger = z.infer<typeof personLedger>

/** `2026-Q4`. */
export const quarter = z.string().regex(/^\d{4}-Q[1-4]$/)
export const quarterBy = z.enum(['person', 'household'])

/** Points of one quarter. Numbers for staff; never a public list. */
export const quarterReport = z.object({
  total: z.int().nonnegative(),
  /** Points given and taken back in the quarter. */
  earned: hundredths,
  taken: hundredths,
  rows: z
    .array(
      z.object({
        /** `null` for a household. */
        person: maskedPerson.nullable(),
        resident: uuid.nullable(),
        household: z.string().max(12).nullable(),
        /** People with points in it; 1 for a person. */
        people: z.int().positive(),
        points: hundredths,
        /** Points per member, rounded down to hundredths. */
        mean: hundredths,
        minutes,
      }),
    )
    .max(20),
})
export type QuarterReport = z.infer<typeof quarterReport>

/** A picture on a memory stick that lies in the machine. */
export const stickFile = z.object({
  /** Opaque; only good until the stick is pulled. */
  id: z.string().max(64),
  name: z.string().max(60),
  bytes: z.int().positive(),
  at: instant,
  /** Why it cannot be opened although it is called a picture. */
  trouble: z.enum(['tooLarge', 'notAPicture']).nullable(),
})
export type StickFile = z.infer<typeof stickFile>
/** At most this many bytes of a picture travel in one message. */
export const stickChunkBytes = 96 * 1024
/** A picture as it is kept: JPEG, made smaller by the page. */
export const largestPhotoBytes = 140_000
export const photo = z.base64().max(Math.ceil(largestPhotoBytes / 3) * 4)
