import type { CardHolder } from '../residents/rules.ts'
import type { FieldCipher } from '../store/field-cipher.ts'

interface CountedChildren {
  readonly isCounted: (event: string, holder: CardHolder) => boolean
  readonly count: (event: string, holder: CardHolder) => void
}

/** More events than are open in one day. */
const rememberedEvents = 20

/**
 * Children counted at an event, so that a second tap does not count twice.
 * Keyed hashes in memory only: nothing of a child is stored, and a restart forgets them.
 */
export const createCounted = (cipher: FieldCipher): CountedChildren => {
  const counted = new Map<string, Set<string>>()
  const keyOf = (holder: CardHolder): string =>
    Buffer.from(cipher.blindIndex(holder.idNumber)).toString('base64')
  return {
    isCounted: (event, holder) => counted.get(event)?.has(keyOf(holder)) ?? false,
    count: (event, holder) => {
      const children = counted.get(event) ?? new Set()
      children.add(keyOf(holder))
      counted.set(event, children)
      const [oldest] = counted.keys()
      if (counted.size > rememberedEvents && oldest !== undefined) counted.delete(oldest)
    },
  }
}
