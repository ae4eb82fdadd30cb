import { toInstant } from '../../base/clock.ts'
import { queueRowsPerPage, type DeviceShown, type QueuePage, type QueueRow } from '../../contract/device.ts'
import type { Tx } from '../../store/tx.ts'
import { currentStream } from '../../sync/stream.ts'
import { readSyncState } from '../../sync/sync-state.ts'
import { readUploaderState } from '../../sync/uploader-state.ts'

interface Row {
  sequence: number
  type: string
  made_at: number
  status: 'duplicate' | 'rejected' | 'held' | null
  code: string | null
}

/** Records below `head` of the stream that is written now, the newest first, by number and type alone. */
export const queueRows = (tx: Tx, offset: number, limit: number): QueueRow[] => {
  const stream = currentStream(tx)
  if (stream === undefined) return []
  const { incarnation, sequence, acked } = stream
  const rows = tx.all<Row>(
    `select o.sequence, o.type, o.made_at, v.status, v.code from outbox o
     left join verdict v on v.incarnation = o.incarnation and v.sequence = o.sequence
     where o.incarnation = ? and o.sequence <= ? order by o.sequence desc limit ?`,
    incarnation,
    sequence - offset,
    limit,
  )
  return rows.map(({ sequence, type, made_at: at, status, code }) => ({
    sequence,
    type,
    at: toInstant(at),
    state: sequence > acked ? 'waiting' : (status ?? 'sent'),
    code: sequence > acked ? null : code,
  }))
}

export const queuePageOf = (tx: Tx, page: number): QueuePage => ({
  total: currentStream(tx)?.sequence ?? 0,
  rows: queueRows(tx, page * queueRowsPerPage, queueRowsPerPage),
})

/** When the centre was heard last, and when it is tried again. */
export const exchangeFacts = (tx: Tx, now: number): Omit<DeviceShown['queue'], 'link'> => {
  const contact = readSyncState(tx, 'clock')
  const at = typeof contact === 'object' && contact !== null && 'at' in contact ? contact.at : null
  const saved = readUploaderState(tx)
  const isWaiting = saved !== undefined && saved.state.lastError !== null && saved.retryAt > now
  return {
    sent: currentStream(tx)?.acked ?? 0,
    rejected: tx.get<{ n: number }>(`select count(*) as n from verdict where status = 'rejected'`)?.n ?? 0,
    contactAt: typeof at === 'number' ? toInstant(at) : null,
    retryAt: isWaiting ? toInstant(saved.retryAt) : null,
  }
}
