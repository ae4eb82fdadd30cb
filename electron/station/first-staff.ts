import type { Clock } from '../base/clock.ts'
import type { NewId } from '../base/ids.ts'
import type { Role } from '../contract/staff.ts'
import { words } from '../contract/words/zh-CN.ts'
import { writeAudit } from '../staff/audit.ts'
import { hashPin } from '../staff/pin.ts'
import { insertStaff } from '../staff/store.ts'
import type { Store } from '../store/tx.ts'
import { demonstrationPin } from './demonstration.ts'
import type { StartOptions } from './options.ts'
import type { Settings } from './settings.ts'

interface FirstStaff {
  name: string
  roles: readonly Role[]
  pin: string
}

/**
 * Whom a new folder's first start creates: those whose PIN was given, or the two of the demonstration, which needs a
 * second person to show what two persons are for.
 */
export const firstPins = (settings: Settings, { pins }: Pick<StartOptions, 'pins'>): FirstStaff[] => {
  const fallback =
    settings.mode === 'demo' && pins.clerk === null && pins.head === null ? demonstrationPin : null
  const clerk = pins.clerk ?? fallback
  const head = pins.head ?? fallback
  return [
    ...(clerk === null
      ? []
      : [{ name: words.staff.clerk, roles: ['clerk', 'head', 'technician'] as const, pin: clerk }]),
    ...(head === null ? [] : [{ name: words.staff.head, roles: ['head', 'council'] as const, pin: head }]),
  ]
}

/** Creates them in one transaction, with an entry each in the audit. Weak PINs are taken here: a script gives them. */
export const createFirstStaff = async (
  deps: { store: Store; clock: Clock; newId: NewId; pepper: Uint8Array },
  people: readonly FirstStaff[],
): Promise<void> => {
  const { store, clock, newId, pepper } = deps
  const hashed = await Promise.all(
    people.map(async (person) => ({ ...person, hash: await hashPin(pepper, person.pin) })),
  )
  if (hashed.length === 0) return
  store.transaction((tx) => {
    for (const { name, roles, hash } of hashed) {
      const id = newId()
      const at = clock.now()
      insertStaff(tx, { id, name, roles, pin: hash, at })
      writeAudit(tx, {
        at,
        actor: 'station',
        action: 'staff.created',
        subject: id,
        detail: { roles: roles.join(' ') },
      })
    }
  })
}
