import type { Tx } from '../store/tx.ts'
import type { AuditAnswer, AuditRow, Question } from './protocol.ts'

/** Whom an entry is about: named in it, or known from the claim, the objection or the attendance that it names. */
const resident = `coalesce(
  json_extract(a.detail, '$.resident'),
  json_extract(a.detail, '$.guardian'),
  (select id from resident where id = a.subject),
  (select resident from claim where id = a.subject),
  (select resident from objection where id = a.subject),
  (select resident from attendance where id = a.subject))`

const event = `coalesce(
  json_extract(a.detail, '$.event'),
  (select id from event where id = a.subject),
  (select event from attendance where id = a.subject))`

/** What the query leaves out of the audit is in none of its conditions. */
const conditionsOf = ({
  who,
  actions,
  from,
  before,
  residents,
}: Question<'audit'>): { sql: string; values: (string | number)[] } => {
  const parts: { sql: string; values: (string | number)[] }[] = []
  if (who !== null) parts.push({ sql: 'a.actor = ?', values: [who] })
  if (actions !== null)
    parts.push({
      sql: 'a.action in (select value from json_each(?))',
      values: [JSON.stringify(actions)],
    })
  if (from !== null) parts.push({ sql: 'a.at >= ?', values: [from] })
  if (before !== null) parts.push({ sql: 'a.at < ?', values: [before] })
  if (residents !== null)
    parts.push({
      sql: `${resident} in (select value from json_each(?))`,
      values: [JSON.stringify(residents)],
    })
  return {
    sql: parts.map(({ sql }) => ` and ${sql}`).join(''),
    values: parts.flatMap(({ values }) => values),
  }
}

type Stored = Omit<AuditRow, 'detail'> & { detail: string }

/** Entries of the audit that a query means, the newest first. */
export const auditList = (tx: Tx, question: Question<'audit'>): AuditAnswer => {
  const newest = tx.get<{ seq: number | null }>('select max(seq) as seq from audit')?.seq ?? 0
  const upTo = question.upTo ?? newest
  const { sql, values } = conditionsOf(question)
  const meant = `from audit a where a.seq <= ?${sql}`
  const rows = tx.all<Stored>(
    `select a.seq, a.at, a.actor, a.action, a.subject, a.detail, ${resident} as resident, ${event} as event
       ${meant} order by a.seq desc limit ? offset ?`,
    upTo,
    ...values,
    question.limit,
    question.offset,
  )
  return {
    total: tx.get<{ total: number }>(`select count(*) as total ${meant}`, upTo, ...values)?.total ?? 0,
    upTo,
    rows: rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditRow['detail'] })),
  }
}
