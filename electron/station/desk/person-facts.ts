import { toInstant } from '../../base/clock.ts'
import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { ConsentQuestion } from '../../contract/outcomes.ts'
import { revealMs, type PersonConsents, type PersonStanding } from '../../contract/people.ts'
import { businessDateOf, maskNumber } from '../../contract/values.ts'
import { servedBy } from '../../attendance/minutes-store.ts'
import { balanceOfAll } from '../../credit/store.ts'
import { idsOf } from '../../residents/aliases.ts'
import { isName } from '../../residents/names.ts'
import { isMinor, knownSex, provisionalBirth } from '../../residents/rules.ts'
import { countResidents } from '../../residents/search.ts'
import {
  consentOf,
  correctProvisional,
  lastAnswerBy,
  nameOf,
  numberOf,
  type Resident,
} from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { act, look, note, type DeskDeps, knownResident } from './acts.ts'
import { sexCodes } from './people.ts'

/** The number with its middle hidden, `null` without a card. */
export const shownNumber = (tx: Tx, { cipher }: Pick<Parts, 'cipher'>, { id }: Resident): string | null => {
  const number = numberOf(tx, cipher, id)
  return number === '' ? null : maskNumber(number)
}

/** What stands beside a person in a list. Points of who does not agree to them are nobody's business. */
export const standingOf = (tx: Tx, parts: Parts, resident: Resident): PersonStanding => {
  const consent = consentOf(tx, resident.id).scoring?.answer ?? 'never'
  return {
    number: shownNumber(tx, parts, resident),
    served: servedBy(tx, resident.id),
    points: consent === 'yes' ? balanceOfAll(tx, idsOf(tx, resident.id)) : null,
    consent,
  }
}

/** The last answers to both questions, with their days. */
export const consentsOf = (tx: Tx, { id }: Resident): PersonConsents => {
  const state = consentOf(tx, id)
  const given = (question: ConsentQuestion): PersonConsents[ConsentQuestion] => {
    const last = state[question]
    return last === null
      ? null
      : { answer: last.answer, on: last.businessDate, by: lastAnswerBy(tx, id, question) }
  }
  return { scoring: given('scoring'), sharing: given('sharing') }
}

/** How many people the station knows. */
export const peopleCounts = (deps: DeskDeps, page: string): CallOutput<'people.counts'> =>
  look(deps, page, (tx) => countResidents(tx))

/**
 * A name and number in full, each look an audit entry of its own. It has no command id: an answer that is kept to be
 * given again would stand in the database unencrypted.
 */
export const revealPerson = (
  deps: DeskDeps,
  page: string,
  { resident: id, why }: CallInput<'people.reveal'>,
): CallOutput<'people.reveal'> =>
  look(deps, page, (tx, doing) => {
    const { cipher } = deps.parts
    const resident = knownResident(tx, id)
    note(tx, doing, 'people.revealed', resident.id, { why })
    const number = numberOf(tx, cipher, resident.id)
    return {
      name: nameOf(tx, cipher, resident.id),
      number: number === '' ? null : number,
      until: toInstant(doing.at + revealMs),
    }
  })

/** Puts right what was typed about somebody without a card. Throws `conflict` where a card told it. */
export const correctPerson = (deps: DeskDeps, page: string, input: CallInput<'people.correct'>): void => {
  const { cipher } = deps.parts
  const { commandId, name, birthYear, sex, reason } = input
  act(deps, page, { call: 'people.correct', commandId }, (tx, doing) => {
    const resident = knownResident(tx, input.resident)
    if (resident.kind !== 'none') throw new StationError('conflict', { because: 'fromCard' })
    if (name !== null && !isName(name)) throw new StationError('badInput', { at: 'name' })
    const year = birthYear ?? Number(resident.birth.slice(0, 4))
    if (isMinor(provisionalBirth(year), businessDateOf(doing.at)))
      throw new StationError('badInput', { at: 'birthYear' })
    correctProvisional(tx, cipher, {
      id: resident.id,
      name: name?.trim() ?? nameOf(tx, cipher, resident.id),
      birthYear: year,
      sexCode: sex === null ? knownSex(resident.sexCode) : sexCodes[sex],
    })
    note(tx, doing, 'people.corrected', resident.id, {
      fields: [name === null ? '' : 'name', birthYear === null ? '' : 'birthYear', sex === null ? '' : 'sex']
        .filter((field) => field !== '')
        .join(' '),
      reason,
    })
    return {}
  })
}
