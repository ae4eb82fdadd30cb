import { mostTeamsOfOne } from '../contract/teams-calls.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'
import { householdOf, setHousehold } from './households.ts'
import type { CardHolder } from './rules.ts'
import {
  nameOf,
  putRightByCard,
  register,
  setVolunteerNo,
  teamsOf,
  volunteerNoOf,
  type Resident,
} from './store.ts'
import { addTeam } from './teams.ts'

/** Somebody from a list: found by the number when the card comes, and until then as somebody typed it. */
export const registerListed = (
  tx: Tx,
  cipher: FieldCipher,
  input: { id: string; holder: CardHolder; at: number },
): Resident => {
  const resident = register(tx, cipher, input)
  tx.run('insert into card_unseen (resident) values (?)', resident.id)
  return resident
}

/** Whether the card itself was here; somebody without a number has none. */
export const isCardSeen = (tx: Tx, resident: string): boolean =>
  tx.get('select 1 as found from card_unseen where resident = ?', resident) === undefined

/** The first card of somebody from a list says how the person is called; `null` for everybody else. */
export const meetCard = (
  tx: Tx,
  cipher: FieldCipher,
  resident: Resident,
  holder: CardHolder,
): Resident | null => {
  const { changes } = tx.run('delete from card_unseen where resident = ?', resident.id)
  return changes === 0 ? null : putRightByCard(tx, cipher, resident.id, holder)
}

/** What a list adds to somebody who is known here. */
export interface ListedDetails {
  volunteerNo: string | null
  teams: readonly string[]
  household: string | null
}

/** Fills in what is missing, and changes nothing that is there. Answers whether anything was. */
export const completePerson = (tx: Tx, resident: string, details: ListedDetails): boolean => {
  const { volunteerNo, household } = details
  const before = teamsOf(tx, resident)
  const teams = details.teams
    .filter((team) => !before.includes(team))
    .slice(0, Math.max(0, mostTeamsOfOne - before.length))
  for (const team of teams) addTeam(tx, team, resident)
  const needsNo = volunteerNo !== null && volunteerNoOf(tx, resident) === null
  if (needsNo) setVolunteerNo(tx, resident, volunteerNo)
  const needsHousehold = household !== null && householdOf(tx, resident) === null
  if (needsHousehold) setHousehold(tx, resident, household)
  return teams.length > 0 || needsNo || needsHousehold
}

export interface Named {
  id: string
  name: string
  birthYear: number
  /** Entered without a card, and not joined with one yet. */
  provisional: boolean
}

/** The next people in the order of their ids, of these years of birth only; entries that were joined are left out. */
export const peopleAfter = (
  tx: Tx,
  cipher: FieldCipher,
  { after, limit, years }: { after: string; limit: number; years: ReadonlySet<number> },
): { named: Named[]; last: string | null } => {
  const rows = tx.all<{ id: string; birth: string; card_kind: string }>(
    `select id, birth, card_kind from resident r
      where id > ? and not exists (select 1 from resident_alias a where a.alias = r.id) order by id limit ?`,
    after,
    limit,
  )
  const named = rows
    .map(({ id, birth, card_kind }) => ({ id, birthYear: Number(birth.slice(0, 4)), kind: card_kind }))
    .filter(({ birthYear }) => years.has(birthYear))
    .map(({ id, birthYear, kind }) => ({
      id,
      birthYear,
      name: nameOf(tx, cipher, id),
      provisional: kind === 'none',
    }))
  return { named, last: rows.at(-1)?.id ?? null }
}
