import type { Tx } from '../store/tx.ts'

/** The village's number of this person's household, `null` where none was entered. */
export const householdOf = (tx: Tx, resident: string): string | null =>
  tx.get<{ household: string }>('select household from household_member where resident = ?', resident)
    ?.household ?? null

/** `null` takes the person out of the household. */
export const setHousehold = (tx: Tx, resident: string, household: string | null): void => {
  if (household === null) tx.run('delete from household_member where resident = ?', resident)
  else
    tx.run(
      `insert into household_member (resident, household) values (?, ?)
       on conflict (resident) do update set household = excluded.household`,
      resident,
      household,
    )
}

/** What was entered for one entry belongs to the other from now on, unless that one has a household already. */
export const passOnHousehold = (tx: Tx, from: string, to: string): void => {
  const household = householdOf(tx, from)
  setHousehold(tx, from, null)
  if (household !== null && householdOf(tx, to) === null) setHousehold(tx, to, household)
}
