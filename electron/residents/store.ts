import type { CardKind } from '../contract/records/index.ts'
import type { ConsentQuestion } from '../contract/outcomes.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'
import type { ConsentAnswer, ConsentState } from './consent.ts'
import type { CardHolder } from './rules.ts'

export interface Resident {
  id: string
  kind: CardKind
  birth: string
  sexCode: string
  validTo: string | null
}

interface ResidentRow {
  id: string
  card_kind: CardKind
  birth: string
  sex: string
  valid_to: string | null
}

const residentOf = (row: ResidentRow): Resident => ({
  id: row.id,
  kind: row.card_kind,
  birth: row.birth,
  sexCode: row.sex,
  validTo: row.valid_to,
})

const placeOf = (field: 'name' | 'number', id: string): { table: string; row: string } => ({
  table: `resident.${field}`,
  row: id,
})

export const findByNumber = (tx: Tx, cipher: FieldCipher, idNumber: string): Resident | null => {
  const row = tx.get<ResidentRow>(
    'select id, card_kind, birth, sex, valid_to from resident where number_index = ?',
    cipher.blindIndex(idNumber),
  )
  return row === undefined ? null : residentOf(row)
}

export const register = (
  tx: Tx,
  cipher: FieldCipher,
  input: { id: string; holder: CardHolder; at: number },
): Resident => {
  const { id, holder, at } = input
  tx.run(
    `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, valid_to, registered_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    cipher.blindIndex(holder.idNumber),
    cipher.encrypt(holder.idNumber, placeOf('number', id)),
    cipher.encrypt(holder.name, placeOf('name', id)),
    holder.kind,
    holder.birth,
    holder.sexCode,
    holder.validTo,
    at,
  )
  return { id, kind: holder.kind, birth: holder.birth, sexCode: holder.sexCode, validTo: holder.validTo }
}

/** A renewed card brings a new end of validity. */
export const renewCard = (tx: Tx, resident: Resident, validTo: string | null): void => {
  if (resident.validTo !== validTo) {
    tx.run('update resident set valid_to = ? where id = ?', validTo, resident.id)
  }
}

export const nameOf = (tx: Tx, cipher: FieldCipher, id: string): string => {
  const row = tx.get<{ name_cipher: Uint8Array }>('select name_cipher from resident where id = ?', id)
  return row === undefined ? '' : cipher.decrypt(row.name_cipher, placeOf('name', id))
}

export const numberOf = (tx: Tx, cipher: FieldCipher, id: string): string => {
  const row = tx.get<{ number_cipher: Uint8Array }>('select number_cipher from resident where id = ?', id)
  return row === undefined ? '' : cipher.decrypt(row.number_cipher, placeOf('number', id))
}

const lastAnswer = (tx: Tx, resident: string, question: ConsentQuestion): ConsentState['scoring'] => {
  const row = tx.get<{ answer: ConsentAnswer; business_date: string }>(
    'select answer, business_date from consent where resident = ? and question = ? order by seq desc limit 1',
    resident,
    question,
  )
  return row === undefined ? null : { answer: row.answer, businessDate: row.business_date }
}

/** Answers given with the card since a moment, in their order. */
export const answersSince = (
  tx: Tx,
  resident: string,
  since: number,
): { question: ConsentQuestion; answer: ConsentAnswer }[] =>
  tx.all(
    `select question, answer from consent where resident = ? and at >= ? and given_by = 'card' order by seq`,
    resident,
    since,
  )

/** The last answer before a moment, `null` if there was none. */
export const answerBefore = (
  tx: Tx,
  resident: string,
  question: ConsentQuestion,
  before: number,
): ConsentState['scoring'] => {
  const row = tx.get<{ answer: ConsentAnswer; business_date: string }>(
    `select answer, business_date from consent where resident = ? and question = ? and at < ?
      order by seq desc limit 1`,
    resident,
    question,
    before,
  )
  return row === undefined ? null : { answer: row.answer, businessDate: row.business_date }
}

export const consentOf = (tx: Tx, resident: string): ConsentState => ({
  scoring: lastAnswer(tx, resident, 'scoring'),
  sharing: lastAnswer(tx, resident, 'sharing'),
})

export const recordAnswer = (
  tx: Tx,
  input: {
    resident: string
    question: ConsentQuestion
    answer: ConsentAnswer
    businessDate: string
    at: number
    noticeVersion: string
    by: 'card' | 'staff'
  },
): void => {
  tx.run(
    `insert into consent (resident, question, answer, business_date, at, notice_version, given_by)
     values (?, ?, ?, ?, ?, ?, ?)`,
    input.resident,
    input.question,
    input.answer,
    input.businessDate,
    input.at,
    input.noticeVersion,
    input.by,
  )
}

/** Whether this resident ever agreed to give the number to the city before. */
export const sharedBefore = (tx: Tx, resident: string): boolean =>
  tx.get(
    `select 1 as found from consent where resident = ? and question = 'sharing' and answer = 'yes' limit 1`,
    resident,
  ) !== undefined

export const residentById = (tx: Tx, id: string): Resident | null => {
  const row = tx.get<ResidentRow>('select id, card_kind, birth, sex, valid_to from resident where id = ?', id)
  return row === undefined ? null : residentOf(row)
}

export const teamsOf = (tx: Tx, resident: string): string[] =>
  tx
    .all<{ team: string }>('select team from team_member where resident = ? order by team', resident)
    .map(({ team }) => team)
