import { availableParallelism } from 'node:os'
import type { Tx } from '../../store/tx.ts'
import { startCrew } from './crew.ts'
import { strayKeys, wrongBalances } from './ledger.ts'
import { openToRead } from './open.ts'
import { untold } from './records.ts'
import { damagedOr, done, standOf, type Done, type Work } from './work.ts'

/** What the whole check came to. */
export interface Verdict {
  /** One line for everything that differs: ids, places and sums, never a name or a number of a person. */
  found: string[]
  entries: number
  records: number
  residents: number
}

const mostThreads = 4
const recordsPerPiece = 50_000
const entriesPerPiece = 200_000

interface Extent {
  tables: string[]
  streams: { id: string; head_sequence: number }[]
  lastEntry: number
}

const extentOf = (tx: Tx): Extent => ({
  // Of the outbox every row is read and hashed anyway, and it is most of the file.
  tables: tx
    .all<{ name: string }>(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'outbox'`,
    )
    .map(({ name }) => name),
  streams: tx.all('select id, head_sequence from incarnation order by started_at, id'),
  lastEntry: tx.get<{ seq: number | null }>('select max(seq) as seq from credit_entry not indexed')?.seq ?? 0,
})

const rangesOf = (last: number, size: number): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(last / size) }, (_, index) => ({
    from: index * size + 1,
    to: Math.min((index + 1) * size, last),
  }))

/** What cannot be shared goes first, what is cut small last: no thread waits long for another. */
const piecesOf = ({ tables, streams, lastEntry }: Extent, deep: boolean): Work[] => {
  const parts = streams.flatMap(({ id, head_sequence }) =>
    rangesOf(head_sequence, recordsPerPiece).map((range): Work => ({
      kind: 'records',
      incarnation: id,
      ...range,
    })),
  )
  return [
    { kind: 'audit' },
    { kind: 'heads' },
    { kind: 'keys' },
    { kind: 'reversals' },
    ...(deep ? tables.map((name): Work => ({ kind: 'table', name })) : []),
    ...parts,
    ...rangesOf(lastEntry, entriesPerPiece).map((range): Work => ({ kind: 'entries', ...range })),
  ]
}

const sum = (results: readonly Done[], of: 'entries' | 'records' | 'pairs' | 'standing' | 'keys'): number =>
  results.reduce((total, result) => total + result[of], 0)

const balancesOf = (results: readonly Done[]): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const { balances } of results) {
    for (const [resident, amount] of balances) sums.set(resident, (sums.get(resident) ?? 0) + amount)
  }
  return sums
}

/** What only all pieces together tell. The costly questions are asked where the counts do not agree. */
const foundTogether = (
  tx: Tx,
  { streams }: Extent,
  results: readonly Done[],
  balances: ReadonlyMap<string, number>,
): string[] => [
  ...(streams.length === 1 && sum(results, 'pairs') === sum(results, 'entries') ? [] : untold(tx)),
  ...(sum(results, 'keys') === sum(results, 'standing') ? [] : strayKeys(tx)),
  ...wrongBalances(tx, balances),
]

/**
 * Recomputes every balance and every hash of a station's folder and compares the ledger with its records, its award
 * keys and its reversals. `deep` also has SQLite look at the pages of every other table, which takes as long again and
 * is done with every backup. Reads one moment of the store, also while a station writes; changes nothing, locks nothing.
 * Throws `storeRefused`, `storeNewer`, `keyMissing`, `keyWrong`, `storeIo`.
 */
export const verifyStore = async (dir: string, { deep = false } = {}): Promise<Verdict> => {
  const { snapshot } = await openToRead(dir)
  try {
    const crew = await startCrew(dir, Math.min(availableParallelism(), mostThreads), () => {
      snapshot.renew()
      return snapshot.read(standOf)
    })
    try {
      const extent = snapshot.read(extentOf)
      const results = await crew.doAll(piecesOf(extent, deep))
      const balances = balancesOf(results)
      const together = damagedOr('the ledger', () =>
        done.parse({ found: snapshot.read((tx) => foundTogether(tx, extent, results, balances)) }),
      )
      const found = [...results, together].flatMap((result) => result.found)
      return {
        found: found.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
        entries: sum(results, 'entries'),
        records: sum(results, 'records'),
        residents: balances.size,
      }
    } finally {
      await crew.close()
    }
  } finally {
    snapshot.close()
  }
}
