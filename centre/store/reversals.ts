import type { Batch, Effect, JudgedRecord, Verdict } from './centre-store.ts'
import type { Queries } from './database.ts'

export interface Fate {
  verdict: Verdict
  code: string | null
}

export const applied: Fate = { verdict: 'applied', code: null }
export const rejected = (code: string): Fate => ({ verdict: 'rejected', code })

type TakesBack = Extract<Effect, { kind: 'attendanceReversed' | 'creditReversed' }>

/** A record that takes another one back, from this batch or one that waited for what this batch brings. */
export interface Reversal<E extends TakesBack = TakesBack> {
  id: string
  station: string
  incarnation: string
  sequence: number
  effect: E
}
export type AttendanceReversal = Reversal<Extract<Effect, { kind: 'attendanceReversed' }>>
export type CreditReversal = Reversal<Extract<Effect, { kind: 'creditReversed' }>>

/** The record that is taken back, as far as it is known. */
export interface Target {
  station: string
  type: string
  verdict: Verdict
  /** `null` where it came in an earlier batch. */
  sequence: number | null
}

const reversible: Record<TakesBack['kind'], readonly string[]> = {
  attendanceReversed: ['cn.wmsj.attendance.checkin.v1', 'cn.wmsj.attendance.checkout.v1'],
  creditReversed: ['cn.wmsj.credit.entry.v1'],
}

export const isOfAttendance = (one: Reversal): one is AttendanceReversal =>
  one.effect.kind === 'attendanceReversed'
export const isOfCredit = (one: Reversal): one is CreditReversal => one.effect.kind === 'creditReversed'

/** What stands against a reversal before anything else is asked; `undefined` = nothing. */
export const objection = (reversal: Reversal, target: Target | undefined): Fate | undefined => {
  if (target === undefined || target.verdict === 'held') return { verdict: 'held', code: 'unknown-record' }
  if (target.station !== reversal.station) return rejected('other-station')
  if (!reversible[reversal.effect.kind].includes(target.type)) return rejected('not-reversible')
  return target.verdict === 'rejected' ? rejected('not-posted') : undefined
}

export const reversalsOf = (batch: Batch, records: readonly JudgedRecord[]): Reversal[] =>
  records.flatMap(({ id, sequence, effect }) =>
    id !== null && (effect?.kind === 'attendanceReversed' || effect?.kind === 'creditReversed')
      ? [{ id, station: batch.station, incarnation: batch.incarnation, sequence, effect }]
      : [],
  )

/** Those that waited for these records; they wait no longer. */
export const takeAwaiting = async (tx: Queries, ids: readonly string[]): Promise<Reversal[]> => {
  if (ids.length === 0) return []
  const rows = await tx.query<Omit<Reversal, 'effect'> & { effect: string }>(
    'delete from awaiting where awaited = any($1::text[]) returning id, station, incarnation, sequence, effect',
    [ids],
  )
  return rows
    .map((row) => ({ ...row, effect: JSON.parse(row.effect) as TakesBack }))
    .sort((a, b) => a.sequence - b.sequence)
}

export const keepAwaiting = async (tx: Queries, reversals: readonly Reversal[]): Promise<void> => {
  for (const { id, station, incarnation, sequence, effect } of reversals) {
    await tx.query(
      `insert into awaiting (id, awaited, station, incarnation, sequence, effect) values ($1, $2, $3, $4, $5, $6)`,
      [id, effect.reverses, station, incarnation, sequence, JSON.stringify(effect)],
    )
  }
}

/** What the reversals name, from this batch and from what is held. */
export const findTargets = async (
  tx: Queries,
  batch: Batch,
  own: readonly JudgedRecord[],
  reversals: readonly Reversal[],
): Promise<Map<string, Target>> => {
  const wanted = new Set(reversals.map(({ effect }) => effect.reverses))
  if (wanted.size === 0) return new Map()
  const rows = await tx.query<Omit<Target, 'sequence'> & { id: string }>(
    `select k.id, k.station, r.record_type as type, r.verdict from record_key k
       join station_record r on r.station = k.station and r.incarnation = k.incarnation and r.sequence = k.sequence
     where k.id = any($1::text[])`,
    [[...wanted]],
  )
  const targets = new Map<string, Target>(rows.map(({ id, ...row }) => [id, { ...row, sequence: null }]))
  for (const { id, type, heldAs, sequence } of own) {
    if (id === null || !wanted.has(id)) continue
    targets.set(id, { station: batch.station, type, verdict: heldAs === null ? 'applied' : 'held', sequence })
  }
  return targets
}

/** Takes check-ins and sign-outs back. The first reversal of a record stands. */
export const reverseAttendance = async (
  tx: Queries,
  reversals: readonly Reversal[],
  targets: ReadonlyMap<string, Target>,
): Promise<Map<string, Fate>> => {
  const fates = new Map<string, Fate>()
  for (const one of reversals.filter(isOfAttendance)) {
    const { reverses, reason, author } = one.effect
    const against = objection(one, targets.get(reverses))
    if (against !== undefined) {
      fates.set(one.id, against)
      continue
    }
    const taken = await tx.query(
      `insert into attendance_reversal (reverses, id, station, reason, author) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning id`,
      [reverses, one.id, one.station, reason, author],
    )
    fates.set(one.id, taken.length > 0 ? applied : rejected('already-reversed'))
  }
  return fates
}

/** The final verdicts of records that waited, where they stand in their streams. */
export const settleAwaiting = async (
  tx: Queries,
  reversals: readonly Reversal[],
  fates: ReadonlyMap<string, Fate>,
): Promise<void> => {
  for (const { id, station, incarnation, sequence } of reversals) {
    const fate = fates.get(id)
    if (fate === undefined) throw new Error('a record that waited has no verdict')
    await tx.query(
      'update station_record set verdict = $4, code = $5 where station = $1 and incarnation = $2 and sequence = $3',
      [station, incarnation, sequence, fate.verdict, fate.code],
    )
  }
}
