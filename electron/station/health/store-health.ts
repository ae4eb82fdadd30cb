import type { Store } from '../../store/tx.ts'
import { countRecords } from '../../sync/stream.ts'
import type { Health } from '../../contract/health.ts'
import type { Meter } from './meter.ts'

/** Whether the records can be read and written; the number of records is the last that could be read. */
export const storeHealth = ({
  meter,
  store,
  mayWrite,
  hasRoom,
}: {
  meter: Pick<Meter, 'facts'>
  store: Pick<Store, 'read'>
  mayWrite: () => boolean
  /** Whether what cards bring still finds room. */
  hasRoom: () => boolean
}): (() => Pick<Health['store'], 'ok' | 'records' | 'trouble'>) => {
  let records = 0
  const readable = (): boolean => {
    try {
      records = store.read(countRecords)
      return true
    } catch {
      return false
    }
  }
  const unwritten = (): 'storeReadOnly' | 'storeFull' | null => {
    if (!mayWrite()) return 'storeReadOnly'
    return hasRoom() ? null : 'storeFull'
  }
  return () => {
    const isReadable = readable()
    const trouble = meter.facts().trouble ?? (isReadable ? unwritten() : 'storeIo')
    return { ok: trouble === null, records, trouble }
  }
}
