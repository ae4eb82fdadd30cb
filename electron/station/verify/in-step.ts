import type { ChainPart, Page, Place } from '../../store/chain-walk.ts'
import type { Tx } from '../../store/tx.ts'
import { dataText, isUnquoted } from './record-text.ts'

/** How a credit record ends: members are sorted by their names, and `type` is the last. */
const endings = ['entry', 'reversed'].map((kind) => Buffer.from(`"type":"cn.wmsj.credit.${kind}.v1"}`))

const idMark = '"datacontenttype":"application/json","id":"'
const idLength = 36
const lineEnd = 0x0a

/** The texts of entries in the ledger's order, a line each. */
const expectedTexts = `select cast(group_concat(${dataText('e.id')}, char(10)) as blob) as lines,
    count(*) as entries, sum(${isUnquoted}) as unquoted
  from credit_entry e not indexed where seq between ? and ?`

interface Expected {
  lines: Uint8Array | null
  entries: number
  unquoted: number | null
}

const endsWith = (bytes: Buffer, ending: Buffer, to: number): boolean =>
  to >= ending.length && bytes.compare(ending, 0, ending.length, to - ending.length, to) === 0

/** The credit records of a page, without the record before it. */
const creditTexts = ({ from: wanted }: ChainPart, { first, bytes, texts }: Page): Place[] => {
  const found: Place[] = []
  for (let index = wanted - first; index < texts.length; index++) {
    const { from = 0, to = 0 } = texts[index] ?? {}
    if (endings.some((ending) => endsWith(bytes, ending, to))) found.push({ from, to })
  }
  return found
}

const placeOf = (tx: Tx, { bytes }: Page, { from, to }: Place): number | undefined => {
  const at = bytes.indexOf(idMark, from) + idMark.length
  if (at < idMark.length || at + idLength > to) return undefined
  const id = bytes.toString('latin1', at, at + idLength)
  return tx.get<{ seq: number }>('select seq from credit_entry where id = ?', id)?.seq
}

/** Whether a record holds a line to the letter. */
const holds = (bytes: Buffer, record: Place, lines: Buffer, line: Place): boolean => {
  const at = bytes.indexOf('"data":', record.from)
  const end = at + line.to - line.from
  return at >= 0 && end <= record.to && bytes.compare(lines, line.from, line.to, at, end) === 0
}

/**
 * Walks records and ledger side by side, which is how both were written. How many credit records a page has where each
 * holds its entry's data to the letter; `null` where the two do not go in step, which says nothing yet.
 */
export const countInStep = (tx: Tx, part: ChainPart, page: Page): number | null => {
  const records = creditTexts(part, page)
  const [firstRecord] = records
  if (firstRecord === undefined) return 0
  const place = placeOf(tx, page, firstRecord)
  if (place === undefined) return null
  const expected = tx.get<Expected & object>(expectedTexts, place, place + records.length - 1)
  if (!expected?.lines || expected.entries !== records.length || expected.unquoted !== records.length)
    return null
  const lines = Buffer.from(expected.lines.buffer, expected.lines.byteOffset, expected.lines.byteLength)
  let from = 0
  for (const record of records) {
    const next = lines.indexOf(lineEnd, from)
    const to = next < 0 ? lines.length : next
    if (!holds(page.bytes, record, lines, { from, to })) return null
    from = to + 1
  }
  return from === lines.length + 1 ? records.length : null
}
