import { StationError } from '../../base/errors.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { erase } from '../retention/erase.ts'
import { isOrdered, orderErasure, takeBackErasure } from '../retention/erasures.ts'
import { act, knownResident, note, type DeskDeps } from './acts.ts'
import type { HandEntry } from './two-persons.ts'

/** Throws `conflict` where two persons asked for it before. */
const requireNew = (tx: Tx, id: string): string => {
  const { id: resident } = knownResident(tx, id)
  if (isOrdered(tx, resident)) throw new StationError('conflict', { because: 'erased' })
  return resident
}

/** Somebody who moved away, died or asks for it is erased; always by two members of staff. */
export const erasePerson = (
  parts: Parts,
  input: CallInput<'people.erase'>,
): HandEntry<string, 'people.erase'> => ({
  call: 'people.erase',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.resident,
  plan: (tx) => {
    const resident = requireNew(tx, input.resident)
    return { beneficiaries: [resident], refused: null, needsSecond: { because: null }, work: resident }
  },
  write: (tx, resident, signers) => {
    const { author, approver, at } = signers
    // Without a second person it is never written.
    if (approver === null) return { kind: 'refused', reason: 'lacksRole' }
    const { reason } = input
    const order = { resident, reason, author: author.id, approver: approver.id, orderedAt: at }
    orderErasure(tx, order)
    note(tx, signers, 'people.erasureAsked', resident, { reason, approver: approver.id })
    return { kind: 'done', entered: erase(tx, parts, order) ? 1 : 0, already: 0 }
  },
})

/** One is enough to keep somebody: nothing is lost by it. Throws `conflict` where nothing waits. */
export const keepPerson = (deps: DeskDeps, page: string, input: CallInput<'people.keep'>): void => {
  const { commandId } = input
  act(deps, page, { call: 'people.keep', commandId }, (tx, doing) => {
    const { id } = knownResident(tx, input.resident)
    if (!takeBackErasure(tx, id)) throw new StationError('conflict', { because: 'erased' })
    note(tx, doing, 'people.erasureTakenBack', id)
    return {}
  })
}
