import type { ChainPart, Page, Place } from '../../store/chain-walk.ts'
import type { Tx } from '../../store/tx.ts'
import { dataText, isUnquoted } from './record-text.ts'

/** How a credit record of a type ends: members are sorted by their names, and `type` is the last. */
const endings = ['cn.wmsj.credit.entry.v1', 'cn.wmsj.credit.reversed.v1'].map((type) => ({
  type,
  ending: Buffer.from(`"type":"${type}"}`),
}))

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

/** A text that ends as a credit record or is listed as one, with what the columns beside it say. */
interface CreditText extends Place {
  id: string | undefined
  isOfItsType: boolean
}

/** The credit records of a page, without the record before it. */
const creditTexts = ({ from: wanted }: ChainPart, { first, bytes, texts, columns }: Page): CreditText[] => {
  const found: CreditText[] = []
  for (let index = wanted - first; index < texts.length; index++) {
    const { from = 0, to = 0 } = texts[index] ?? {}
    const told = endings.find(({ ending }) => endsWith(bytes, ending, to))
    const listed = endings.find(({ type }) => type === columns.types[index])
    if (told === undefined && listed === undefined) continue
    found.push({ from, to, id: columns.ids[index], isOfItsType: told === listed })
  }
  return found
}

const placeOf = (tx: Tx, { bytes }: Page, { from, to }: Place): number | undefined => {
  const at = bytes.indexOf(idMark, from) + idMark.length
  if (at < idMark.length || at + idLength > to) return undefined
  const id = bytes.toString('latin1', at, at + idLength)
  return tx.get<{ seq: number }>('select seq from credit_entry where id = ?', id)?.seq
}

/** Whether a record holds a line to the letter, and its columns say the same; a line ends with the entry's id. */
const holds = (bytes: Buffer, record: CreditText, lines: Buffer, line: Place): boolean => {
  const at = bytes.indexOf('"data":', record.from)
  const end = at + line.to - line.from
  if (at < 0 || end > record.to || bytes.compare(lines, line.from, line.to, at, end) !== 0) return false
  return record.isOfItsType && record.id === lines.toString('latin1', line.to - 1 - idLength, line.to - 1)
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
