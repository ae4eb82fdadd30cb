import { z } from 'zod'
import { isStationError } from '../../base/errors.ts'
import { brokenAuditEntry } from '../../staff/audit.ts'
import { brokenLinks, pageOf, pagesOf, wrongEnds, type ChainPart } from '../../store/chain-walk.ts'
import { brokenMarks } from '../../store/emptied.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import type { StoreSnapshot } from '../../store/reader.ts'
import type { Tx } from '../../store/tx.ts'
import { countInStep } from './in-step.ts'
import { countKeys, doubleReversals, sumsOf, wrongEntries } from './ledger.ts'
import { compareRecords } from './records.ts'

/** A piece of the whole check, small enough that all threads have something to do until the end. */
export const work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), name: z.string() }),
  z.object({ kind: z.literal('audit') }),
  z.object({ kind: z.literal('reversals') }),
  z.object({ kind: z.literal('heads') }),
  z.object({ kind: z.literal('keys') }),
  z.object({ kind: z.literal('records'), incarnation: z.string(), from: z.int(), to: z.int() }),
  z.object({ kind: z.literal('entries'), from: z.int(), to: z.int() }),
])
export type Work = z.infer<typeof work>

/** What a piece came to. */
export const done = z.object({
  /** One line for everything that differs. */
  found: z.array(z.string()),
  records: z.int().default(0),
  pairs: z.int().default(0),
  entries: z.int().default(0),
  standing: z.int().default(0),
  keys: z.int().default(0),
  /** Hundredths by resident; a thread of our own made it, and looking at each of many thousands takes its time. */
  balances: z.instanceof(Map<string, number>).default(() => new Map()),
})
export type Done = z.infer<typeof done>

/** SQLite's own check of a table's pages and of the kinds of its values. */
const checkTable = (tx: Tx, name: string): string[] =>
  tx
    .all(`pragma quick_check(${name})`)
    .map((row) => String(Object.values(row)[0]))
    .filter((line) => line !== 'ok')
    .map((line) => `database file: ${line.replaceAll(/\s+/g, ' ').trim()}`)

/**
 * Link by link and entry by entry. Both look at the same few pages before the next ones are read: the file is larger
 * than any cache.
 */
const checkRecords = (tx: Tx, cipher: FieldCipher | undefined, part: ChainPart): z.input<typeof done> => {
  const { incarnation } = part
  const found: string[] = []
  let pairs = 0
  for (const piece of pagesOf(part)) {
    const page = pageOf(tx, piece)
    for (const { sequence, reason } of brokenLinks(tx, cipher, piece, page)) {
      found.push(`record ${String(sequence)} of stream ${incarnation}: ${reason}`)
    }
    const inStep = page && countInStep(tx, piece, page)
    const compared = inStep === null ? compareRecords(tx, piece) : { found: [], pairs: inStep }
    found.push(...compared.found)
    pairs += compared.pairs
  }
  return { found, pairs, records: part.to - part.from + 1 }
}

const checkAudit = (tx: Tx): string[] => {
  const seq = brokenAuditEntry(tx)
  return seq === null ? [] : [`audit entry ${String(seq)}: changed, or one before it is missing`]
}

const checkHeads = (tx: Tx): string[] =>
  wrongEnds(tx).map(
    ({ incarnation, sequence }) =>
      `record ${String(sequence)} of stream ${incarnation}: the stream does not end with it`,
  )

const checkMarks = (tx: Tx): string[] =>
  brokenMarks(tx).map(
    ({ incarnation, from, to, reason }) =>
      `records ${String(from)} to ${String(to)} of stream ${incarnation}: emptied, ${
        reason === 'early' ? 'before their time' : 'and changed since'
      }`,
  )

const run = (tx: Tx, cipher: FieldCipher | undefined, piece: Work): z.input<typeof done> => {
  switch (piece.kind) {
    case 'table':
      return { found: checkTable(tx, piece.name) }
    case 'audit':
      return { found: checkAudit(tx) }
    case 'reversals':
      return { found: doubleReversals(tx) }
    case 'keys':
      return { found: [], keys: countKeys(tx) }
    case 'heads':
      return { found: [...checkHeads(tx), ...checkMarks(tx)] }
    case 'records':
      return checkRecords(tx, cipher, piece)
    case 'entries':
      return { found: wrongEntries(tx, piece), ...sumsOf(tx, piece) }
  }
}

const whereOf = (piece: Work): string => {
  if (piece.kind === 'table') return `table ${piece.name}`
  return 'from' in piece ? `${piece.kind} ${String(piece.from)} to ${String(piece.to)}` : piece.kind
}

/** Pages of the file that cannot be understood are something that differs, not a failure. */
export const damagedOr = (where: string, read: () => Done): Done => {
  try {
    return read()
  } catch (error) {
    if (!isStationError(error, 'storeRefused')) throw error
    return done.parse({ found: [`database file: damaged where ${where} is read`] })
  }
}

/** Does one piece. */
export const doWork = (snapshot: StoreSnapshot, cipher: FieldCipher | undefined, piece: Work): Done =>
  damagedOr(whereOf(piece), () => done.parse(snapshot.read((tx) => run(tx, cipher, piece))))

/** How the store stands at a moment: equal for two connections that see the same. */
export const standOf = (tx: Tx): string =>
  JSON.stringify([
    tx.all('select id, head_sequence, hex(head_hash) as hash from incarnation order by id'),
    tx.get('select max(seq) as seq from credit_entry'),
    tx.get('select max(seq) as seq from audit'),
    tx.get('select count(*) as n from emptied'),
  ])
