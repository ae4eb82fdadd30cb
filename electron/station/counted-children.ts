import type { CardHolder } from '../residents/rules.ts'
import type { FieldCipher } from '../store/field-cipher.ts'

interface CountedChildren {
  readonly isCounted: (event: string, holder: CardHolder) => boolean
  readonly count: (event: string, holder: CardHolder) => void
}

/**
 * Children counted at an event, so that a second tap does not count twice.
 * Keyed hashes in memory only: nothing of a child is stored, and a restart forgets them.
 */
export const createCounted = (cipher: FieldCipher): CountedChildren => {
  let counted: { event: string; children: Set<string> } = { event: '', children: new Set() }
  const keyOf = (holder: CardHolder): string =>
    Buffer.from(cipher.blindIndex(holder.idNumber)).toString('base64')
  return {
    isCounted: (event, holder) => counted.event === event && counted.children.has(keyOf(holder)),
    count: (event, holder) => {
      if (counted.event !== event) counted = { event, children: new Set() }
      counted.children.add(keyOf(holder))
    },
  }
}
