import type { Tx } from '../store/tx.ts'

/** What one person's service at one event counts for under a rule of hours. */
export interface ScoredService {
  /** Order in which events were scored first. */
  seq: number
  resident: string
  ruleId: string
  event: string
  /** Revision that it was scored under first; kept whatever the catalogue says later. */
  ruleRev: number
  /** Whole half hours. */
  minutes: number
  /** Hundredths of a point that it brings, before caps. */
  worth: number
  businessDate: string
  /** When it was scored first. */
  at: number
}

const columns = `seq, resident, rule_id as ruleId, event, rule_rev as ruleRev, minutes, worth,
  business_date as businessDate, at`

export const scoredAt = (
  tx: Tx,
  { resident, ruleId, event }: Pick<ScoredService, 'resident' | 'ruleId' | 'event'>,
): ScoredService | null =>
  tx.get<ScoredService>(
    `select ${columns} from scored_service where resident = ? and rule_id = ? and event = ?`,
    resident,
    ruleId,
    event,
  ) ?? null

/** Adds service that brings nothing yet. */
export const insertScored = (tx: Tx, scored: Omit<ScoredService, 'seq' | 'worth'>): ScoredService => {
  const { lastInsertRowid: seq } = tx.run(
    `insert into scored_service (resident, rule_id, event, rule_rev, minutes, worth, business_date, at)
     values (?, ?, ?, ?, ?, 0, ?, ?)`,
    scored.resident,
    scored.ruleId,
    scored.event,
    scored.ruleRev,
    scored.minutes,
    scored.businessDate,
    scored.at,
  )
  return { ...scored, seq, worth: 0 }
}

export const setScoredMinutes = (tx: Tx, seq: number, minutes: number): void => {
  tx.run('update scored_service set minutes = ? where seq = ?', minutes, seq)
}

export const setWorth = (tx: Tx, seq: number, worth: number): void => {
  tx.run('update scored_service set worth = ? where seq = ?', worth, seq)
}

export const deleteScored = (tx: Tx, seq: number): void => {
  tx.run('delete from scored_service where seq = ?', seq)
}

/** Service of one person that was scored first at one of these moments. */
export const scoredFirstAt = (tx: Tx, resident: string, moments: readonly number[]): ScoredService[] =>
  tx
    .all<ScoredService>(`select ${columns} from scored_service where resident = ? order by seq`, resident)
    .filter(({ at }) => moments.includes(at))

/** Sums of one day under one revision. */
export interface ScoredDay {
  ruleRev: number
  businessDate: string
  minutes: number
  worth: number
}

export const scoredDays = (tx: Tx, resident: string, ruleId: string): ScoredDay[] =>
  tx.all<ScoredDay & object>(
    `select rule_rev as ruleRev, business_date as businessDate, sum(minutes) as minutes, sum(worth) as worth
       from scored_service where resident = ? and rule_id = ? group by rule_rev, business_date
      order by rule_rev, business_date`,
    resident,
    ruleId,
  )

/** The service scored under a revision with a business date in `from` … `to`, the newest first. */
export const scoredUnder = (
  tx: Tx,
  input: { resident: string; ruleId: string; ruleRev: number; from: string; to: string },
): ScoredService[] =>
  tx.all<ScoredService>(
    `select ${columns} from scored_service
      where resident = ? and rule_id = ? and rule_rev = ? and business_date between ? and ? order by seq desc`,
    input.resident,
    input.ruleId,
    input.ruleRev,
    input.from,
    input.to,
  )
