import type { DatabaseSync } from 'node:sqlite'
import { describeError } from '../../base/errors.ts'
import { brokenLinks, pageOf, pagesOf, wrongEnds } from '../chain-walk.ts'
import { ConnectionTx, Statements } from '../connection.ts'
import { brokenMarks } from '../emptied.ts'
import type { FieldCipher } from '../field-cipher.ts'

/** What is wrong with a database as it lies there. */
export interface Findings {
  /** In SQLite's words; empty where its own check is content. */
  structure: string[]
  /** Whatever SQLite complains of is an index: the rows themselves are whole. */
  onlyIndexes: boolean
  /** Records that are not what was hashed, not there, or not where their stream ends. */
  links: { incarnation: string; sequence: number }[]
}

const mostNamed = 100
const aboutAnIndex =
  /^(row \d+ missing from index |wrong # of entries in index |row not in PRIMARY KEY order for |non-unique entry in index )/

export const isSound = ({ structure, links }: Findings): boolean =>
  structure.length === 0 && links.length === 0

const structureOf = (db: DatabaseSync): string[] => {
  try {
    const rows = db.prepare(`pragma integrity_check(${String(mostNamed)})`).all() as {
      integrity_check: string
    }[]
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  } catch (error) {
    return [describeError(error)]
  }
}

const linksOf = (tx: ConnectionTx, cipher: FieldCipher | undefined): Findings['links'] => {
  const found: Findings['links'] = wrongEnds(tx)
  // A copy of an older layout has none.
  if (tx.get(`select 1 as found from sqlite_schema where name = 'emptied'`) !== undefined)
    found.push(...brokenMarks(tx).map(({ incarnation, from }) => ({ incarnation, sequence: from })))
  for (const { id, head } of tx.all<{ id: string; head: number }>(
    'select id, head_sequence as head from incarnation',
  )) {
    for (const part of pagesOf({ incarnation: id, from: 1, to: head })) {
      for (const { sequence } of brokenLinks(tx, cipher, part, pageOf(tx, part))) {
        found.push({ incarnation: id, sequence })
        if (found.length >= mostNamed) return found
      }
    }
  }
  return found
}

/** Looks at everything: SQLite's whole check, and every link of every stream. Reads only; slow on a large one. */
export const findingsOf = (db: DatabaseSync, cipher?: FieldCipher): Findings => {
  const structure = structureOf(db)
  const tx = new ConnectionTx(new Statements(db), false)
  try {
    const links = linksOf(tx, cipher)
    return { structure, onlyIndexes: structure.every((line) => aboutAnIndex.test(line)), links }
  } catch (error) {
    return { structure: [...structure, describeError(error)], onlyIndexes: false, links: [] }
  } finally {
    tx.end()
  }
}
