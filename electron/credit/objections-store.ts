import type { ObjectionShown } from '../contract/credit.ts'
import type { Tx } from '../store/tx.ts'

export type ObjectionState = ObjectionShown['state']

/** Somebody says that a line of the own ledger is wrong. */
export interface Objection {
  /** What it is called by, on the slip and at the desk. */
  number: number
  id: string
  resident: string
  entry: string
  filedAt: number
  answerBy: string
  verifyBy: string
  state: ObjectionState
  /** Staff who answered, or said that somebody else must be asked. */
  actor: string | null
  /** When it was answered for good. */
  answeredAt: number | null
}

const columns = `o.number, o.id, o.resident, o.entry, o.filed_at as filedAt, o.answer_by as answerBy,
  o.verify_by as verifyBy, coalesce(s.state, 'open') as state, s.actor,
  case when s.state in ('right', 'corrected') then s.at end as answeredAt`

const withState = `objection o left join objection_step s on s.seq =
  (select max(n.seq) from objection_step n where n.objection = o.number)`

const isAnswered = `coalesce(s.state, 'open') in ('right', 'corrected')`

export const objectionByNumber = (tx: Tx, number: number): Objection | null =>
  tx.get<Objection>(`select ${columns} from ${withState} where o.number = ?`, number) ?? null

/** The newest objection to an entry, `null` if there is none. */
export const objectionTo = (tx: Tx, entry: string): Objection | null =>
  tx.get<Objection>(
    `select ${columns} from ${withState} where o.entry = ? order by o.number desc limit 1`,
    entry,
  ) ?? null

/** Objections of one person, the newest first. */
export const objectionsOf = (tx: Tx, resident: string, limit: number): Objection[] =>
  tx.all<Objection>(
    `select ${columns} from ${withState} where o.resident = ? order by o.number desc limit ?`,
    resident,
    limit,
  )

export const openObjectionsOf = (tx: Tx, resident: string): number =>
  tx.get<{ n: number }>(
    `select count(*) as n from ${withState} where o.resident = ? and not ${isAnswered}`,
    resident,
  )?.n ?? 0

/** One page of those that wait, the most urgent first, or of those answered, the latest first; and how many there are. */
export const objectionsIn = (
  tx: Tx,
  show: 'open' | 'answered',
  { from, limit }: { from: number; limit: number },
): { total: number; objections: Objection[] } => {
  const where = show === 'open' ? `not ${isAnswered}` : isAnswered
  const due = `case s.state when 'verifying' then o.verify_by else o.answer_by end`
  const order = show === 'open' ? `${due}, o.number` : 's.seq desc'
  return {
    total: tx.get<{ n: number }>(`select count(*) as n from ${withState} where ${where}`)?.n ?? 0,
    objections: tx.all<Objection>(
      `select ${columns} from ${withState} where ${where} order by ${order} limit ? offset ?`,
      limit,
      from,
    ),
  }
}

/** Returns its number. */
export const insertObjection = (
  tx: Tx,
  input: Pick<Objection, 'id' | 'resident' | 'entry' | 'filedAt' | 'answerBy' | 'verifyBy'>,
): number =>
  tx.run(
    `insert into objection (id, resident, entry, filed_at, answer_by, verify_by) values (?, ?, ?, ?, ?, ?)`,
    input.id,
    input.resident,
    input.entry,
    input.filedAt,
    input.answerBy,
    input.verifyBy,
  ).lastInsertRowid

/** An objection is answered once: a second answer throws. */
export const insertAnswer = (
  tx: Tx,
  input: {
    objection: number
    state: Exclude<ObjectionState, 'open'>
    actor: string
    approver: string | null
    at: number
  },
): void => {
  tx.run(
    'insert into objection_step (objection, state, actor, approver, at) values (?, ?, ?, ?, ?)',
    input.objection,
    input.state,
    input.actor,
    input.approver,
    input.at,
  )
}
