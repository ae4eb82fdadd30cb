import { systemClock } from '../../electron/base/clock.ts'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { eventOfKind } from '../../electron/calendar/kinds.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { insertEvent, pinEvent } from '../../electron/calendar/store.ts'
import type { EventKind } from '../../electron/contract/events.ts'
import { openStore } from '../../electron/store/database.ts'
import { openStoreReader } from '../../electron/store/reader.ts'
import { startStation } from './station.ts'

const minuteMs = 60_000

/** An event around the moment at which its folder is made. */
export interface EventAround {
  title: string
  kind: EventKind
  /** Minutes from now, negative for one that has begun. */
  startsIn: number
  endsIn: number
  /** Staff send all taps there. */
  pinned?: boolean
  change?: Partial<StationEvent>
}

/**
 * Makes a real station's folder in `dir` that holds these events and nothing else; returns them in their order.
 * Nothing runs there afterwards. `env` as for the start that follows.
 */
export const makeEventFolder = async (
  dir: string,
  around: readonly EventAround[],
  env: NodeJS.ProcessEnv = {},
): Promise<StationEvent[]> => {
  const first = await startStation({ dir, demo: false, env: { ...env, STATION_PIN: '271828' } })
  const code = await first.stop()
  if (code !== 0) throw new Error(`the first start ended with ${String(code)}`)
  const newId = createIds(systemClock)
  const now = systemClock.now()
  const store = openStore({ dir, mayCreate: false, newId, clock: systemClock, log: silentLog })
  try {
    return store.transaction((tx) =>
      around.map(({ title, kind, startsIn, endsIn, pinned = false, change = {} }) => {
        const made = eventOfKind({
          id: newId(),
          title,
          kind,
          place: '一楼大厅',
          host: null,
          startsAt: now + startsIn * minuteMs,
          endsAt: now + endsIn * minuteMs,
        })
        const event = { ...made, ...change }
        insertEvent(tx, event)
        if (pinned) pinEvent(tx, event.id)
        return event
      }),
    )
  } finally {
    store.close()
  }
}

export interface StoredPresence {
  event: string
  resident: string
  checkedIn: number
  checkedOut: number | null
}

/** Who is or was where, in the order in which they came; read beside the running station. */
export const presencesIn = (dir: string): StoredPresence[] => {
  const reader = openStoreReader(dir)
  try {
    return reader.read((tx) =>
      tx.all<StoredPresence & Record<string, never>>(
        `select event, resident, checked_in_at as checkedIn, checked_out_at as checkedOut
           from presence order by checked_in_at, attendance`,
      ),
    )
  } finally {
    reader.close()
  }
}
