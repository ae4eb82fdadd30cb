import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import {
  insertAnswer,
  objectionByNumber,
  objectionsIn,
  type Objection,
} from '../../credit/objections-store.ts'
import { isStanding, type LedgerEntry } from '../../credit/store.ts'
import { realId } from '../../residents/aliases.ts'
import type { StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { mayAnswer, shownObjection } from '../objection-shown.ts'
import type { Parts } from '../parts.ts'
import { showing } from '../shown-people.ts'
import { look, note, type DeskDeps } from './acts.ts'
import { correctEntry, knownEntry } from './correct.ts'
import { asResident, type HandEntry, type Plan } from './two-persons.ts'

const pageSize = 10

/** One page of the objections that wait, the most urgent first, or of those that were answered. */
export const listObjections = (
  { parts, ...deps }: DeskDeps,
  page: string,
  { show, page: index }: CallInput<'objections.list'>,
): CallOutput<'objections.list'> =>
  look({ parts, ...deps }, page, (tx, doing) => {
    const { total, objections } = objectionsIn(tx, show, { from: index * pageSize, limit: pageSize })
    const shown = showing(tx, parts.cipher)
    note(tx, doing, 'objections.listed', '', { show, page: index, total })
    const viewer = asResident(tx, doing.author)
    return {
      total,
      objections: objections.map((objection) => ({
        objection: shownObjection(tx, parts, objection),
        person: shown.person(realId(tx, objection.resident)),
        mayAnswer:
          show === 'open' &&
          mayAnswer(viewer, knownEntry(tx, objection.entry), realId(tx, objection.resident)),
      })),
    }
  })

interface Work {
  objection: Objection
  entry: LedgerEntry
}

type Answer = CallInput<'objections.answer'>['answer']

const knownObjection = (tx: Tx, number: number): Objection => {
  const objection = objectionByNumber(tx, number)
  if (objection === null) throw new StationError('notFound', { what: 'objection' })
  return objection
}

/** Whether this can be said of an objection that stands there: it is answered once, and put off once. */
const isOpenTo = ({ state }: Objection, answer: Answer): boolean =>
  state === 'open' || (state === 'verifying' && answer !== 'verifying')

const plan = (
  tx: Tx,
  { objection: number, answer }: CallInput<'objections.answer'>,
  author: StaffMember,
): Plan<Work, 'objections.answer'> => {
  const objection = knownObjection(tx, number)
  const entry = knownEntry(tx, objection.entry)
  const barred = [entry.author, entry.approver]
  // Taken back by others meanwhile: then there is nothing left to correct, and only the answer is missing.
  const takesBack = answer === 'corrected' && isStanding(tx, entry.id)
  return {
    beneficiaries: [realId(tx, objection.resident)],
    refused: !isOpenTo(objection, answer) ? 'decided' : barred.includes(author.id) ? 'sameAsAuthor' : null,
    needsSecond: takesBack ? {} : null,
    barred,
    work: { objection, entry },
  }
}

/** Answers somebody who says that a line is wrong. Whoever made the line has no say in it. */
export const answerObjection = (
  parts: Parts,
  input: CallInput<'objections.answer'>,
): HandEntry<Work, 'objections.answer'> => ({
  call: 'objections.answer',
  commandId: input.commandId,
  // One alone says that a line is right: another PIN would make it look like more.
  approval: input.answer === 'corrected' ? input.approval : null,
  subject: String(input.objection),
  plan: (tx, author) => plan(tx, input, author),
  write: (tx, { objection, entry }, signers) => {
    const { author, approver, at } = signers
    const { answer: state, commandId } = input
    if (state === 'corrected' && isStanding(tx, entry.id))
      correctEntry(tx, parts, entry, { reason: 'objection', signers, commandId })
    const by = { actor: author.id, approver: approver?.id ?? null }
    insertAnswer(tx, { objection: objection.number, state, ...by, at })
    note(tx, signers, 'objections.answered', objection.id, {
      answer: state,
      entry: entry.id,
      approver: by.approver,
    })
    return { kind: 'done' }
  },
})
