import { toInstant } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import { openEvents, type StationEvent } from '../calendar/rules.ts'
import type { EventBrief } from '../contract/events.ts'
import type { BoardNeed, BoardSnapshot, EventFigures } from '../contract/staff.ts'
import { businessDateOf } from '../contract/values.ts'
import type { Reports } from '../reports/client.ts'
import type { BoardAnswer, Entry, Need } from '../reports/protocol.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { showing, type Shown } from './shown-people.ts'
import { createSignal, type Signal } from './signal.ts'
import { momentOf } from './tap.ts'

/** What staff see of today. One query serves every page; pages differ in the event that they watch. */
export interface Board {
  readonly changed: Signal<undefined>
  /** Something was recorded, or a minute went by. Changes that come while a query runs are seen by the one after it. */
  readonly refresh: () => void
  /** `watched`: the event that a page chose. `null` until the first query is back. */
  readonly snapshot: (watched: string | null) => BoardSnapshot | null
}

interface CountedEvent {
  event: StationEvent
  brief: EventBrief
  figures: EventFigures
}

/** A board with names and titles, of no page in particular. */
interface Computed {
  counted: CountedEvent[]
  pinned: string | null
  /** Where taps go: the same event that home names. */
  target: string | null
  now: number
  rest: Omit<BoardSnapshot, 'live' | 'events' | 'crowdHeld'>
}

const eventsShown = 20
const comingShown = 6

const needOf = (need: Need, shown: Shown): BoardNeed[] => {
  if (need.kind === 'disputed') return [{ kind: 'disputed', at: toInstant(need.at) }]
  const event = shown.brief(need.event)
  if (event === null) return []
  const person = shown.person(need.resident)
  switch (need.kind) {
    case 'openSignOut':
      return [{ kind: need.kind, attendance: need.attendance, person, event }]
    case 'minutesNeedSecond':
      return [{ kind: need.kind, attendance: need.attendance, person, event, minutes: need.minutes }]
    case 'refusal':
      return [
        {
          kind: need.kind,
          at: toInstant(need.at),
          resident: need.resident,
          person,
          event,
          reason: need.reason,
        },
      ]
  }
}

const tapOf = ({ resident, ...entry }: Entry, shown: Shown): BoardSnapshot['last'][number] => ({
  ...entry,
  at: toInstant(entry.at),
  person: resident === null ? null : shown.person(resident),
})

/** It runs, and goes on longer than planned. */
const canExtend = ({ startsAt, endsAt, checkIn }: StationEvent, now: number): boolean =>
  checkIn !== null && startsAt <= now && now < endsAt

const waitingOf = (
  { asker, ...waiting }: BoardAnswer['waiting'],
  { person }: Shown,
): BoardSnapshot['waiting'] =>
  asker === undefined
    ? waiting
    : {
        ...waiting,
        asker: { person: person(asker.resident), entryOn: asker.entryOn, at: toInstant(asker.at) },
      }

const comingOf = (counted: readonly CountedEvent[], now: number): NonNullable<BoardSnapshot['coming']> =>
  counted
    .filter(({ event }) => event.startsAt > now && businessDateOf(event.startsAt) === businessDateOf(now))
    .toSorted((a, b) => a.event.startsAt - b.event.startsAt)
    .slice(0, comingShown)
    .map(({ brief, figures }) => ({ event: brief, expected: figures.expected }))

const compute = (tx: Tx, parts: Parts, answer: BoardAnswer, now: number): Computed => {
  const shown = showing(tx, parts.cipher)
  const counted = answer.events.flatMap(({ event: id, figures }) => {
    const [event, brief] = [shown.event(id), shown.brief(id)]
    return event === null || brief === null ? [] : [{ event, brief, figures }]
  })
  const { events, pinned } = momentOf(tx, parts, now)
  return {
    counted,
    pinned,
    target: pinned ?? openEvents(events, now)[0]?.id ?? null,
    now,
    rest: {
      today: answer.today,
      waiting: waitingOf(answer.waiting, shown),
      coming: comingOf(counted, now),
      needs: answer.needs.flatMap((need) => needOf(need, shown)),
      needsTotal: answer.needsTotal,
      last: answer.last.map((entry) => tapOf(entry, shown)),
    },
  }
}

/** On a day with more events than the board lists, those that are over go first. */
const listed = (counted: readonly CountedEvent[], now: number): EventBrief[] => {
  const kept = new Set(
    counted
      .toSorted((a, b) => Number(a.event.endsAt <= now) - Number(b.event.endsAt <= now))
      .slice(0, eventsShown),
  )
  return counted.filter((event) => kept.has(event)).map(({ brief }) => brief)
}

const snapshotOf = (computed: Computed, watched: string | null, crowdHeld: boolean): BoardSnapshot => {
  const { counted, pinned, target, now, rest } = computed
  const find = (id: string | null): CountedEvent | undefined => counted.find(({ event }) => event.id === id)
  const live = find(watched) ?? find(target)
  return {
    ...rest,
    live:
      live === undefined
        ? null
        : {
            event: live.brief,
            figures: live.figures,
            pinned: live.event.id === pinned,
            canExtend: canExtend(live.event, now),
          },
    events: listed(counted, now),
    crowdHeld,
  }
}

export const createBoard = (deps: {
  parts: Parts
  reports: Reports
  /** Whether a clerk looks at a board: nobody else needs the query. */
  isWanted: () => boolean
  crowdHeld: () => boolean
}): Board => {
  const { store, clock, log } = deps.parts
  const changed = createSignal<undefined>()
  let computed: Computed | null = null
  let running = false
  let changes = 0

  const query = async (): Promise<void> => {
    const now = clock.now()
    const { pinned } = store.read((tx) => momentOf(tx, deps.parts, now))
    const answer = await deps.reports.board(now, pinned)
    computed = store.read((tx) => compute(tx, deps.parts, answer, now))
    changed.emit(undefined)
  }

  /** One query at a time; what changed meanwhile is one more, however much it was. */
  const run = async (): Promise<void> => {
    running = true
    let seen = changes
    do {
      seen = changes
      try {
        await query()
      } catch (error) {
        // What pages show stays; the next change asks again.
        log.warn('board not refreshed', { cause: describeError(error) })
      }
    } while (changes !== seen && deps.isWanted())
    running = false
  }

  return {
    changed,
    refresh: () => {
      changes += 1
      // Hours later a clerk must not see what was true when the last one left.
      if (!deps.isWanted()) computed = null
      else if (!running) void run()
    },
    snapshot: (watched) => (computed === null ? null : snapshotOf(computed, watched, deps.crowdHeld())),
  }
}
