import { moveMinutes } from '../../attendance/minutes-store.ts'
import { allPresencesOf, attendanceById, movePresence, presenceAt } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import { insertAlias, isAlias } from '../../residents/aliases.ts'
import { passOnDetails, residentById, type Resident } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { takeBack, type Deed } from '../presence.ts'
import { tell } from '../records.ts'
import { settlePoints } from '../scoring.ts'
import { act, note, type DeskDeps } from './acts.ts'

interface Pair {
  provisional: string
  resident: string
  author: string
}

/** Only an entry without a card gives way here; two cards take two members of staff (`merge-people.ts`). */
const pairOf = (
  tx: Tx,
  input: { provisional: string; resident: string },
): { provisional: Resident; resident: Resident } => {
  const provisional = residentById(tx, input.provisional)
  const resident = residentById(tx, input.resident)
  if (provisional === null || resident === null) throw new StationError('notFound', { what: 'resident' })
  const isPossible =
    provisional.kind === 'none' &&
    provisional.id !== resident.id &&
    !isAlias(tx, provisional.id) &&
    !isAlias(tx, resident.id)
  if (!isPossible) throw new StationError('conflict', { because: 'notProvisional' })
  return { provisional, resident }
}

/** One person came to an event once: the entry without the card gives way. */
export const giveWay = (
  tx: Tx,
  parts: Parts,
  deed: Deed,
  { provisional, author }: Pair,
  event: string,
): void => {
  // Taking one stay back lets an earlier one count again.
  for (;;) {
    const place = presenceAt(tx, event, provisional)
    const attendance = place === null ? null : attendanceById(tx, place.attendance)
    if (attendance === null) return
    const back = { reason: 'joined', detail: 'joined', author } as const
    takeBack(tx, parts, deed, { attendance, resident: provisional, ...back })
  }
}

/** What counted for the provisional entry counts for the resident; points only where consent came in time. */
const handOver = (tx: Tx, parts: Parts, deed: Deed, pair: Pair, places: readonly string[]): void => {
  const { provisional, resident } = pair
  for (const event of places) movePresence(tx, event, provisional, resident)
  moveMinutes(tx, { from: provisional, to: resident, at: deed.at, newId: parts.newId })
  const events = places.flatMap((id) => eventById(tx, id) ?? [])
  settlePoints(tx, parts, deed, { resident, events, why: 'attendanceReversed' })
}

/**
 * Two entries are one person: whatever counts for the provisional one counts for the resident from now on, and each
 * event once. Throws `conflict` where they cannot be joined.
 */
export const joinPeople = (deps: DeskDeps, page: string, input: CallInput<'people.join'>): void => {
  const { parts } = deps
  act(deps, page, { call: 'people.join', commandId: input.commandId }, (tx, doing) => {
    const { provisional, resident } = pairOf(tx, input)
    const pair: Pair = { provisional: provisional.id, resident: resident.id, author: doing.author.id }
    const deed: Deed = { at: doing.at, tap: input.commandId }
    tell(tx, parts, deed, {
      type: 'cn.wmsj.resident.joined.v1',
      resident: resident.id,
      data: { resident: resident.id, alias: provisional.id, by: 'staff' },
    })
    insertAlias(tx, { alias: provisional.id, resident: resident.id, author: pair.author, at: doing.at })
    const places = allPresencesOf(tx, provisional.id)
    const doubled = places.filter(({ event }) => presenceAt(tx, event, resident.id) !== null)
    for (const { event } of doubled) giveWay(tx, parts, deed, pair, event)
    const moved = places.filter((place) => !doubled.includes(place)).map(({ event }) => event)
    handOver(tx, parts, deed, pair, moved)
    passOnDetails(tx, provisional.id, resident.id)
    note(tx, doing, 'people.joined', resident.id, {
      provisional: provisional.id,
      events: places.length,
      doubled: doubled.length,
    })
    return {}
  })
}
