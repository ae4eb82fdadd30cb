import { z } from 'zod'
import { call, commandId } from './call.ts'
import {
  calendarDay,
  cancelResult,
  dayRange,
  dayShown,
  eventPage,
  foundEvents,
  myEvents,
  signUpAsked,
  signUpResult,
  soughtEvents,
  teamShown,
} from './calendar.ts'
import {
  claimDetails,
  claimResult,
  claimRow,
  correctionResult,
  ledgerRow,
  myCredit,
  objectionShown,
  personLedger,
  photo,
  quarter,
  quarterBy,
  quarterReport,
  returnReason,
  ruleId,
  ruleShown,
  stickFile,
} from './credit.ts'
import { attractCalls } from './attract-calls.ts'
import { auditCalls } from './audit-calls.ts'
import { backupCalls } from './backup-calls.ts'
import { codeCalls } from './code-calls.ts'
import { deviceCalls } from './device-calls.ts'
import { eventCalls } from './event-calls.ts'
import { keyboardCalls } from './keyboard-calls.ts'
import { kioskCalls } from './kiosk-calls.ts'
import { peopleCalls } from './people-calls.ts'
import { setupCalls } from './setup-calls.ts'
import { eraseCalls } from './erase-calls.ts'
import { mergeCalls } from './merge-calls.ts'
import { noticeCalls } from './notice-calls.ts'
import { consentQuestion, tapOutcome } from './outcomes.ts'
import { papersCalls } from './papers-calls.ts'
import { rosterCalls } from './roster-calls.ts'
import { soundCalls } from './sound-calls.ts'
import { teamsCalls } from './teams-calls.ts'
import {
  approval,
  dayReport,
  eventFigures,
  foundPerson,
  handReason,
  handResult,
  listRow,
  waitingRow,
  personDetails,
  pin,
  signInResult,
  undoReason,
} from './staff.ts'
import { businessDate, hundredths, maskedPerson, minutes, uuid } from './values.ts'

export type { Audience } from './call.ts'

const nothing = z.object({})
/** Only events of this team, `null` for all. */
const team = z.string().min(1).max(20).nullable()

