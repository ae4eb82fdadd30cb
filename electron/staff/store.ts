import type { Role, StaffTile } from '../contract/staff.ts'
import type { Tx } from '../store/tx.ts'
import type { PinHash } from './pin.ts'
import { isRole, type GuessState } from './rules.ts'

export interface StaffMember extends StaffTile {
  /** The same person as a resident, `null` if not known. */
  resident: string | null
}

interface StaffRow {
  id: string
  name: string
  roles: string
  resident: string | null
}

const memberOf = ({ id, name, roles, resident }: StaffRow): StaffMember => ({
  id,
  name,
  roles: (JSON.parse(roles) as unknown[]).filter(isRole),
  resident,
})

export const staffMembers = (tx: Tx): StaffMember[] =>
  tx
    .all<StaffRow>('select id, name, roles, resident from staff where active = 1 order by created_at, name')
    .map(memberOf)

export const staffMember = (tx: Tx, id: string): StaffMember | null => {
  const row = tx.get<StaffRow>('select id, name, roles, resident from staff where id = ? and active = 1', id)
  return row === undefined ? null : memberOf(row)
}

/** Also somebody who works here no more: what was done keeps who did it. */
export const everStaffMember = (tx: Tx, id: string): StaffMember | null => {
  const row = tx.get<StaffRow>('select id, name, roles, resident from staff where id = ?', id)
  return row === undefined ? null : memberOf(row)
}

export const insertStaff = (
  tx: Tx,
  member: { id: string; name: string; roles: readonly Role[]; pin: PinHash; at: number },
): void => {
  tx.run(
    `insert into staff (id, name, roles, pin_salt, pin_hash, pin_cost, created_at) values (?, ?, ?, ?, ?, ?, ?)`,
    member.id,
    member.name,
    JSON.stringify(member.roles),
    member.pin.salt,
    member.pin.hash,
    member.pin.cost,
    member.at,
  )
}

export const setPin = (tx: Tx, id: string, pin: PinHash): void => {
  tx.run(
    'update staff set pin_salt = ?, pin_hash = ?, pin_cost = ? where id = ?',
    pin.salt,
    pin.hash,
    pin.cost,
    id,
  )
}

/** Whose card is whose: nobody approves what is given to oneself. */
export const linkResident = (tx: Tx, id: string, resident: string): void => {
  tx.run('update staff set resident = ? where id = ?', resident, id)
}

export const pinOf = (tx: Tx, id: string): PinHash | null =>
  tx.get<PinHash & object>(
    'select pin_salt as salt, pin_hash as hash, pin_cost as cost from staff where id = ? and active = 1',
    id,
  ) ?? null

export const guessesOf = (tx: Tx, account: string): GuessState | null =>
  tx.get<GuessState>(
    `select failures, wait_ms as waitMs, boot_id as bootId, from_mono_ms as fromMonoMs
       from pin_guess where account = ?`,
    account,
  ) ?? null

export const writeGuesses = (tx: Tx, account: string, state: GuessState): void => {
  tx.run(
    `insert into pin_guess (account, failures, wait_ms, boot_id, from_mono_ms) values (?, ?, ?, ?, ?)
     on conflict (account) do update set failures = excluded.failures, wait_ms = excluded.wait_ms,
       boot_id = excluded.boot_id, from_mono_ms = excluded.from_mono_ms`,
    account,
    state.failures,
    state.waitMs,
    state.bootId,
    state.fromMonoMs,
  )
}

export const clearGuesses = (tx: Tx, account: string): void => {
  tx.run('delete from pin_guess where account = ?', account)
}
