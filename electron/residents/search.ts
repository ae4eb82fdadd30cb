import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'
import type { Query } from './names.ts'
import { lastFourIndex } from './store.ts'

/** Taps among which "just now" is looked for: more than anybody taps in that time. */
const newestTaps = 500

/** Who tapped since `since`, the newest first. */
export const residentsTapped = (tx: Tx, since: number, limit: number): string[] =>
  tx
    .all<{ resident: string }>(
      `select coalesce(a.resident, t.resident) as resident
         from (select seq, at, resident from tap order by seq desc limit ?) t
         left join resident_alias a on a.alias = t.resident
        where t.resident is not null and t.at > ?
        group by 1 order by max(t.seq) desc limit ?`,
      newestTaps,
      since,
      limit,
    )
    .map(({ resident }) => resident)

/** The first text that no longer begins with these capital letters. */
const endOfPrefix = (letters: string): string => `${letters}[`

/** All who match, those who came last in front. Provisional entries too, joined ones not. */
export const findResidents = (
  tx: Tx,
  cipher: FieldCipher,
  query: Extract<Query, { kind: 'find' }>,
): string[] => {
  const { initials, lastFour, volunteerNo } = query
  const ids = tx.all<{ id: string; came: number | null }>(
    `select r.id, (select max(p.checked_in_at) from presence p where p.resident = r.id) as came
       from resident r
      where r.id in (
              select resident from name_initials where initials >= ? and initials < ?
              union all select id from resident where last_four_index = ?
              union all select id from resident where volunteer_no > '' and replace(volunteer_no, '-', '') = ?)
        and not exists (select 1 from resident_alias a where a.alias = r.id)
      order by came desc nulls last, r.id`,
    initials ?? '',
    initials === null ? '' : endOfPrefix(initials),
    lastFour === null ? null : lastFourIndex(cipher, lastFour),
    volunteerNo,
  )
  return ids.map(({ id }) => id)
}

/** Everybody known here, each once, and those of them who have a volunteer number. */
export const countResidents = (tx: Tx): { people: number; volunteers: number } =>
  tx.get<{ people: number; volunteers: number }>(
    `select count(*) as people, count(case when volunteer_no > '' then 1 end) as volunteers
       from resident r where not exists (select 1 from resident_alias a where a.alias = r.id)`,
  ) ?? { people: 0, volunteers: 0 }
