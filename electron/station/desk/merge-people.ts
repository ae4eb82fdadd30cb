import { moveMinutes, newestMinutes, servedBy, servedElsewhere } from '../../attendance/minutes-store.ts'
import { allPresencesOf, movePresence, presenceAt, standingAttendances } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { MergeObstacle, MergePreview } from '../../contract/merge-calls.ts'
import { businessKeyOf } from '../../credit/keys.ts'
import { balanceOfAll, standingByKeys } from '../../credit/store.ts'
import { idsOf, insertAlias, isAlias } from '../../residents/aliases.ts'
import { passOnDetails, residentById } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import { hasAgreed } from '../agreement.ts'
import { takeBackEntries } from '../award.ts'
import type { Parts } from '../parts.ts'
import type { Deed } from '../presence.ts'
import { tell } from '../records.ts'
import { settlePoints } from '../scoring.ts'
import { look, note, type DeskDeps } from './acts.ts'
import { giveWay } from './join-people.ts'
import type { HandEntry } from './two-persons.ts'

interface Pair {
  old: string
  resident: string
}

/** Throws `notFound`, or `conflict` where one has no card or stands for somebody already. */
const requirePair = (tx: Tx, { old, resident }: Pair): void => {
  const [before, after] = [residentById(tx, old), residentById(tx, resident)]
  if (before === null || after === null) throw new StationError('notFound', { what: 'resident' })
  const isPossible =
    old !== resident &&
    before.kind !== 'none' &&
    after.kind !== 'none' &&
    !isAlias(tx, old) &&
    !isAlias(tx, resident)
  if (!isPossible) throw new StationError('conflict', { because: 'notTwoCards' })
}

/** Events of the old entry: those that go over, and those that the new one came to itself. */
const placesOf = (tx: Tx, { old, resident }: Pair): { moved: string[]; doubled: string[] } => {
  const places = allPresencesOf(tx, old).map(({ event }) => event)
  const isDouble = (event: string): boolean => presenceAt(tx, event, resident) !== null
  return { moved: places.filter((event) => !isDouble(event)), doubled: places.filter(isDouble) }
}

/** Nobody serves in two places at once. */
const overlaps = (tx: Tx, { old, resident }: Pair, moved: readonly string[]): boolean =>
  moved.some((event) =>
    standingAttendances(tx, event, old).some(({ id }) => {
      const newest = newestMinutes(tx, id)
      if (newest === null || newest.minutes === 0 || newest.state === 'withdrawn') return false
      const { started_at: from, ended_at: to } = newest
      return servedElsewhere(tx, { resident, event, from, to }).length > 0
    }),
  )

const obstacleOf = (tx: Tx, pair: Pair, moved: readonly string[]): MergeObstacle | null => {
  if (overlaps(tx, pair, moved)) return 'overlap'
  const holdsPoints = balanceOfAll(tx, idsOf(tx, pair.old)) !== 0
  return holdsPoints && !hasAgreed(tx, pair.resident) ? 'noConsent' : null
}

/** Attendances keep the id that they were made under: what they brought the old entry is taken back by name. */
const takeBackPoints = (
  tx: Tx,
  parts: Parts,
  deed: Deed,
  { old, events }: { old: string; events: readonly StationEvent[] },
): void => {
  const entries = events.flatMap(({ id, ruleId }) => {
    if (ruleId === null) return []
    const of = { resident: old, rule: ruleId }
    const keys = [businessKeyOf({ ...of, event: id }), businessKeyOf({ ...of, once: 'ever' })]
    return standingByKeys(tx, keys).filter(
      ({ event, basisKind }) => event === id && basisKind === 'attendance',
    )
  })
  takeBackEntries(tx, parts, deed, entries, { reason: 'attendanceReversed' })
}

/**
 * The old entry becomes an alias. Presences and minutes go over and are scored anew under the one id, so that nothing
 * counts twice; lines that rest on documents stay where they were made, and the balance is the sum of both.
 */
