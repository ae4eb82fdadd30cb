import { nameOf } from '../../residents/store.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import type { Tx } from '../../store/tx.ts'
import type { Word } from './lexicon.ts'
import { mayMean } from './readings.ts'
import type { Token } from './syllables.ts'

/** Of three characters or more: hardly any other word is written by these letters. */
const longNameWeight = 108
const shortNameWeight = 66
/** People of one and the same first letters. */
const mostRead = 200

/** Names of people of the station that these tokens mean. Nothing of them is kept. */
export const namesMeant =
  (tx: Tx, cipher: FieldCipher) =>
  (tokens: readonly Token[]): Word[] => {
    const initials = tokens.map(({ text }) => text.charAt(0).toUpperCase()).join('')
    const ids = tx.all<{ resident: string }>(
      `select resident from name_initials where initials = ?
          and not exists (select 1 from resident_alias a where a.alias = resident) limit ?`,
      initials,
      mostRead,
    )
    const names = new Set(ids.map(({ resident }) => nameOf(tx, cipher, resident)))
    const weight = tokens.length > 2 ? longNameWeight : shortNameWeight
    return [...names]
      .filter((name) => mayMean(tokens, name))
      .map((text) => ({ text, key: tokens.map((token) => token.text).join("'"), weight }))
  }
