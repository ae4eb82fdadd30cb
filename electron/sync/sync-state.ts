import type { Tx } from '../store/tx.ts'

/** Small facts of the exchange with the centre that a restart must not forget. */
export type SyncStateName = 'pairing' | 'deviceKey' | 'uploader' | 'clock' | 'lostTail' | 'held'

/** `undefined` when nothing was kept under this name. */
export const readSyncState = (tx: Tx, name: SyncStateName): unknown => {
  const row = tx.get<{ value: string }>('select value from sync_state where name = ?', name)
  return row === undefined ? undefined : JSON.parse(row.value)
}

export const writeSyncState = (tx: Tx, name: SyncStateName, value: unknown): void => {
  tx.run(
    'insert into sync_state (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    JSON.stringify(value),
  )
}

export const clearSyncState = (tx: Tx, name: SyncStateName): void => {
  tx.run('delete from sync_state where name = ?', name)
}