const merge = (tx: Tx, parts: Parts, deed: Deed, input: Pair & { author: string }): number[] => {
  const { old, resident, author } = input
  tell(tx, parts, deed, {
    type: 'cn.wmsj.resident.joined.v1',
    resident,
    data: { resident, alias: old, by: 'staff' },
  })
  const { moved, doubled } = placesOf(tx, input)
  for (const event of doubled) giveWay(tx, parts, deed, { provisional: old, resident, author }, event)
  insertAlias(tx, { alias: old, resident, author, at: deed.at })
  for (const event of moved) movePresence(tx, event, old, resident)
  moveMinutes(tx, { from: old, to: resident, at: deed.at, newId: parts.newId })
  const events = moved.flatMap((id) => eventById(tx, id) ?? [])
  takeBackPoints(tx, parts, deed, { old, events })
  const hours = events.filter(({ countsMinutes }) => countsMinutes)
  settlePoints(tx, parts, deed, { resident: old, events: hours, earned: null, why: 'attendanceReversed' })
  settlePoints(tx, parts, deed, { resident, events, why: 'attendanceReversed' })
  passOnDetails(tx, old, resident)
  return [moved.length, doubled.length]
}

/** Thrown to take a trial back; it carries what the trial came to. */
class Tried extends Error {
  readonly preview: MergePreview
  constructor(preview: MergePreview) {
    super('only a trial')
    this.preview = preview
  }
}

const sumsOf = (tx: Tx, residents: readonly string[]): { served: number; points: number } => ({
  served: residents.reduce((sum, id) => sum + servedBy(tx, id), 0),
  points: balanceOfAll(
    tx,
    residents.flatMap((id) => idsOf(tx, id)),
  ),
})

/** Joins them in a transaction that is rolled back: what it says is what would happen. */
const tryOut = (deps: DeskDeps, pair: Pair & { author: string }, at: number): MergePreview => {
  const { parts } = deps
  try {
    return parts.store.transaction((tx): never => {
      requirePair(tx, pair)
      const before = sumsOf(tx, [pair.old, pair.resident])
      const { moved, doubled } = placesOf(tx, pair)
      const obstacle = obstacleOf(tx, pair, moved)
      merge(tx, parts, { at, tap: parts.newId() }, pair)
      const after = sumsOf(tx, [pair.resident])
      throw new Tried({
        obstacle,
        moved: moved.length,
        doubled: doubled.length,
        served: { before: before.served, after: after.served },
        points: { before: before.points, after: after.points },
      })
    })
  } catch (error) {
    if (error instanceof Tried) return error.preview
    throw error
  }
}

/** What joining two entries with cards would come to. */
export const previewMerge = (
  deps: DeskDeps,
  page: string,
  pair: CallInput<'people.mergePreview'>,
): MergePreview => {
  const doing = look(deps, page, (tx, act) => {
    note(tx, act, 'people.mergeTried', pair.resident, { old: pair.old })
    return act
  })
  return tryOut(deps, { ...pair, author: doing.author.id }, doing.at)
}

/** Two entries with cards are one person; always two members of staff. Throws `conflict` where something stands against it. */
export const mergePeople = (
  parts: Parts,
  input: CallInput<'people.merge'>,
): HandEntry<Pair, 'people.merge'> => ({
  call: 'people.merge',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.resident,
  plan: (tx) => {
    const pair = { old: input.old, resident: input.resident }
    requirePair(tx, pair)
    const obstacle = obstacleOf(tx, pair, placesOf(tx, pair).moved)
    if (obstacle !== null) throw new StationError('conflict', { because: obstacle })
    return {
      beneficiaries: [input.resident, input.old],
      refused: null,
      needsSecond: { because: null },
      work: pair,
    }
  },
  write: (tx, pair, signers) => {
    const { author, approver, at } = signers
    const [moved = 0, doubled = 0] = merge(
      tx,
      parts,
      { at, tap: input.commandId },
      { ...pair, author: author.id },
    )
    const detail = { old: pair.old, moved, doubled, approver: approver?.id ?? null }
    note(tx, signers, 'people.merged', pair.resident, detail)
    return { kind: 'done', entered: moved, already: doubled }
  },
})
