import type { Tx } from '../store/tx.ts'
import type { QuarterAnswer, Question } from './protocol.ts'

/**
 * Entries and minutes of these business dates, under the person that a joined entry became. A reversal bears the date
 * of what it takes back, so that a quarter does not change by what is put right after it.
 */
const facts = `
with entry(resident, amount, is_award) as (
  select coalesce(l.resident, e.resident), e.amount, e.reverses is null
    from credit_entry e left join resident_alias l on l.alias = e.resident
   where e.business_date between ?1 and ?2
),
person(resident, points) as (select resident, sum(amount) from entry group by resident),
served(resident, minutes) as (
  select coalesce(l.resident, s.resident), sum(s.minutes)
    from counted_minutes s left join resident_alias l on l.alias = s.resident
   where s.business_date between ?1 and ?2 group by 1
),
line(resident, household, points, minutes) as (
  select p.resident, h.household, p.points, coalesce(s.minutes, 0)
    from person p left join household_member h on h.resident = p.resident left join served s on s.resident = p.resident
)`

const lines = {
  person: `select resident, household, 1 as people, points, minutes from line`,
  // Who belongs to no household stays a line of one's own.
  household: `select iif(household is null, resident, null) as resident, household, count(*) as people,
                     sum(points) as points, sum(minutes) as minutes
                from line group by household, iif(household is null, resident, '')`,
} as const

type Line = Omit<QuarterAnswer['rows'][number], 'mean'>

/** Points of a quarter, the most first. */
export const quarterReport = (
  tx: Tx,
  { from, to, by, offset, limit }: Question<'quarter'>,
): QuarterAnswer => {
  const sums = tx.get<{ earned: number; taken: number }>(
    `${facts} select coalesce(sum(iif(is_award, amount, 0)), 0) as earned,
                     coalesce(-sum(iif(is_award, 0, amount)), 0) as taken from entry`,
    from,
    to,
  )
  const total = tx.get<{ total: number }>(`${facts} select count(*) as total from (${lines[by]})`, from, to)
  const rows = tx.all<Line>(
    `${facts} ${lines[by]} order by points desc, household, resident limit ?3 offset ?4`,
    from,
    to,
    limit,
    offset,
  )
  return {
    total: total?.total ?? 0,
    earned: sums?.earned ?? 0,
    taken: sums?.taken ?? 0,
    rows: rows.map((row) => ({ ...row, mean: Math.floor(row.points / row.people) })),
  }
}
