import { z } from 'zod'
import { formatSequence, sequence } from '../contract/records/index.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import { sealBody } from '../store/sealed-body.ts'
import type { Tx } from '../store/tx.ts'
import type { CentreAnswer } from './centre-client.ts'
import { canonicalText } from './chain.ts'
import { clearSyncState, readSyncState, writeSyncState } from './sync-state.ts'

/** Records of an older incarnation that only the centre still has. */
export interface LostTail {
  incarnation: string
  /** First of them. */
  from: number
}

const storedTails = z.array(z.object({ incarnation: z.string(), from: z.number() }))

const tailsOf = (tx: Tx): LostTail[] => storedTails.parse(readSyncState(tx, 'lostTail') ?? [])

/** The next one to fetch. */
export const firstLostTail = (tx: Tx): LostTail | undefined => tailsOf(tx)[0]

const keepTails = (tx: Tx, tails: LostTail[]): void => {
  if (tails.length === 0) clearSyncState(tx, 'lostTail')
  else writeSyncState(tx, 'lostTail', tails)
}

/** Remembers to fetch, however many restarts it takes. */
export const noteLostTail = (tx: Tx, tail: LostTail): void => {
  keepTails(tx, [...tailsOf(tx), tail])
}

export const tailQuery = (tail: LostTail): { incarnation: string; from: string } => ({
  incarnation: tail.incarnation,
  from: formatSequence(tail.from),
})

const tailAnswer = z.object({
  records: z.array(z.looseObject({ sequence, id: z.uuid().optional(), type: z.string().min(1).optional() })),
})

/** The centre's records of an answer; `undefined` when it gave none that can be understood. */
export const tailRecordsOf = (answer: CentreAnswer): z.infer<typeof tailAnswer>['records'] | undefined =>
  answer.kind === 'answer' && answer.status === 200
    ? tailAnswer.safeParse(answer.body).data?.records
    : undefined

/**
 * Keeps one page of them, once each, and moves on; an empty page ends the tail. What this database holds itself is
 * left out. What a centre says may name anybody: every text is kept sealed.
 */
export const keepTailPage = (
  tx: Tx,
  cipher: FieldCipher,
  tail: LostTail,
  records: NonNullable<ReturnType<typeof tailRecordsOf>>,
  at: number,
): void => {
  const others = tailsOf(tx).slice(1)
  const place = { table: 'recovered_record', incarnation: tail.incarnation } as const
  let next = tail.from
  for (const record of records) {
    const position = Number(record.sequence)
    if (position < tail.from) continue
    next = Math.max(next, position + 1)
    // The centre keeps the place of a record that was withdrawn, without what it said.
    if (record.id === undefined || record.type === undefined) continue
    tx.run(
      `insert into recovered_record (incarnation, sequence, id, type, body, at)
       select ?, ?, ?, ?, ?, ? where not exists (select 1 from outbox where id = ?)
       on conflict do nothing`,
      tail.incarnation,
      position,
      record.id,
      record.type,
      sealBody(cipher, canonicalText(record), { ...place, sequence: position }),
      at,
      record.id,
    )
  }
  keepTails(tx, next > tail.from ? [{ ...tail, from: next }, ...others] : others)
}
