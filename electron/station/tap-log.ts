import { tapOutcome, type TapOutcome } from '../contract/outcomes.ts'
import type { LastTap } from '../contract/pushes.ts'
import { toInstant } from '../base/clock.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'

/** Every tap is kept with what it came to, refused ones too, without personal data. */
export const insertTap = (
  tx: Tx,
  tap: {
    seq: number
    id: string
    at: number
    monoMs: number
    bootId: string
    clockState: string
    resident: string | null
    event: string | null
    outcome: TapOutcome
  },
): void => {
  tx.run(
    `insert into tap (seq, id, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tap.seq,
    tap.id,
    tap.at,
    tap.monoMs,
    tap.bootId,
    tap.clockState,
    tap.outcome.kind,
    tap.resident,
    tap.event,
    JSON.stringify(tap.outcome),
  )
}

interface TapRow {
  seq: number
  at: number
  outcome: string
  resident: string | null
}

const read = (row: TapRow | undefined): (LastTap & { resident: string | null }) | null =>
  row === undefined
    ? null
    : {
        seq: row.seq,
        at: toInstant(row.at),
        outcome: tapOutcome.parse(JSON.parse(row.outcome)),
        resident: row.resident,
      }

export const newestTap = (tx: Tx): LastTap | null => {
  const tap = read(tx.get<TapRow>('select seq, at, outcome, resident from tap order by seq desc limit 1'))
  return tap === null ? null : { seq: tap.seq, at: tap.at, outcome: tap.outcome }
}

export const tapById = (tx: Tx, id: string): (LastTap & { resident: string | null }) | null =>
  read(tx.get<TapRow>('select seq, at, outcome, resident from tap where id = ?', id))

/** A clock that is only slewed never differs by so much from the monotonic one. */
export const clockStepMs = 5 * 60_000

/**
 * Whether the wall clock was set between a tap and now, as far as the monotonic clock of the same start can tell:
 * then a duration between the two means nothing.
 */
export const clockMovedSince = (tx: Tx, { boot }: Pick<Parts, 'boot'>, tap: string, now: number): boolean => {
  const row = tx.get<{ at: number; mono_ms: number; boot_id: string }>(
    'select at, mono_ms, boot_id from tap where id = ?',
    tap,
  )
  if (row?.boot_id !== boot.bootId) return false
  return Math.abs(now - row.at - (boot.monoMs() - row.mono_ms)) > clockStepMs
}
