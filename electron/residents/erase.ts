import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'

/** Everything that hangs on a person and is no fact of the ledger or of who was where. */
const loose = [
  'name_initials',
  'team_member',
  'sign_up',
  'waiting_list',
  'household_member',
  'card_unseen',
  'city_score',
  'consent',
] as const

/** The middle of the ten years in which somebody was born: what figures by age go by. */
const roughBirth = (birth: string): string => `${birth.slice(0, 3)}5-07-01`

/**
 * Takes from one entry all that says who it was. Its id stays, with sex and ten years of birth: the village's figures
 * and the ledger stand on it. Nobody finds it by a card, a number or a name any more.
 */
export const forgetResident = (
  tx: Tx,
  cipher: FieldCipher,
  { id, birth, nobody }: { id: string; birth: string; nobody: string },
): void => {
  for (const table of loose) tx.run(`delete from ${table} where resident = ?`, id)
  tx.run('update staff set resident = null where resident = ?', id)
  tx.run('update headcount set guardian = null where guardian = ?', id)
  tx.run(
    `update resident set number_index = null, last_four_index = null, number_cipher = null, name_cipher = ?,
       card_kind = 'none', birth = ?, valid_to = null, volunteer_no = null where id = ?`,
    cipher.encrypt(nobody, { table: 'resident.name', row: id }),
    roughBirth(birth),
    id,
  )
}
