import { createHmac, randomBytes, scryptSync } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { attendanceById } from '../../electron/attendance/store.ts'
import { createIds } from '../../electron/base/ids.ts'
import { eventOfKind } from '../../electron/calendar/kinds.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { insertEvent } from '../../electron/calendar/store.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { shippedCatalogue } from '../../electron/credit/shipped.ts'
import type { Role } from '../../electron/contract/staff.ts'
import type { CardHolder } from '../../electron/residents/rules.ts'
import { recordAnswer, register } from '../../electron/residents/store.ts'
import type { PinHash } from '../../electron/staff/pin.ts'
import { insertStaff } from '../../electron/staff/store.ts'
import { createStaffHandlers } from '../../electron/station/desk/handlers.ts'
import { createStaffDesk, type StaffDesk } from '../../electron/station/desk/sessions.ts'
import { createStick } from '../../electron/station/desk/stick.ts'
import { checkIn, checkOut } from '../../electron/station/presence.ts'
import { noticeVersion, type Parts } from '../../electron/station/parts.ts'
import type { Store } from '../../electron/store/tx.ts'
import { createBoot } from '../../electron/sync/boot.ts'
import { createOutbox } from '../../electron/sync/outbox.ts'
import { currentStream, recordsAbove } from '../../electron/sync/stream.ts'
import type { ManualClock } from './manual-clock.ts'
import { syntheticNumber } from './people.ts'
import { keptLog, openTestStore, testCipher, testFolder } from './test-store.ts'

export const pepper = Buffer.alloc(32, 3)
const minute = 60_000

/** Hashing is slow on purpose; here nobody guesses. */
export const quickHash = (pin: string): PinHash => {
  const cost = { N: 2, r: 1, p: 1 }
  const salt = randomBytes(16)
  const secret = createHmac('sha256', pepper).update(pin, 'utf8').digest()
  return { salt, hash: scryptSync(secret, salt, 32, cost), cost: JSON.stringify(cost) }
}

export interface StoredRecord {
  type: string
  subject?: string
  data: Record<string, unknown>
}

export interface AuditRow {
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
}

/** The desk of staff over a real database, with a clock moved by hand. */
export interface DeskRig {
  clock: ManualClock
  dir: string
  parts: Parts
  desk: StaffDesk
  handlers: ReturnType<typeof createStaffHandlers>
  log: ReturnType<typeof keptLog>
  /** How often something was written that screens should know of. */
  written: () => number
  crowd: { held: boolean; calls: number }
  /** Folders in which memory sticks lie. */
  sticks: string[]
  newId: () => string
  addStaff: (person: { pin: string; roles: Role[]; resident?: string }) => string
  /** A resident with a card, known here. */
  person: (change?: Partial<CardHolder>) => string
  agree: (resident: string) => void
  addEvent: (change?: Partial<StationEvent>) => StationEvent
  /** By card, now. */
  comeIn: (event: StationEvent, resident: string) => string
  goOut: (event: StationEvent, attendance: string, resident: string) => void
  records: () => StoredRecord[]
  audit: () => AuditRow[]
  count: (table: string) => number
  /** Rows of every table: equal before and after what must write nothing. */
  everything: () => string
}

let people = 0

const tablesOf = (store: Store): string[] =>
  store.read((tx) =>
    tx
      .all<{ name: string }>(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
      )
      .map(({ name }) => name),
  )

