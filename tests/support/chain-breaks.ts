import { brokenLinks, pageOf, pagesOf, wrongEnds } from '../../electron/store/chain-walk.ts'
import type { FieldCipher } from '../../electron/store/field-cipher.ts'
import type { Tx } from '../../electron/store/tx.ts'

interface ChainBreak {
  incarnation: string
  sequence: number
  reason: 'changed' | 'missing' | 'emptied' | 'end'
}

/** Walks every stream from its first record; the first break of each. */
export const chainBreaks = (tx: Tx, cipher: FieldCipher): ChainBreak[] => {
  const ends = wrongEnds(tx)
  return tx
    .all<{ id: string; last: number | null }>(
      `select id, (select max(sequence) from outbox where incarnation = i.id) as last from incarnation i
        order by started_at, id`,
    )
    .flatMap(({ id, last }): ChainBreak[] => {
      const [broken] = pagesOf({ incarnation: id, from: 1, to: last ?? 0 }).flatMap((piece) =>
        brokenLinks(tx, cipher, piece, pageOf(tx, piece)),
      )
      if (broken !== undefined) return [{ incarnation: id, ...broken }]
      return ends
        .filter(({ incarnation }) => incarnation === id)
        .map((end): ChainBreak => ({ ...end, reason: 'end' }))
    })
}
