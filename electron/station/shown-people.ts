import { briefOf, type StationEvent } from '../calendar/rules.ts'
import { eventById } from '../calendar/store.ts'
import { takenAt } from '../attendance/store.ts'
import type { EventBrief } from '../contract/events.ts'
import { maskPerson, type MaskedPerson } from '../contract/values.ts'
import { nameOf, numberOf } from '../residents/store.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'

/** Puts names and titles to the ids of a report, each looked up once. */
export interface Shown {
  readonly person: (resident: string) => MaskedPerson
  /** Last two characters of the number, `null` for who has none here. */
  readonly lastTwo: (resident: string) => string | null
  readonly event: (id: string) => StationEvent | null
  readonly brief: (id: string) => EventBrief | null
}

const once = <T>(find: (id: string) => T): ((id: string) => T) => {
  const known = new Map<string, T>()
  return (id) => {
    const before = known.get(id)
    if (before !== undefined) return before
    const found = find(id)
    known.set(id, found)
    return found
  }
}

export const showing = (tx: Tx, cipher: FieldCipher): Shown => {
  const event = once((id) => eventById(tx, id))
  const hasNumber = (resident: string): boolean =>
    tx.get('select 1 as found from resident where id = ? and number_cipher is not null', resident) !==
    undefined
  return {
    person: once((resident) => maskPerson(nameOf(tx, cipher, resident))),
    lastTwo: (resident) => (hasNumber(resident) ? numberOf(tx, cipher, resident).slice(-2) : null),
    event,
    brief: once((id) => {
      const found = event(id)
      return found === null ? null : briefOf(found, takenAt(tx, id))
    }),
  }
}
