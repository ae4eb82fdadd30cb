import type { Health } from '../../contract/health.ts'
import type { MachineAlarm } from '../../contract/staff.ts'
import type { ReaderState } from '../../reader/card-reader.ts'

/** Less than this is a matter of days: nightly copies and logs take some of it each day. */
export const diskLowBelowBytes = 1024 * 1024 * 1024
/** A plug that was pulled and put back is nobody's business. */
export const readerDownAfterMs = 30_000

const isDown = (state: ReaderState): boolean => state === 'searching' || state === 'fault'

/** Since when the reader has been away, by the monotonic clock. */
export const createDownSince = (): ((state: ReaderState, now: number) => number) => {
  let since: number | null = null
  return (state, now) => {
    if (!isDown(state)) {
      since = null
      return 0
    }
    since ??= now
    return now - since
  }
}

/** What is wrong with the machine and wants a hand, the worst first. The clock has a line of its own. */
export const alarmsOf = (
  { store, logs }: Pick<Health, 'store' | 'logs'>,
  readerDownMs: number,
): MachineAlarm[] => {
  const alarms: MachineAlarm[] = []
  if (!store.ok) alarms.push('recordsUnwritten')
  if (store.lastCheck?.ok === false) alarms.push('recordsDiffer')
  if (readerDownMs >= readerDownAfterMs) alarms.push('readerDown')
  if (store.freeBytes !== null && store.freeBytes < diskLowBelowBytes) alarms.push('diskLow')
  if (logs !== null && (logs.capped || logs.yielding)) alarms.push('logsGoing')
  return alarms
}
