import { businessDateOf } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import { boundsOf, eventsAround, peopleAt, type ReportedEvent } from './attendance.ts'
import { createTotals, reportOf, type EventReport } from './figures.ts'
import type { BoardAnswer, Need, Question } from './protocol.ts'
import { disputes, lastEntries, refusals, waitingMinutes } from './taps.ts'

/** What nobody saw to for so long is found in its event's list. */
const needsForMs = 7 * 86_400_000
/** Whoever was turned away not longer ago may still stand there. */
const stillThereMs = 30 * 60_000
const needsShown = 12

const isShown = (event: ReportedEvent, today: string, now: number): boolean => {
  if (event.cancelled) return false
  const { startsAt, endsAt, opensAt, closesAt, signOutEndsAt } = event
  return (
    businessDateOf(startsAt) === today ||
    (opensAt !== null && opensAt <= now && now < (closesAt ?? 0)) ||
    (startsAt <= now && now < (signOutEndsAt ?? endsAt))
  )
}

const signOutIsOver = ({ signOutEndsAt }: ReportedEvent, now: number): boolean =>
  signOutEndsAt !== null && now >= signOutEndsAt

const openSignOuts = ({ event, rows }: EventReport): Need[] =>
  rows.flatMap(({ state, attendance, resident }) =>
    state === 'openSignOut' && attendance !== null
      ? [{ kind: 'openSignOut', attendance, resident, event: event.id }]
      : [],
  )

/** Somebody who stands there goes first, then what costs a volunteer minutes, then what is hours ago. */
const byUrgency = (calls: readonly Need[], rest: readonly Need[], now: number): Need[] => {
  const isFresh = (need: Need): boolean => 'at' in need && now - need.at < stillThereMs
  return [...calls.filter(isFresh), ...rest, ...calls.filter((need) => !isFresh(need))]
}

/** An objection that somebody else was asked about has the later day. */
const waitingFor = (tx: Tx): BoardAnswer['waiting'] => {
  const claims = tx.get<{ claims: number }>(
    `select count(*) as claims from claim_now where state in ('reported', 'waiting')`,
  )
  const open = tx.all<{ resident: string; entryOn: string; at: number; answerBy: string }>(
    `select o.resident, e.business_date as entryOn, o.filed_at as at,
            iif(s.state is null, o.answer_by, o.verify_by) as answerBy
       from objection o join credit_entry e on e.id = o.entry left join objection_step s
              on s.seq = (select max(seq) from objection_step where objection = o.number)
      where s.state is null or s.state = 'verifying' order by answerBy, o.number`,
  )
  const counted = { claims: claims?.claims ?? 0, objections: open.length }
  const [first] = open
  if (first === undefined) return { ...counted, answerBy: null }
  const { answerBy, ...asker } = first
  return { ...counted, answerBy, asker }
}

/** Everything that the board shows of this moment. */
export const boardAt = (tx: Tx, { now, pinned }: Question<'board'>): BoardAnswer => {
  const today = businessDateOf(now)
  const { from, to } = boundsOf(today)
  const events = eventsAround(tx, { endedAfter: now - needsForMs, startBefore: to, now, pinned })
  const isListed = (event: ReportedEvent): boolean => event.id === pinned || isShown(event, today, now)
  const reports = events
    .filter((event) => event.startsAt >= from || isListed(event) || signOutIsOver(event, now))
    .map((event) => reportOf({ event, people: peopleAt(tx, event.id) }, now))
  const totals = createTotals()
  for (const report of reports) if (businessDateOf(report.event.startsAt) === today) totals.add(report)
  const shown = reports.filter(({ event }) => isListed(event))
  const since = { from, now }
  const needs = byUrgency(
    [...disputes(tx, since), ...refusals(tx, since)],
    [
      ...reports.toReversed().flatMap(openSignOuts),
      ...waitingMinutes(
        tx,
        events.filter(({ countsMinutes }) => countsMinutes).map(({ id }) => id),
      ),
    ],
    now,
  )
  const { attendances, people } = totals.sum()
  return {
    events: shown.map(({ event, figures }) => ({ event: event.id, figures })),
    today: { attendances, people },
    needs: needs.slice(0, needsShown),
    needsTotal: needs.length,
    waiting: waitingFor(tx),
    last: lastEntries(
      tx,
      shown.map(({ event }) => event.id),
      since,
    ),
  }
}
