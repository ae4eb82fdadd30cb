import type { Tx } from '../store/tx.ts'
import { residentById, type Resident } from './store.ts'

/** Whom this id stands for: the person with the card once a provisional entry was joined with one. */
export const realId = (tx: Tx, id: string): string =>
  tx.get<{ resident: string }>('select resident from resident_alias where alias = ?', id)?.resident ?? id

export const isAlias = (tx: Tx, id: string): boolean =>
  tx.get('select 1 as found from resident_alias where alias = ?', id) !== undefined

/** The person behind an id, `null` if nobody has it. */
export const realResident = (tx: Tx, id: string): Resident | null => residentById(tx, realId(tx, id))

/** This person's own id and those that stand for it. Facts keep the id that they were made under. */
export const idsOf = (tx: Tx, resident: string): string[] => [
  resident,
  ...tx
    .all<{ alias: string }>(
      'select alias from resident_alias where resident = ? order by at, alias',
      resident,
    )
    .map(({ alias }) => alias),
]

/** Whoever stood for the alias stands for the resident from now on: no chains of stand-ins come about. */
export const insertAlias = (
  tx: Tx,
  input: { alias: string; resident: string; author: string; at: number },
): void => {
  tx.run('update resident_alias set resident = ? where resident = ?', input.resident, input.alias)
  tx.run(
    'insert into resident_alias (alias, resident, author, at) values (?, ?, ?, ?)',
    input.alias,
    input.resident,
    input.author,
    input.at,
  )
}
