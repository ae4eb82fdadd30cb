import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { createIds, type NewId } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openStore, type OpenedStore } from '../../electron/store/database.ts'
import { createFieldCipher, type FieldCipher } from '../../electron/store/field-cipher.ts'
import { liveVersions, type LiveVersions } from '../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile } from '../../electron/store/key-store.ts'
import type { Store, Tx } from '../../electron/store/tx.ts'
import { createOutbox, type Outbox } from '../../electron/sync/outbox.ts'
import { systemClock } from '../../electron/base/clock.ts'
import { syntheticNumber } from './people.ts'

/** A database with what a tap needs, on the real clock. */
export interface TapStore {
  store: OpenedStore
  outbox: Outbox
  cipher: FieldCipher
  versions: LiveVersions
  newId: NewId
  event: string
}

export const openTapStore = async (dir: string): Promise<TapStore> => {
  const newId = createIds(systemClock)
  const store = openStore({ dir, mayCreate: true, newId, clock: systemClock, log: silentLog })
  const keys = await openKeyStore({ source: rootKeyInFile(dir), store })
  const versions = liveVersions(store)
  const cipher = createFieldCipher(keys, versions.now)
  const outbox = createOutbox({ newId, cipher })
  const event = store.transaction((tx) => {
    outbox.ensureIncarnation(tx, { station: '119999001001', at: 0 })
    const id = newId()
    tx.run(
      `insert into event (id, title, kind, place, starts_at, ends_at, opens_at, closes_at, status)
       values (?, 'talk', 'lecture', 'hall', 0, 1, 0, 1, 'published')`,
      id,
    )
    return id
  })
  return { store, outbox, cipher, versions, newId, event }
}

const writeFacts = (tx: Tx, { cipher, newId, event }: TapStore, tap: string, person: number): string => {
  const resident = newId()
  const number = `${syntheticNumber('1950-01-01', person % 1000)}-${resident}`
  tx.run(
    `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
     values (?, ?, ?, ?, 'resident', '1950-01-01', '1', 0)`,
    resident,
    cipher.blindIndex(number),
    cipher.encrypt(number, { table: 'resident.number', row: resident }),
    cipher.encrypt('王秀兰', { table: 'resident.name', row: resident }),
  )
  tx.run(
    `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome)
     values (?, 0, 0, 'boot', 'synced', 'card', ?, ?, '{}')`,
    tap,
    resident,
    event,
  )
  tx.run(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date)
     values (?, ?, ?, ?, 'id-card', 'attendee', 0, '2026-11-24')`,
    newId(),
    event,
    resident,
    tap,
  )
  tx.run(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis_kind, basis, business_key,
       business_date, at)
     values (?, ?, 50, 'L01', 1, ?, 'attendance', '[]', ?, '2026-11-24', 0)`,
    newId(),
    resident,
    event,
    `${resident}|${event}|L01`,
  )
  tx.run(`insert into credit_balance (resident, balance) values (?, 50)`, resident)
  return resident
}

/** What a first tap of a resident writes: person, tap, attendance, points, balance, three records. */
export const writeTap = (tx: Tx, world: TapStore, tap: string, person: number): void => {
  const { outbox, newId, event } = world
  const resident = writeFacts(tx, world, tap, person)
  const common = { time: Date.now(), resident, clockState: 'synced', monoMs: 1, bootId: 'boot', tap } as const
  outbox.append(tx, {
    ...common,
    type: 'cn.wmsj.resident.registered.v1',
    data: { resident, ageBand: '70-79', sex: '1', cardKind: 'resident' },
  })
  const checkin = outbox.append(tx, {
    ...common,
    type: 'cn.wmsj.attendance.checkin.v1',
    data: { event, resident, method: 'id-card', role: 'attendee' },
  })
  outbox.append(tx, {
    ...common,
    id: newId(),
    type: 'cn.wmsj.credit.entry.v1',
    data: {
      resident,
      amount: 50,
      ruleId: 'L01',
      ruleRev: 1,
      event,
      basis: [checkin.id],
      businessKey: `${resident}|${event}|L01`,
      businessDate: '2026-11-24',
    },
  })
}

/** Taps that are there in part only. */
const halves = (tx: Tx): string[] =>
  tx
    .all<{ id: string }>(
      `select t.id from tap t where
         (select count(*) from attendance a where a.tap = t.id) <> 1
         or (select count(*) from outbox o where o.tap = t.id) <> 3
         or not exists (select 1 from credit_entry c where c.resident = t.resident)
         or not exists (select 1 from credit_balance b where b.resident = t.resident)
       union all select o.id from outbox o where not exists (select 1 from tap t where t.id = o.tap)`,
    )
    .map(({ id }) => id)

/** The whole chain of the current stream, computed here again. */
const chainBreaks = (tx: Tx): number => {
  let hash: Uint8Array = Buffer.alloc(32)
  let breaks = 0
  const rows = tx.all<{ sequence: number; body: string; hash: Uint8Array }>(
    'select sequence, body, hash from outbox order by sequence',
  )
  rows.forEach((row, index) => {
    const text = canonicalize(JSON.parse(row.body)) ?? ''
    hash = createHash('sha256').update(hash).update(text, 'utf8').digest()
    if (row.sequence !== index + 1 || Buffer.compare(row.hash, hash) !== 0) breaks += 1
  })
  return breaks
}

export interface Damage {
  /** Acknowledged taps that are not there. */
  lost: string[]
  /** Taps that are there in part only. */
  half: string[]
  chainBreaks: number
  taps: Set<string>
}

/** Opens the folder as the next start does and compares it with what was acknowledged. */
export const inspectTaps = (dir: string, acknowledged: Iterable<string>): Damage => {
  const store: Store = openStore({
    dir,
    mayCreate: false,
    newId: () => 'unused',
    clock: systemClock,
    log: silentLog,
  })
  try {
    return store.read((tx) => {
      const taps = new Set(tx.all<{ id: string }>('select id from tap').map(({ id }) => id))
      const lost = [...acknowledged].filter((id) => !taps.has(id))
      return { lost, half: halves(tx), chainBreaks: chainBreaks(tx), taps }
    })
  } finally {
    store.close()
  }
}
