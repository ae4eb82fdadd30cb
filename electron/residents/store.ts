import type { RecordData } from '../contract/records/index.ts'
import type { ConsentQuestion } from '../contract/outcomes.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'
import type { ConsentAnswer, ConsentState } from './consent.ts'
import { passOnHousehold } from './households.ts'
import { initialsOf } from './names.ts'
import { provisionalBirth, type CardHolder } from './rules.ts'

/** `none`: entered by staff without a card, and not joined with one yet. */
export type ResidentKind = RecordData<'cn.wmsj.resident.registered.v1'>['cardKind']

export interface Resident {
  id: string
  kind: ResidentKind
  birth: string
  sexCode: string
  validTo: string | null
}

interface ResidentRow {
  id: string
  card_kind: ResidentKind
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

/** Keyed like the numbers themselves, and never the same as one of them. */
export const lastFourIndex = (cipher: FieldCipher, idNumber: string): Uint8Array =>
  cipher.blindIndex(`last four ${idNumber.trim().slice(-4)}`)

/** What staff find this person by. */
export const describeName = (tx: Tx, resident: string, name: string): void => {
  for (const initials of initialsOf(name)) {
    tx.run('insert or ignore into name_initials (initials, resident) values (?, ?)', initials, resident)
  }
}

interface NewResident {
  id: string
  kind: ResidentKind
  name: string
  idNumber: string | null
  birth: string
  sexCode: CardHolder['sexCode']
  validTo: string | null
  at: number
}

const insertResident = (tx: Tx, cipher: FieldCipher, person: NewResident): Resident => {
  const { id, kind, name, idNumber, birth, sexCode, validTo } = person
  tx.run(
    `insert into resident (id, number_index, last_four_index, number_cipher, name_cipher, card_kind, birth, sex,
       valid_to, registered_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    idNumber === null ? null : cipher.blindIndex(idNumber),
    idNumber === null ? null : lastFourIndex(cipher, idNumber),
    idNumber === null ? null : cipher.encrypt(idNumber, placeOf('number', id)),
    cipher.encrypt(name, placeOf('name', id)),
    kind,
    birth,
    sexCode,
    validTo,
    person.at,
  )
  describeName(tx, id, name)
  return { id, kind, birth, sexCode, validTo }
}

export const register = (
  tx: Tx,
  cipher: FieldCipher,
  input: { id: string; holder: CardHolder; at: number },
): Resident => insertResident(tx, cipher, { ...input.holder, id: input.id, at: input.at })

/** Somebody whom staff vouch for: a name, the middle of the year of birth, and no number. */
export const registerProvisional = (
  tx: Tx,
  cipher: FieldCipher,
  person: { id: string; name: string; birthYear: number; sexCode: CardHolder['sexCode']; at: number },
): Resident =>
  insertResident(tx, cipher, {
    ...person,
    kind: 'none',
    idNumber: null,
    birth: provisionalBirth(person.birthYear),
    validTo: null,
  })

/** What was typed about somebody without a card is put right; the name is looked up as it is now. */
export const correctProvisional = (
  tx: Tx,
  cipher: FieldCipher,
  person: { id: string; name: string; birthYear: number; sexCode: CardHolder['sexCode'] },
): void => {
  const { id, name, birthYear, sexCode } = person
  tx.run(
    `update resident set name_cipher = ?, birth = ?, sex = ? where id = ? and card_kind = 'none'`,
    cipher.encrypt(name, placeOf('name', id)),
    provisionalBirth(birthYear),
    sexCode,
    id,
  )
  tx.run('delete from name_initials where resident = ?', id)
  describeName(tx, id, name)
}

/** A renewed card brings a new end of validity. Who was registered before names were indexed becomes findable. */
export const renewCard = (tx: Tx, cipher: FieldCipher, resident: Resident, holder: CardHolder): void => {
  if (resident.validTo !== holder.validTo) {
    tx.run('update resident set valid_to = ? where id = ?', holder.validTo, resident.id)
  }
  const isIndexed =
    tx.get('select 1 as found from resident where id = ? and last_four_index is not null', resident.id) !==
    undefined
  if (isIndexed) return
  tx.run(
    'update resident set last_four_index = ? where id = ?',
    lastFourIndex(cipher, holder.idNumber),
    resident.id,
  )
  describeName(tx, resident.id, holder.name)
}

/** Everything that was typed about somebody gives way to what the card says. */
export const putRightByCard = (tx: Tx, cipher: FieldCipher, id: string, holder: CardHolder): Resident => {
  const { kind, name, birth, sexCode, validTo } = holder
  tx.run(
    'update resident set name_cipher = ?, card_kind = ?, birth = ?, sex = ?, valid_to = ? where id = ?',
    cipher.encrypt(name, placeOf('name', id)),
    kind,
    birth,
    sexCode,
    validTo,
    id,
  )
  tx.run('delete from name_initials where resident = ?', id)
  describeName(tx, id, name)
  return { id, kind, birth, sexCode, validTo }
}

export const nameOf = (tx: Tx, cipher: FieldCipher, id: string): string => {
  const row = tx.get<{ name_cipher: Uint8Array }>('select name_cipher from resident where id = ?', id)
  return row === undefined ? '' : cipher.decrypt(row.name_cipher, placeOf('name', id))
}

/** The card's number, `''` without a card. */
export const numberOf = (tx: Tx, cipher: FieldCipher, id: string): string => {
  const row = tx.get<{ number_cipher: Uint8Array | null }>(
    'select number_cipher from resident where id = ?',
    id,
  )
  const sealed = row?.number_cipher ?? null
  return sealed === null ? '' : cipher.decrypt(sealed, placeOf('number', id))
}

const lastAnswer = (tx: Tx, resident: string, question: ConsentQuestion): ConsentState['scoring'] => {
  const row = tx.get<{ answer: ConsentAnswer; business_date: string }>(
    'select answer, business_date from consent where resident = ? and question = ? order by seq desc limit 1',
    resident,
    question,
  )
  return row === undefined ? null : { answer: row.answer, businessDate: row.business_date }
}

/** Who gave the last answer to a question: the card itself, or staff for its holder. */
export const lastAnswerBy = (tx: Tx, resident: string, question: ConsentQuestion): 'card' | 'staff' =>
  tx.get<{ given_by: string }>(
    'select given_by from consent where resident = ? and question = ? order by seq desc limit 1',
    resident,
    question,
  )?.given_by === 'card'
    ? 'card'
    : 'staff'

/** Number of the newest answer of anybody: what comes after it is newer, whatever the clock says. */
export const newestAnswer = (tx: Tx): number =>
  tx.get<{ seq: number | null }>('select max(seq) as seq from consent')?.seq ?? 0

/** Answers given with the card after that number, in their order. */
export const answersAfter = (
  tx: Tx,
  resident: string,
  after: number,
): { question: ConsentQuestion; answer: ConsentAnswer; at: number }[] =>
  tx.all(
    `select question, answer, at from consent where resident = ? and seq > ? and given_by = 'card' order by seq`,
    resident,
    after,
  )

/** The last answer up to that number, `null` if there was none. */
export const answerUpTo = (
  tx: Tx,
  resident: string,
  question: ConsentQuestion,
  upTo: number,
): ConsentState['scoring'] => {
  const row = tx.get<{ answer: ConsentAnswer; business_date: string }>(
    `select answer, business_date from consent where resident = ? and question = ? and seq <= ?
      order by seq desc limit 1`,
    resident,
    question,
    upTo,
  )
  return row === undefined ? null : { answer: row.answer, businessDate: row.business_date }
}

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

export const residentById = (tx: Tx, id: string): Resident | null => {
  const row = tx.get<ResidentRow>('select id, card_kind, birth, sex, valid_to from resident where id = ?', id)
  return row === undefined ? null : residentOf(row)
}

/** Volunteer numbers are compared without their hyphens: they are said and typed both ways. */
export const holderOfVolunteerNo = (tx: Tx, volunteerNo: string): string | null =>
  tx.get<{ id: string }>(
    `select id from resident where volunteer_no > '' and replace(volunteer_no, '-', '') = ?`,
    volunteerNo.replaceAll('-', ''),
  )?.id ?? null

export const volunteerNoOf = (tx: Tx, resident: string): string | null =>
  tx.get<{ volunteer_no: string | null }>('select volunteer_no from resident where id = ?', resident)
    ?.volunteer_no ?? null

export const setVolunteerNo = (tx: Tx, resident: string, volunteerNo: string | null): void => {
  tx.run('update resident set volunteer_no = ? where id = ?', volunteerNo, resident)
}

/** What staff noted of one entry belongs to the other from now on; what the other has already stays. */
export const passOnDetails = (tx: Tx, from: string, to: string): void => {
  const volunteerNo = volunteerNoOf(tx, from)
  setVolunteerNo(tx, from, null)
  if (volunteerNo !== null && volunteerNoOf(tx, to) === null) setVolunteerNo(tx, to, volunteerNo)
  tx.run('insert or ignore into team_member select team, ? from team_member where resident = ?', to, from)
  tx.run('delete from team_member where resident = ?', from)
  for (const table of ['sign_up', 'waiting_list']) {
    tx.run(`update or ignore ${table} set resident = ? where resident = ?`, to, from)
    tx.run(`delete from ${table} where resident = ?`, from)
  }
  passOnHousehold(tx, from, to)
}

export const teamsOf = (tx: Tx, resident: string): string[] =>
  tx
    .all<{ team: string }>('select team from team_member where resident = ? order by team', resident)
    .map(({ team }) => team)