export const openDesk = (): DeskRig => {
  const dir = testFolder()
  const store = openTestStore(dir)
  const { clock } = store
  const newId = createIds(clock)
  const log = keptLog()
  const outbox = createOutbox({ newId, cipher: testCipher })
  store.transaction((tx) => outbox.ensureIncarnation(tx, { station: '119999001001', at: clock.now() }))
  const parts: Parts = {
    store,
    outbox,
    cipher: testCipher,
    clock,
    newId,
    log,
    boot: createBoot({ clock, newId }),
    clockState: () => 'synced',
    isClockTrusted: () => true,
    catalogue: () => shippedCatalogue,
  }
  const pins = { store, clock, boot: parts.boot, pepper }
  const desk = createStaffDesk({ ...pins, log })
  onTestFinished(desk.stop)
  const sticks: string[] = []
  const stick = createStick({ roots: () => Promise.resolve(sticks), newId })
  const news = { written: 0 }
  const crowd = { held: false, calls: 0 }
  const handlers = createStaffHandlers(
    {
      parts,
      desk,
      pins,
      stick,
      written: () => {
        news.written += 1
      },
    },
    {
      holdCrowd: (on) => {
        crowd.held = on
        crowd.calls += 1
      },
      confirmClock: () => undefined,
    },
  )
  const deed = (): { at: number; tap: string } => ({ at: clock.now(), tap: newId() })
  const rows = (sql: string): Record<string, unknown>[] => store.read((tx) => tx.all(sql))
  return {
    clock,
    dir,
    parts,
    desk,
    handlers,
    log,
    newId,
    crowd,
    sticks,
    written: () => news.written,
    addStaff: ({ pin, roles, resident }) => {
      const id = newId()
      store.transaction((tx) => {
        insertStaff(tx, { id, name: `staff ${id.slice(-12)}`, roles, pin: quickHash(pin), at: clock.now() })
        tx.run('update staff set resident = ? where id = ?', resident ?? null, id)
      })
      return id
    },
    person: (change = {}) => {
      people += 1
      const birth = change.birth ?? '1945-03-07'
      const holder: CardHolder = {
        kind: 'resident',
        name: '王秀兰',
        idNumber: syntheticNumber(birth, people % 1000),
        birth,
        sexCode: '2',
        validTo: null,
        ...change,
      }
      return store.transaction((tx) => register(tx, testCipher, { id: newId(), holder, at: clock.now() }).id)
    },
    agree: (resident) => {
      const at = clock.now()
      const answer = { question: 'scoring', answer: 'yes', by: 'card', noticeVersion } as const
      store.transaction((tx) => {
        recordAnswer(tx, { ...answer, resident, at, businessDate: businessDateOf(at) })
      })
    },
    addEvent: (change = {}) => {
      const startsAt = change.startsAt ?? clock.now()
      const endsAt = change.endsAt ?? startsAt + 60 * minute
      const kind = change.kind ?? 'lecture'
      const made = eventOfKind({
        id: newId(),
        title: 'event',
        kind,
        place: 'hall',
        host: null,
        startsAt,
        endsAt,
      })
      const event = { ...made, ...change }
      store.transaction((tx) => {
        insertEvent(tx, event)
      })
      return event
    },
    comeIn: (event, resident) =>
      store.transaction(
        (tx) =>
          checkIn(tx, parts, deed(), { event, resident, agreed: false, method: 'id-card' }).attendance.id,
      ),
    goOut: (event, id, resident) => {
      store.transaction((tx) => {
        const attendance = attendanceById(tx, id)
        if (attendance === null) throw new Error('no such attendance')
        checkOut(tx, parts, deed(), { event, attendance, resident, agreed: false, method: 'id-card' })
      })
    },
    records: () =>
      store.read((tx) =>
        [...recordsAbove(tx, testCipher, currentStream(tx)?.incarnation ?? '', 0)].map(
          ({ body }) => JSON.parse(body) as StoredRecord,
        ),
      ),
    audit: () =>
      rows('select actor, action, subject, detail from audit order by seq').map((row) => ({
        actor: String(row.actor),
        action: String(row.action),
        subject: String(row.subject),
        detail: JSON.parse(String(row.detail)) as Record<string, unknown>,
      })),
    count: (table) => store.read((tx) => tx.get<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0),
    everything: () =>
      JSON.stringify(
        tablesOf(store)
          .filter((table) => table !== 'audit' && table !== 'pin_guess')
          .map((table) => [table, rows(`select * from ${table}`)]),
      ),
  }
}

export const clerkPin = '271828'
export const headPin = '314159'

/** The desk with a clerk signed in on a page, and a head who may approve. */
export const openDeskWithClerk = async (): Promise<
  DeskRig & { page: string; clerk: string; head: string }
> => {
  const rig = openDesk()
  const clerk = rig.addStaff({ pin: clerkPin, roles: ['clerk'] })
  const head = rig.addStaff({ pin: headPin, roles: ['head'] })
  const page = rig.newId()
  await rig.desk.signIn(page, { account: clerk, pin: clerkPin })
  return { ...rig, page, clerk, head }
}
