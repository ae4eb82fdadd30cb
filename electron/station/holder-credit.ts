import { StationError } from '../base/errors.ts'
import type { CallInput, CallOutput } from '../contract/calls.ts'
import { businessDateOf } from '../contract/values.ts'
import { insertClaim, insertClaimStep, reportsWaiting } from '../credit/claims-store.ts'
import {
  insertObjection,
  objectionByNumber,
  objectionTo,
  openObjectionsOf,
} from '../credit/objections-store.ts'
import { entryById, isStanding, type LedgerEntry } from '../credit/store.ts'
import { addWorkingDays } from '../credit/working-days.ts'
import { idsOf, realId } from '../residents/aliases.ts'
import { writeAudit, type AuditEntry } from '../staff/audit.ts'
import type { Tx } from '../store/tx.ts'
import { once } from './commands.ts'
import { draftClaim, plainStep, done } from './desk/claim-file.ts'
import { refused } from './desk/claim-judge.ts'
import { shownObjection } from './objection-shown.ts'
import type { Parts } from './parts.ts'
import type { Session } from './session.ts'

/** Good deeds are told of while people remember them. */
const reportedWithinDays = 30
const mostReports = 3
const mostObjections = 3
const answeredWithin = 3
const verifiedWithin = 7

interface HolderDeps {
  parts: Parts
  session: Session
  /** Something was written that staff should see. */
  written: () => void
}

const holderOf = ({ session }: HolderDeps): string => {
  const holder = session.holder()
  if (holder === null) throw new StationError('sessionEnded')
  return holder.resident
}

const noteOf = (tx: Tx, at: number, action: string, subject: string, detail: AuditEntry['detail']): void => {
  writeAudit(tx, { at, actor: 'holder', action, subject, detail })
}

type Report = CallOutput<'credit.report'>['result']

const reportDeed = (
  tx: Tx,
  parts: Parts,
  input: CallInput<'credit.report'> & { resident: string; at: number },
): Report => {
  const { resident, rule, on, at } = input
  const item = parts.catalogue().items.find(({ id }) => id === rule)
  if (item !== undefined && !item.selfReport)
    return refused(item.basis === 'document' ? 'lacksRole' : 'automatic')
  if (reportsWaiting(tx, idsOf(tx, resident)) >= mostReports)
    throw new StationError('conflict', { because: 'tooManyReports' })
  const of = { resident, rule, on, amount: null, documentNo: null, at }
  const draft = draftClaim(tx, parts, { ...of, withinDays: reportedWithinDays })
  if (draft.kind === 'refused') return draft
  const { facts } = draft
  insertClaim(tx, facts)
  insertClaimStep(tx, facts.id, { ...plainStep, state: 'reported', at })
  noteOf(tx, at, 'claims.reported', facts.id, { resident, rule, rev: facts.ruleRev, on })
  return done(facts.id, 'reported')
}

/** A resident tells of a good deed; a clerk looks at it, and a second person after that. */
const report = (deps: HolderDeps, input: CallInput<'credit.report'>): CallOutput<'credit.report'> => {
  const { parts, written } = deps
  const resident = holderOf(deps)
  const { output, repeated } = once(
    parts,
    input.commandId,
    'credit.report',
    (tx) => {
      const at = parts.clock.now()
      const result = reportDeed(tx, parts, { ...input, resident, at })
      if (result.kind === 'refused')
        noteOf(tx, at, 'credit.reportRefused', resident, { rule: input.rule, reason: result.reason })
      return { result }
    },
    ({ result }) => result.kind === 'done',
  )
  if (!repeated && output.result.kind === 'done') written()
  return output
}

/** The own line that is meant, as long as it gives something. Throws `notFound` for anybody else's, and `conflict`. */
const questionedEntry = (tx: Tx, resident: string, id: string): LedgerEntry => {
  const entry = entryById(tx, id)
  if (entry === null || realId(tx, entry.resident) !== resident)
    throw new StationError('notFound', { what: 'entry' })
  const conflict = (because: string): StationError => new StationError('conflict', { because })
  if (entry.reverses !== null) throw conflict('isReversal')
  if (!isStanding(tx, entry.id)) throw conflict('alreadyReversed')
  const before = objectionTo(tx, entry.id)
  if (before !== null && before.answeredAt === null) throw conflict('alreadyOpen')
  if (openObjectionsOf(tx, resident) >= mostObjections) throw conflict('tooManyObjections')
  return entry
}

/** 这笔不对: from now on the clock of three and seven working days runs. */
const object = (deps: HolderDeps, input: CallInput<'credit.object'>): CallOutput<'credit.object'> => {
  const { parts, written } = deps
  const resident = holderOf(deps)
  const { output, repeated } = once(parts, input.commandId, 'credit.object', (tx) => {
    const entry = questionedEntry(tx, resident, input.entry)
    const filedAt = parts.clock.now()
    const today = businessDateOf(filedAt)
    const id = parts.newId()
    const number = insertObjection(tx, {
      id,
      resident,
      entry: entry.id,
      filedAt,
      answerBy: addWorkingDays(today, answeredWithin),
      verifyBy: addWorkingDays(today, verifiedWithin),
    })
    const objection = objectionByNumber(tx, number)
    if (objection === null) throw new StationError('notFound', { what: 'objection' })
    noteOf(tx, filedAt, 'objections.filed', id, { resident, entry: entry.id, number })
    return { objection: shownObjection(tx, parts, objection) }
  })
  if (!repeated) written()
  return output
}

/** What the person whose card was identified last may say of the own points. */
export const createHolderCreditHandlers = (
  deps: HolderDeps,
): {
  'credit.report': (input: CallInput<'credit.report'>) => CallOutput<'credit.report'>
  'credit.object': (input: CallInput<'credit.object'>) => CallOutput<'credit.object'>
} => ({
  'credit.report': (input) => report(deps, input),
  'credit.object': (input) => object(deps, input),
})