/** Every call there is: name → input, output, audience. */
export const calls = {
  /** The holder's answer to one consent question. `ask` is the question that follows; `points` what a yes to scoring gave. */
  'consent.answer': call(
    'holder',
    z.object({ commandId, question: consentQuestion, answer: z.enum(['yes', 'no', 'later']) }),
    z.object({
      ask: consentQuestion.nullable(),
      points: z.object({ added: hundredths, balance: hundredths }).nullable(),
    }),
  ),
  /** The person is done, or the page went home by itself. */
  'session.end': call('anyone', z.object({ commandId }), nothing),
  /** What became of a tap that was `checking`; asked again after the station came back. */
  'tap.settle': call('anyone', z.object({ tapId: uuid }), z.object({ outcome: tapOutcome })),
  /** 这不是我: takes that tap back within two minutes, hides the name, and calls staff. */
  'tap.notMe': call('holder', z.object({ commandId, seq: z.int() }), nothing),
  /** 提前离开·签退: what `leaveEarly` of that tap's outcome offered. */
  'tap.leaveEarly': call('holder', z.object({ commandId, seq: z.int() }), nothing),
  /** The answer to which of several events; remembered for the queue. The result comes as the next tap. */
  'tap.choose': call('holder', z.object({ commandId, seq: z.int(), event: uuid }), nothing),

  /** Takes an answer back: nothing is scored, or shared, from now on. Service goes on as before. */
  'consent.withdraw': call('holder', z.object({ commandId, question: consentQuestion }), nothing),
  /** Puts a question on the screen that was refused or put off: 想攒积分？ */
  'consent.ask': call('holder', z.object({ question: consentQuestion }), nothing),
  'credit.mine': call('holder', nothing, myCredit),
  /** Earlier lines of the own ledger; `before` is the number of the last one shown. */
  'credit.history': call(
    'holder',
    z.object({ before: z.int().positive() }),
    z.object({ entries: z.array(ledgerRow).max(5), more: z.boolean() }),
  ),
  /** 这笔不对: opens the clock of three and seven working days. One open objection for each line. */
  'credit.object': call(
    'holder',
    z.object({ commandId, entry: uuid }),
    z.object({ objection: objectionShown }),
  ),
  /** A good deed that somebody tells of: a clerk looks at it, and a second person approves. */
  'credit.report': call(
    'holder',
    z.object({ commandId, rule: ruleId, on: businessDate }),
    z.object({ result: claimResult }),
  ),
  /** 怎么得分: every rule in force, for everybody. */
  'credit.rules': call('anyone', nothing, z.object({ rules: z.array(ruleShown).max(120) })),

  /** Up to six weeks, for a month's page. */
  'calendar.days': call('anyone', dayRange, z.object({ days: z.array(calendarDay).max(42) })),
  'calendar.day': call('anyone', z.object({ date: businessDate, team }), dayShown),
  'calendar.find': call('anyone', soughtEvents, foundEvents),
  'calendar.event': call('anyone', z.object({ event: uuid }), eventPage),
  'calendar.teams': call('anyone', nothing, z.object({ teams: z.array(teamShown).max(40) })),
  'calendar.mine': call('holder', nothing, myEvents),
  /**
   * The next card within a minute signs up for this event, and does besides whatever a card does; `null` takes that
   * back. `wait`: and waits for a place where none is left.
   */
  'signUp.ask': call('anyone', signUpAsked, nothing),
  'signUp.join': call(
    'holder',
    z.object({ commandId, event: uuid, wait: z.boolean() }),
    z.object({ result: signUpResult }),
  ),
  /** Gives the place, or the place in the queue, away: who waits longest moves up. */
  'signUp.cancel': call('holder', z.object({ commandId, event: uuid }), z.object({ result: cancelResult })),

  /** A picture of an event or a notice, for everybody. */
  'pictures.open': call('anyone', z.object({ picture: uuid }), z.object({ picture: photo })),

  'staff.signIn': call('anyone', z.object({ account: uuid, pin }), z.object({ result: signInResult })),
  /** Locks this page's console; the same person goes on after the PIN. */
  'staff.lock': call('anyone', nothing, nothing),
  /** Ends staff's session on this page, locked or not. */
  'staff.signOut': call('anyone', nothing, nothing),
  /** Somebody touched the console: its idle lock begins anew. */
  'staff.touch': call('clerk', nothing, nothing),
  /** Which event this page's board shows, `null` for the one that taps go to. */
  'board.watch': call('clerk', z.object({ event: uuid.nullable() }), nothing),
  /** Sends every tap to this event while it is open or can be signed out of; `null` lets go. */
  'events.pin': call('clerk', z.object({ commandId, event: uuid.nullable() }), nothing),
  /** The event runs over: its end and its check-in move. */
  'events.extend': call(
    'clerk',
    z.object({ commandId, event: uuid, minutes: z.int().min(5).max(180) }),
    nothing,
  ),
  ...attractCalls,
  ...eventCalls,
  ...keyboardCalls,
  ...kioskCalls,
  ...setupCalls,
  ...papersCalls,
  ...auditCalls,
  ...codeCalls,
  ...backupCalls,
  ...deviceCalls,
  ...noticeCalls,
  ...rosterCalls,
  ...teamsCalls,
  ...soundCalls,
  ...mergeCalls,
  ...eraseCalls,
  /** Holds crowd mode on, or lets it go. */
  'crowd.hold': call('clerk', z.object({ commandId, on: z.boolean() }), nothing),
  /** Staff have looked at the clock after it jumped: it is right now. */
  'clock.confirm': call('clerk', z.object({ commandId }), nothing),
  /** Takes a check-in back, until its event ends. */
  'attendance.undo': call(
    'clerk',
    z.object({ commandId, event: uuid, attendance: uuid, reason: undoReason }),
    nothing,
  ),
  /**
   * Checks people in without their cards. Where a rule says no, or for more than one person at once, a second
   * person approves. The mark stays for ever.
   */
  'attendance.checkInByHand': call(
    'clerk',
    z.object({
      commandId,
      event: uuid,
      residents: z.array(uuid).min(1).max(100),
      reason: handReason,
      approval: approval.nullable(),
    }),
    z.object({ result: handResult }),
  ),
  /** Signs somebody out who forgot, or confirms minutes that wait; always with a second person. */
  'attendance.confirmMinutes': call(
    'clerk',
    z.object({ commandId, attendance: uuid, minutes, reason: handReason, approval: approval.nullable() }),
    z.object({ result: handResult }),
  ),
  'attendance.countChildren': call(
    'clerk',
    z.object({ commandId, event: uuid, count: z.int().min(1).max(50), guardian: uuid.nullable() }),
    nothing,
  ),
  /**
   * By initials of the name (two letters or more), the number's last four, or the volunteer number; an empty query
   * finds who tapped just now. More than 100 hits are only a number.
   */
  'people.find': call(
    'clerk',
    z.object({ query: z.string().max(20) }),
    z.object({ total: z.int().nonnegative(), people: z.array(foundPerson).max(100) }),
  ),
  'people.open': call('clerk', z.object({ resident: uuid }), personDetails),
  ...peopleCalls,
  /** Somebody without a card whom nobody here knows; joined with the card later. */
  'people.addProvisional': call(
    'clerk',
    z.object({
      commandId,
      /** Chinese or Latin letters; two capital letters are enough where nobody can type more. */
      name: z.string().trim().min(1).max(30),
      birthYear: z.int().min(1900).max(2100),
      sex: z.enum(['male', 'female', 'unknown']),
    }),
    z.object({ resident: uuid }),
  ),
  /** The provisional person is this resident: what was entered for the one counts for the other. */
  'people.join': call('clerk', z.object({ commandId, provisional: uuid, resident: uuid }), nothing),
  /** `null` keeps the volunteer number as it is, an empty text takes it away. */
  'people.describe': call(
    'clerk',
    z.object({
      commandId,
      resident: uuid,
      volunteerNo: z
        .string()
        .regex(/^[0-9A-Z-]{0,20}$/)
        .nullable(),
      teams: z.array(z.string().trim().min(1).max(20)).max(5),
      /** The village's number of the household; `null` keeps it, an empty text takes it away. */
      household: z
        .string()
        .regex(/^[0-9A-Z-]{0,12}$/)
        .nullable()
        .default(null),
    }),
    nothing,
  ),
  'credit.person': call(
    'clerk',
    z.object({ resident: uuid, before: z.int().positive().nullable() }),
    personLedger,
  ),
  /** Takes an entry back, with a second person who did not make it. */
  'credit.reverse': call(
    'clerk',
    z.object({ commandId, entry: uuid, approval: approval.nullable() }),
    z.object({ result: correctionResult }),
  ),
  /** Points of a quarter, 20 rows at a time, the most first. */
  'credit.quarter': call(
    'clerk',
    z.object({ quarter, by: quarterBy, page: z.int().nonnegative() }),
    quarterReport,
  ),
  /** Writes the whole quarter as CSV onto the memory stick, or into the station's folder without one. */
  'credit.saveQuarter': call(
    'clerk',
    z.object({ commandId, quarter, by: quarterBy }),
    z.object({ where: z.enum(['stick', 'folder']), file: z.string().max(200) }),
  ),
  'claims.list': call(
    'clerk',
    z.object({ show: z.enum(['waiting', 'done', 'returned']), page: z.int().nonnegative() }),
    z.object({ total: z.int().nonnegative(), claims: z.array(claimRow).max(10) }),
  ),
  'claims.open': call('clerk', z.object({ claim: uuid }), claimDetails),
  /** `amount`: yuan given, or points where the rule leaves a choice; decimal text, `null` where the rule decides. */
  'claims.file': call(
    'clerk',
    z.object({
      commandId,
      resident: uuid,
      rule: ruleId,
      on: businessDate,
      amount: z.string().max(12).nullable(),
      documentNo: z.string().trim().max(40).nullable(),
      photo: photo.nullable(),
    }),
    z.object({ result: claimResult }),
  ),
  /** A clerk answers for what a resident reported: from then on it waits for the second person. */
  'claims.vouch': call(
    'clerk',
    z.object({
      commandId,
      claim: uuid,
      documentNo: z.string().trim().max(40).nullable(),
      photo: photo.nullable(),
    }),
    z.object({ result: claimResult }),
  ),
  /** The second person's yes, with the own PIN; a council's with those who sat in it. */
  'claims.approve': call(
    'clerk',
    z.object({ commandId, claim: uuid, approval, participants: z.array(uuid).max(20) }),
    z.object({ result: claimResult }),
  ),
  'claims.return': call(
    'clerk',
    z.object({ commandId, claim: uuid, reason: returnReason }),
    z.object({ result: claimResult }),
  ),
  'claims.photo': call('clerk', z.object({ claim: uuid }), z.object({ photo })),
  /** Pictures on a memory stick, the newest first. */
  'stick.list': call('clerk', nothing, z.object({ files: z.array(stickFile).max(24) })),
  'stick.read': call(
    'clerk',
    z.object({ file: z.string().max(64), offset: z.int().nonnegative() }),
    z.object({ data: z.base64(), more: z.boolean() }),
  ),
  'objections.list': call(
    'clerk',
    z.object({ show: z.enum(['open', 'answered']), page: z.int().nonnegative() }),
    z.object({
      total: z.int().nonnegative(),
      objections: z
        .array(z.object({ objection: objectionShown, person: maskedPerson, mayAnswer: z.boolean() }))
        .max(10),
    }),
  ),
  /**
   * Whoever made the entry does not answer. `corrected` takes the entry back and needs a second person; `verifying`
   * says that somebody else must be asked, and takes the longer time.
   */
  'objections.answer': call(
    'clerk',
    z.object({
      commandId,
      objection: z.int().positive(),
      answer: z.enum(['right', 'corrected', 'verifying']),
      approval: approval.nullable(),
    }),
    z.object({ result: correctionResult }),
  ),
  /** Who came to an event, who is expected and who did not come, 50 at a time. */
  'reports.event': call(
    'clerk',
    z.object({ event: uuid, page: z.int().nonnegative() }),
    z.object({
      figures: eventFigures,
      total: z.int().nonnegative(),
      rows: z.array(listRow).max(50),
      /** Who waits for a place, the longest first. */
      waiting: z.object({ total: z.int().nonnegative(), first: z.array(waitingRow).max(8) }),
    }),
  ),
  'reports.day': call('clerk', z.object({ day: businessDate }), dayReport),
  /** The page painted this tap's result; only measures the demonstration's strip. */
  'demo.painted': call('demo', z.object({ seq: z.int() }), nothing),
  'demo.placeCard': call('demo', z.object({ commandId, card: z.string().max(40) }), nothing),
  'demo.setNetworkCut': call('demo', z.object({ commandId, cut: z.boolean() }), nothing),
  /** Kills the core with SIGKILL; whoever started it starts it again. */
  'demo.cutPower': call('demo', z.object({ commandId }), nothing),
  'demo.bringCrowd': call('demo', z.object({ commandId }), nothing),
  /** Throws the demonstration's folder away and begins anew. */
  'demo.startOver': call('demo', z.object({ commandId }), nothing),
  /** Ends the demonstration and opens a real station in a fresh folder. */
  'demo.goLive': call('demo', z.object({ commandId }), nothing),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>
