import type { FieldPlace } from './field-cipher.ts'
import { fieldOf, isSealed, sealedBytes, sealedText } from './sealed-body.ts'
import type { Cell } from './tx.ts'

/** One column that holds cipher text, or one member of what is kept in it as JSON. */
export interface CipherPlace {
  table: string
  column: string
  /** By which rows are walked and found again. */
  key: readonly string[]
  /** SQL that gives the cell, and `null` where it holds none. */
  cell: string
  /** Rows that are looked at in one piece: large ones are fewer. */
  rows: number
  /** Cipher text out of a cell; `null` where there is none. */
  take: (cell: Cell) => Uint8Array | null
  /** The cell with other cipher text in it. */
  put: (cell: Cell, sealed: Uint8Array) => Cell
  /** What the cipher text is bound to. */
  boundTo: (key: readonly Cell[]) => FieldPlace
}

const usualRows = 500
/** A picture is some hundred thousand bytes. */
const pictureRows = 8

const inBytes = (
  table: string,
  {
    column,
    key,
    bound = table,
    rows = usualRows,
  }: { column: string; key: string; bound?: string; rows?: number },
): CipherPlace => ({
  table,
  column,
  key: [key],
  cell: column,
  rows,
  take: (cell) => (cell instanceof Uint8Array ? cell : null),
  put: (_, sealed) => sealed,
  boundTo: ([row]) => ({ table: bound, row: String(row) }),
})

/** `bound`: the table whose name is in the seal; a salvaged record lies as it lay in the outbox. */
const inBody = (table: string, bound: 'outbox' | 'recovered_record'): CipherPlace => ({
  table,
  column: 'body',
  key: ['incarnation', 'sequence'],
  cell: `case when substr(body, 1, 7) = 'sealed:' then body end`,
  rows: usualRows,
  take: (cell) => (typeof cell === 'string' && isSealed(cell) ? sealedBytes(cell) : null),
  put: (_, sealed) => sealedText(sealed),
  boundTo: ([incarnation, sequence]) =>
    fieldOf({ table: bound, incarnation: String(incarnation), sequence: Number(sequence) }),
})

const membersOf = (cell: Cell): Record<string, unknown> => {
  try {
    return { ...(JSON.parse(String(cell)) as object | null) }
  } catch {
    // Of a damaged file: whoever needs what stood there says so.
    return {}
  }
}

const inSyncState = (name: 'pairing' | 'deviceKey', member: string): CipherPlace => ({
  table: 'sync_state',
  column: 'value',
  key: ['name'],
  cell: `case when name = '${name}' then value end`,
  rows: usualRows,
  take: (cell) => {
    const sealed = membersOf(cell)[member]
    return typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : null
  },
  put: (cell, sealed) =>
    JSON.stringify({ ...membersOf(cell), [member]: Buffer.from(sealed).toString('base64') }),
  boundTo: () => ({ table: `sync_state.${member}`, row: name }),
})

/** Everywhere that cipher text stands. What is missing here would be lost with the next dropped key: a test walks the schema. */
export const cipherPlaces: readonly CipherPlace[] = [
  inBytes('resident', { column: 'name_cipher', key: 'id', bound: 'resident.name' }),
  inBytes('resident', { column: 'number_cipher', key: 'id', bound: 'resident.number' }),
  inBytes('learned_word', { column: 'sealed', key: 'seq' }),
  inBytes('photo', { column: 'sealed', key: 'id', rows: pictureRows }),
  inBody('outbox', 'outbox'),
  inBody('recovered_record', 'recovered_record'),
  inBody('salvaged_record', 'outbox'),
  inSyncState('pairing', 'accessToken'),
  inSyncState('deviceKey', 'privateKey'),
]
