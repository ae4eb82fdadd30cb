import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { Secret } from '../../electron/base/secret.ts'
import { eventOfKind } from '../../electron/calendar/kinds.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { insertEvent } from '../../electron/calendar/store.ts'
import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import type { IdCard } from '../../electron/reader/card-reader.ts'
import { createNextCard, type NextCard } from '../../electron/station/calendar/asked.ts'
import { createCalendarHandlers } from '../../electron/station/calendar/handlers.ts'
import { createCalendarWatch, type CalendarWatch } from '../../electron/station/calendar/watch.ts'
import type { Catalogue } from '../../electron/credit/catalogue.ts'
import { shippedCatalogue } from '../../electron/credit/shipped.ts'
import {
  createAskHandler,
  createConsentHandler,
  createWithdrawHandler,
} from '../../electron/station/consent.ts'
import { createClockWatch, type ClockWatch } from '../../electron/station/clock-watch.ts'
import { createCrowd, type Crowd } from '../../electron/station/crowd.ts'
import { createHolderHandlers } from '../../electron/station/holder-calls.ts'
import type { Parts } from '../../electron/station/parts.ts'
import { createSession, type Session } from '../../electron/station/session.ts'
import { Taps } from '../../electron/station/taps.ts'
import { openStore } from '../../electron/store/database.ts'
import { createFieldCipher } from '../../electron/store/field-cipher.ts'
import { liveVersions, type LiveVersions } from '../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile } from '../../electron/store/key-store.ts'
import type { Store } from '../../electron/store/tx.ts'
import { createBoot } from '../../electron/sync/boot.ts'
import { createOutbox, type ClockState } from '../../electron/sync/outbox.ts'
import { currentStream, recordsAbove } from '../../electron/sync/stream.ts'
import { ManualClock } from './manual-clock.ts'
import { syntheticNumber } from './people.ts'
import { keptLog } from './test-store.ts'

/** A tap pipeline over a real database in a folder of its own, with a clock moved by hand and no reader. */
export interface Pipeline {
  clock: ManualClock
  dir: string
  parts: Parts
  clockWatch: ClockWatch
  session: Session
  crowd: Crowd
  taps: Taps
  holder: ReturnType<typeof createHolderHandlers>
  nextCard: NextCard
  calendar: CalendarWatch
  /** The calendar's calls. */
  pages: ReturnType<typeof createCalendarHandlers>
  consent: ReturnType<typeof createConsentHandler>
  withdraw: ReturnType<typeof createWithdrawHandler>
  ask: ReturnType<typeof createAskHandler>
  newId: () => string
  clockState: ClockState
  /** The rules of credit points; another one may be put in its place. */
  catalogue: Catalogue
  versions: LiveVersions
  log: ReturnType<typeof keptLog>
  tap(person?: Partial<IdCard>): TapOutcome
  addEvent(change?: Partial<StationEvent>): StationEvent
  /** The CloudEvents of the outbox, in order. */
  records(): { type: string; subject?: string; data: Record<string, unknown> }[]
  count(table: string): number
  /** `keep` leaves the folder for a restart. */
  close(keep?: boolean): void
}

/** Tuesday, nine in the morning in Shanghai. */
export const nine = Date.parse('2026-11-24T01:00:00.000Z')
const minute = 60_000

export const cardOf = (change: Partial<IdCard> = {}): IdCard => ({
  kind: 'resident',
  name: '王秀兰',
  sexCode: '2',
  birth: '1945-03-07',
  idNumber: syntheticNumber('1945-03-07', 2),
  validFrom: '2010-01-01',
  validTo: null,
  longTerm: true,
  warnings: [],
  ...change,
})

/** A lecture from nine to ten; another kind, or other times, bring their own window and rules with them. */
export const eventOf = (newId: () => string, change: Partial<StationEvent> = {}): StationEvent => ({
  ...eventOfKind({
    id: newId(),
    title: '医保报销今年怎么变',
    kind: change.kind ?? 'lecture',
    place: '二楼讲堂',
    host: '于医生主讲',
    startsAt: change.startsAt ?? nine,
    endsAt: change.endsAt ?? nine + 60 * minute,
  }),
  ...change,
})

export const openPipeline = async (
  options: {
    wrapStore?: (store: Store) => Store
    /** A folder that an earlier pipeline left: a restart. */
    dir?: string
    clock?: ManualClock
    catalogue?: Catalogue
  } = {},
): Promise<Pipeline> => {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'station-'))
  const clock = options.clock ?? new ManualClock(nine)
  const newId = createIds(clock)
  const opened = openStore({ dir, mayCreate: true, newId, clock, log: silentLog })
  const keys = await openKeyStore({ source: rootKeyInFile(dir), store: opened })
  const store = options.wrapStore?.(opened) ?? opened
  const versions = liveVersions(opened)
  const cipher = createFieldCipher(keys, versions.now)
  const outbox = createOutbox({ newId, cipher })
  opened.transaction((tx) => outbox.ensureIncarnation(tx, { station: '119999001001', at: clock.now() }))
  const log = keptLog()
  const state: { clockState: ClockState; catalogue: Catalogue } = {
    clockState: 'synced',
    catalogue: options.catalogue ?? shippedCatalogue,
  }
  const parts: Parts = {
    store,
    outbox,
    cipher,
    clock,
    newId,
    log,
    catalogue: () => state.catalogue,
    boot: createBoot({ clock, newId }),
    clockState: () => state.clockState,
    isClockTrusted: () => clockWatch.isTrusted(),
  }
  const clockWatch = createClockWatch({
    clock,
    newestAt: null,
    state: () => state.clockState,
    offsetMs: () => null,
  })
  const session = createSession(clock)
  const crowd = createCrowd(clock)
  const nextCard = createNextCard(clock)
  const calendar = createCalendarWatch(parts)
  const taps = new Taps(parts, { session, crowd, nextCard })
  return Object.assign(state, {
    clock,
    parts,
    versions,
    dir,
    clockWatch,
    session,
    crowd,
    taps,
    holder: createHolderHandlers({ parts, session, taps, crowd }),
    nextCard,
    calendar,
    pages: createCalendarHandlers({ parts, session, calendar, nextCard }),
    newId,
    consent: createConsentHandler(parts, session),
    withdraw: createWithdrawHandler(parts, session),
    ask: createAskHandler(parts, session),
    log,
    tap: (person: Partial<IdCard> = {}) => {
      clockWatch.check()
      taps.take({
        kind: 'cardSeen',
        card: new Secret(cardOf(person)),
        timing: { foundAt: 0, lastByteAt: 120 },
      })
      const last = taps.last()
      if (last === null) throw new Error('the tap left no outcome')
      return last.outcome
    },
    addEvent: (change: Partial<StationEvent> = {}) => {
      const event = eventOf(newId, change)
      opened.transaction((tx) => {
        insertEvent(tx, event)
      })
      return event
    },
    records: () =>
      opened.read((tx) =>
        [...recordsAbove(tx, cipher, currentStream(tx)?.incarnation ?? '', 0)].map(
          ({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> },
        ),
      ),
    count: (table: string) =>
      opened.read((tx) => tx.get<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0),
    close: (keep = false) => {
      opened.close()
      if (!keep) rmSync(dir, { recursive: true, force: true })
    },
  })
}
