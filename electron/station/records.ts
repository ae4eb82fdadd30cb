import type { RecordData, RecordType } from '../contract/records/index.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'

/** Facts that all records of one action share. */
export interface Action {
  /** UTC milliseconds. */
  at: number
  /** Id of the tap that caused it, `null` for an answer on the screen. */
  tap: string | null
}

/** Puts one record into the outbox, inside the caller's transaction. Returns its id. */
export const tell = <T extends RecordType>(
  tx: Tx,
  parts: Parts,
  action: Action,
  record: { type: T; data: RecordData<T>; resident?: string; id?: string },
): string =>
  parts.outbox.append(tx, {
    ...record,
    time: action.at,
    clockState: parts.clockState(),
    monoMs: parts.boot.monoMs(),
    bootId: parts.boot.bootId,
    tap: action.tap,
  }).id
