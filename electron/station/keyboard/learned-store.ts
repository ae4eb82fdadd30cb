import { z } from 'zod'
import type { Parts } from '../parts.ts'

const table = 'learned_word'
const learnedWord = z.object({ typed: z.string(), text: z.string() })

/** What somebody chose for these letters. */
export type Choice = z.infer<typeof learnedWord>

/** Choices as they outlast a restart, the oldest first. Sealed: staff write names with this keyboard too. */
export interface LearnedStore {
  read: () => { seq: number; choice: Choice }[]
  /** Keeps a choice behind all others, and drops those that it takes the place of. Returns its number. */
  keep: (choice: Choice, dropped: readonly number[]) => number
}

export const createLearnedStore = ({ store, cipher }: Pick<Parts, 'store' | 'cipher'>): LearnedStore => ({
  read: () =>
    store.read((tx) =>
      tx
        .all<{ seq: number; sealed: Uint8Array }>(`select seq, sealed from ${table} order by seq`)
        .map(({ seq, sealed }) => ({
          seq,
          choice: learnedWord.parse(JSON.parse(cipher.decrypt(sealed, { table, row: String(seq) }))),
        })),
    ),
  keep: (choice, dropped) =>
    store.transaction((tx) => {
      const last = tx.get<{ seq: number | null }>(`select max(seq) as seq from ${table}`)?.seq ?? 0
      const seq = last + 1
      tx.run(
        `insert into ${table} (seq, sealed) values (?, ?)`,
        seq,
        cipher.encrypt(JSON.stringify(choice), { table, row: String(seq) }),
      )
      for (const old of dropped) tx.run(`delete from ${table} where seq = ?`, old)
      return seq
    }),
})
