import type { Tx } from '../tx.ts'
import type { MissingRecords } from './streams.ts'

/**
 * `indexes` made anew · `salvaged` a good copy, or nothing, with what could be read of the damaged file · `backup` a
 * good copy alone · `restored` a copy that somebody chose · `rescued` the file was taken away under the running station.
 */
export type RecoveryStep = 'indexes' | 'salvaged' | 'backup' | 'restored' | 'rescued'

/** What was done when records were damaged. */
export interface Recovery {
  at: number
  step: RecoveryStep
  /** Name of the copy that it began from. */
  from: string | null
  /** Folder beside the records where the damaged ones are kept; empty where there were none. */
  folder: string
  missing: MissingRecords[]
  /** Tables that could not be read to their end. */
  torn: string[]
  /** What follows belongs to a new stream. */
  newStream: boolean
}

/** As staff and the audit see it. */
export interface NotedRecovery {
  at: number
  step: RecoveryStep
  from: string | null
  folder: string
  missingRecords: number
  tornTables: number
  seen: boolean
}

interface NoteRow {
  at: number
  step: RecoveryStep
  detail: string
  seen_at: number | null
}

export const noteRecovery = (
  tx: Tx,
  { at, step, from, folder, missing, torn, newStream }: Recovery,
): void => {
  const detail = JSON.stringify({ from, folder, missing, torn, newStream })
  tx.run('insert or replace into recovery (at, step, detail) values (?, ?, ?)', at, step, detail)
}

const notedOf = ({ at, step, detail, seen_at }: NoteRow): NotedRecovery => {
  const { from, folder, missing, torn } = JSON.parse(detail) as Omit<Recovery, 'at' | 'step'>
  return {
    at,
    step,
    from,
    folder,
    missingRecords: missing.reduce((sum, part) => sum + part.to - part.from + 1, 0),
    tornTables: torn.length,
    seen: seen_at !== null,
  }
}

/** The newest one, `null` where the records were never damaged. */
export const newestRecovery = (tx: Tx): NotedRecovery | null => {
  const row = tx.get<NoteRow>('select at, step, detail, seen_at from recovery order by at desc limit 1')
  return row === undefined ? null : notedOf(row)
}

/** Those that the audit does not tell of yet; from now on it does. */
export const takeUnaudited = (tx: Tx): NotedRecovery[] => {
  const rows = tx.all<NoteRow>('select at, step, detail, seen_at from recovery where audited = 0 order by at')
  if (rows.length > 0) tx.run('update recovery set audited = 1 where audited = 0')
  return rows.map(notedOf)
}

export const markRecoverySeen = (tx: Tx, at: number): void => {
  tx.run('update recovery set seen_at = ? where seen_at is null', at)
}

/** A record that waits to be told again in a new stream; it was whole by its own link where it lay. */
export interface SalvagedRecord {
  incarnation: string
  sequence: number
  id: string
  type: string
  body: string
  tap: string | null
  madeAt: number
}

export const takeSalvaged = (tx: Tx): SalvagedRecord[] => {
  const rows = tx.all<SalvagedRecord>(
    `select incarnation, sequence, id, type, body, tap, made_at as madeAt from salvaged_record
      order by incarnation, sequence`,
  )
  if (rows.length > 0) tx.run('delete from salvaged_record')
  return rows
}
