import type { Tx } from './tx.ts'

/** Facts about the database itself. */
export type MetaName =
  'storeId' | 'boots' | 'incarnation' | 'keyCheck' | 'merged' | 'newStream' | 'fieldKey' | 'fieldKeyOldest'

export const readMeta = (tx: Tx, name: MetaName): string | undefined =>
  tx.get<{ value: string }>('select value from meta where name = ?', name)?.value

export const writeMeta = (tx: Tx, name: MetaName, value: string): void => {
  tx.run(
    'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    value,
  )
}

export const clearMeta = (tx: Tx, name: MetaName): void => {
  tx.run('delete from meta where name = ?', name)
}
