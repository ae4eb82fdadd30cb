import type { Tx } from '../store/tx.ts'
import type { Entry, Need } from './protocol.ts'

/** Since when, and the moment that is looked from; UTC milliseconds. */
interface Since {
  from: number
  now: number
}

const shownEntries = 8

/** The name of somebody who said "this is not me" stays hidden. */
const newestTaps = (tx: Tx, { from, now }: Since): Entry[] =>
  tx
    .all<Entry>(
      `select t.seq, t.at, t.kind, t.event, json_extract(t.outcome, '$.points.added') as added,
              iif(t.kind = 'disputed', null, coalesce(l.resident, t.resident)) as resident,
              (select a.id from attendance a join presence p on p.attendance = a.id join event e on e.id = a.event
                where a.tap = t.id and e.ends_at > ? limit 1) as attendance
         from tap t left join resident_alias l on l.alias = t.resident order by t.seq desc limit ?`,
      now,
      shownEntries,
    )
    .filter(({ at }) => at >= from)

interface HandRow {
  id: string
  at: number
  resident: string
  event: string
  undoable: number
}

/** A number of its own, the same every time, that never is a tap's. */
const seqOf = (id: string): number => -1 - Number.parseInt(id.slice(-12), 16)

const newestByHand = (tx: Tx, events: readonly string[], { from, now }: Since): Entry[] =>
  tx
    .all<HandRow>(
      `select a.id, a.at, a.event, coalesce(l.resident, a.resident) as resident,
              exists (select 1 from presence p join event e on e.id = p.event
                       where p.attendance = a.id and e.ends_at > ?) as undoable
         from json_each(?) chosen join attendance a on a.event = chosen.value
              left join resident_alias l on l.alias = a.resident
        where a.method = 'manual' and a.at >= ? order by a.at desc, a.id desc limit ?`,
      now,
      JSON.stringify(events),
      from,
      shownEntries,
    )
    .map(({ id, at, resident, event, undoable }) => ({
      seq: seqOf(id),
      at,
      resident,
      event,
      kind: 'byHand',
      added: null,
      attendance: undoable === 1 ? id : null,
    }))

/** Merges two lists, each the newest first; the taps stay in their own order whatever their clock said. */
const merge = (taps: readonly Entry[], byHand: readonly Entry[]): Entry[] => {
  const [tap, hand] = [taps[0], byHand[0]]
  if (tap === undefined || hand === undefined) return [...taps, ...byHand]
  return hand.at > tap.at ? [hand, ...merge(taps, byHand.slice(1))] : [tap, ...merge(taps.slice(1), byHand)]
}

/** The last taps of today with what was entered by hand at these events, the newest first. */
export const lastEntries = (tx: Tx, events: readonly string[], since: Since): Entry[] =>
  merge(newestTaps(tx, since), newestByHand(tx, events, since)).slice(0, shownEntries)

// Their index holds only what staff look for: a question must repeat its condition word by word.
const forStaff = `t.kind in ('refused', 'disputed')`

/** The newest call of today: one person comes, however often somebody pressed. */
export const disputes = (tx: Tx, { from }: Since): Need[] =>
  tx
    .all<{ at: number }>(
      `select t.at from tap t where ${forStaff} and t.kind = 'disputed' and t.at >= ? order by t.at desc limit 1`,
      from,
    )
    .map(({ at }) => ({ kind: 'disputed', at }))

/** Who was turned away today and has not come in since, each once an event, the newest first. */
export const refusals = (tx: Tx, { from }: Since): Need[] =>
  tx
    .all<Extract<Need, { kind: 'refusal' }>>(
      `select 'refusal' as kind, max(t.at) as at, coalesce(l.resident, t.resident) as resident, t.event,
              json_extract(t.outcome, '$.reason.kind') as reason
         from tap t left join resident_alias l on l.alias = t.resident
        where ${forStaff} and t.kind = 'refused' and t.at >= ?
          and t.resident is not null and t.event is not null
          and not exists (select 1 from presence p
                           where p.event = t.event and p.resident = coalesce(l.resident, t.resident))
        group by 3, 4 order by 2 desc`,
      from,
    )
    .map((row) => ({ ...row }))

/** Minutes of these events that count once a second person has approved. */
export const waitingMinutes = (tx: Tx, events: readonly string[]): Need[] =>
  tx
    .all<Extract<Need, { kind: 'minutesNeedSecond' }>>(
      `select 'minutesNeedSecond' as kind, a.id as attendance, coalesce(l.resident, a.resident) as resident,
              a.event, s.minutes
         from json_each(?) chosen join attendance a on a.event = chosen.value
              join service_minutes s on s.attendance = a.id
              left join resident_alias l on l.alias = a.resident
        where s.seq = (select max(seq) from service_minutes where attendance = a.id) and s.state = 'needsSecond'
          and not exists (select 1 from reversal r where r.reverses = a.id)
        order by s.seq desc`,
      JSON.stringify(events),
    )
    .map((row) => ({ ...row }))
