import { describeError, isStationError } from '../../base/errors.ts'
import type { RosterEnd } from '../../contract/roster.ts'
import { ageBandOf, ageOn, businessDateOf } from '../../contract/values.ts'
import { realId } from '../../residents/aliases.ts'
import { completePerson, registerListed } from '../../residents/lists.ts'
import { findByNumber, holderOfVolunteerNo, registerProvisional } from '../../residents/store.ts'
import { writeAudit } from '../../staff/audit.ts'
import type { Tx } from '../../store/tx.ts'
import { clerkOf } from '../desk/acts.ts'
import type { Parts } from '../parts.ts'
import { tell, type Action } from '../records.ts'
import type { Checked } from './checking.ts'
import type { RosterPerson } from './judge.ts'

/** One flush for so many people, or for what can be written in so short a time: a tap waits for no more. */
const peopleAtOnce = 60
const atOnceMs = 12
/** Between two batches: whatever came in meanwhile is answered first. */
const restMs = 1

export interface Saved {
  added: number
  completed: number
  /** Whom the list has been saved up to. */
  done: number
}

const enter = (tx: Tx, parts: Parts, action: Action, person: RosterPerson): string => {
  const { name, card, birth, sexCode } = person
  const id = parts.newId()
  if (card === null) {
    const birthYear = Number(birth.slice(0, 4))
    registerProvisional(tx, parts.cipher, { id, name, birthYear, sexCode, at: action.at })
  } else {
    const { idNumber, kind } = card
    const holder = { kind, name, idNumber, birth, sexCode, validTo: null }
    registerListed(tx, parts.cipher, { id, holder, at: action.at })
  }
  const ageBand = ageBandOf(ageOn(birth, businessDateOf(action.at)))
  tell(tx, parts, action, {
    type: 'cn.wmsj.resident.registered.v1',
    resident: id,
    data: { resident: id, ageBand, sex: sexCode, cardKind: card?.kind ?? 'none' },
  })
  return id
}

/** Who came by card since the list was looked at is known by now. */
const knownNow = (tx: Tx, { cipher }: Parts, { person, known }: Checked): string | null => {
  if (known !== null) return realId(tx, known)
  const resident = person.card === null ? null : findByNumber(tx, cipher, person.card.idNumber)
  return resident === null ? null : realId(tx, resident.id)
}

const saveOne = (tx: Tx, parts: Parts, action: Action, one: Checked): 'added' | 'completed' | null => {
  const known = knownNow(tx, parts, one)
  const { volunteerNo, teams, household } = one.person
  const isTaken = volunteerNo !== null && holderOfVolunteerNo(tx, volunteerNo) !== null
  const details = { volunteerNo: isTaken ? null : volunteerNo, teams, household }
  const changed = completePerson(tx, known ?? enter(tx, parts, action, one.person), details)
  if (known === null) return 'added'
  return changed ? 'completed' : null
}

const endOf = (error: unknown): RosterEnd => {
  if (isStationError(error, 'storeFull')) return 'storeFull'
  return isStationError(error, 'notAllowed') ? 'notAllowed' : 'failed'
}

/**
 * Saves people in small batches with a pause for taps after each. Whoever was saved stays saved: `told` hears of every
 * batch that is on the disk, and no other. Never rejects.
 */
export const savePeople = async (
  parts: Parts,
  { people, author, tap }: { people: readonly Checked[]; author: string; tap: string },
  { stopped, told }: { stopped: () => boolean; told: (saved: Saved) => void },
): Promise<RosterEnd> => {
  const { store, clock, log } = parts
  let saved: Saved = { added: 0, completed: 0, done: 0 }
  const batch = (tx: Tx): Saved => {
    clerkOf(tx, author)
    const began = clock.monotonic()
    const action = { at: clock.now(), tap }
    const next = { ...saved }
    for (const one of people.slice(saved.done, saved.done + peopleAtOnce)) {
      const what = saveOne(tx, parts, action, one)
      if (what !== null) next[what] += 1
      next.done += 1
      if (clock.monotonic() - began > atOnceMs) break
    }
    return next
  }
  while (saved.done < people.length) {
    if (stopped()) return 'cancelled'
    try {
      saved = store.transaction(batch)
    } catch (error) {
      log.warn('list not saved to its end', { done: saved.done, cause: describeError(error) })
      return endOf(error)
    }
    told(saved)
    await clock.sleep(restMs)
  }
  return 'all'
}

/** Notes what became of a list. Where even that cannot be written, the log has it. */
export const noteSaved = (
  { store, clock, log }: Parts,
  author: string,
  detail: Saved & { end: RosterEnd; left: number },
): void => {
  try {
    store.transaction((tx) => {
      const action = 'roster.imported'
      writeAudit(tx, { at: clock.now(), actor: author, action, subject: '', detail: { ...detail } })
    })
  } catch (error) {
    log.error('audit entry not kept', { action: 'roster.imported', cause: describeError(error) })
  }
}
