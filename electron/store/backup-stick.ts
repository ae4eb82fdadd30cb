import type { Tx } from './tx.ts'

/** A memory stick that somebody chose for copies. */
export interface ChosenStick {
  id: string
  preparedAt: number
  copiedAt: number | null
  failedAt: number | null
  because: string | null
}

export const chosenSticks = (tx: Tx): ChosenStick[] =>
  tx.all<ChosenStick>(
    `select id, prepared_at as preparedAt, copied_at as copiedAt, failed_at as failedAt, because
       from backup_stick order by prepared_at`,
  )

export const chooseStick = (tx: Tx, id: string, at: number): void => {
  tx.run('insert or ignore into backup_stick (id, prepared_at) values (?, ?)', id, at)
}

export const noteCopied = (tx: Tx, id: string, at: number): void => {
  tx.run('update backup_stick set copied_at = ?, failed_at = null, because = null where id = ?', at, id)
}

export const noteNotCopied = (tx: Tx, id: string, at: number, because: string): void => {
  tx.run('update backup_stick set failed_at = ?, because = ? where id = ?', at, because, id)
}

/** The half of the printed sheet's key that can only seal; `null` before there was a sheet. */
export const sheetOf = (tx: Tx): { publicKey: string; madeAt: number } | null =>
  tx.get<{ publicKey: string; madeAt: number }>(
    'select public_key as publicKey, made_at as madeAt from backup_sheet',
  ) ?? null

export const keepSheet = (tx: Tx, publicKey: string, at: number): void => {
  tx.run('insert or replace into backup_sheet (id, public_key, made_at) values (1, ?, ?)', publicKey, at)
}
