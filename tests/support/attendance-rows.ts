import { insertEvent } from '../../electron/calendar/store.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { FieldCipher } from '../../electron/store/field-cipher.ts'
import type { Store, Tx } from '../../electron/store/tx.ts'

/** Tuesday, nine in the morning in Shanghai. */
export const nine = Date.parse('2026-11-24T01:00:00.000Z')
export const minute = 60_000
export const hour = 60 * minute

/** Writes what happened at events straight into the tables, as whoever records it would leave them. */
export interface AttendanceRows {
  event: (change?: Partial<StationEvent>) => StationEvent
  resident: (name?: string, number?: string | null) => string
  signUp: (event: StationEvent, ...residents: string[]) => void
  withdraw: (event: StationEvent, resident: string) => void
  member: (team: string, ...residents: string[]) => void
  /** Checks in; who had left comes in again. Returns the attendance. */
  comes: (event: StationEvent, resident: string, at: number, how?: Partial<Entry>) => string
  leaves: (event: StationEvent, resident: string, at: number) => void
  undo: (attendance: string) => void
  minutes: (attendance: string, minutes: number, state?: string) => void
  children: (event: StationEvent, count: number) => void
  /** The first entry is the second person, whose presences become that one's. */
  join: (alias: string, resident: string) => void
  tap: (kind: string, at: number, about?: { event?: string; resident?: string; outcome?: object }) => string
}

interface Entry {
  tap: string
  method: 'id-card' | 'manual'
  override: boolean
}

const eventWith = (id: string, change: Partial<StationEvent>): StationEvent => ({
  id,
  title: '医保报销今年怎么变',
  kind: 'lecture',
  place: '二楼讲堂',
  host: null,
  startsAt: nine,
  endsAt: nine + hour,
  checkIn: { opensAt: nine - 30 * minute, closesAt: nine + hour },
  signOut: null,
  reentry: false,
  team: null,
  signUp: null,
  leader: null,
  forWhom: null,
  bring: null,
  picture: null,
  countsMinutes: false,
  minPresencePercent: 60,
  capacity: null,
  hallLimit: null,
  minAge: null,
  ruleId: null,
  creditAt: 'checkIn',
  status: 'published',
  cancelReason: null,
  movedTo: null,
  series: null,
  sequence: 0,
  ...change,
})

const insertResident = (
  tx: Tx,
  cipher: FieldCipher,
  { id, name, number }: { id: string; name: string; number: string | null },
): void => {
  const place = (field: string) => ({ table: `resident.${field}`, row: id })
  tx.run(
    `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
     values (?, ?, ?, ?, ?, '1945-03-07', '2', 0)`,
    id,
    number === null ? null : cipher.blindIndex(`${number}-${id}`),
    number === null ? null : cipher.encrypt(number, place('number')),
    cipher.encrypt(name, place('name')),
    number === null ? 'none' : 'resident',
  )
}

const insertCheckIn = (
  tx: Tx,
  input: { id: string; event: StationEvent; resident: string; at: number } & Entry,
): void => {
  const { id, event, resident, at, tap, method, override } = input
  tx.run(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date, override_needed)
     values (?, ?, ?, ?, ?, 'attendee', ?, ?, ?)`,
    ...[id, event.id, resident, tap, method, at, businessDateOf(event.startsAt), override ? 1 : 0],
  )
  tx.run(
    `insert into presence (event, resident, attendance, checked_in_at) values (?, ?, ?, ?)
     on conflict (event, resident) do update set attendance = excluded.attendance,
       checked_in_at = excluded.checked_in_at, checked_out_at = null`,
    ...[event.id, resident, id, at],
  )
}

const join = (tx: Tx, alias: string, resident: string): void => {
  tx.run(
    `insert into resident_alias (alias, resident, author, at) values (?, ?, 'staff', 0)`,
    alias,
    resident,
  )
  tx.run(
    'delete from presence where resident = ? and event in (select event from presence where resident = ?)',
    ...[alias, resident],
  )
  tx.run('update presence set resident = ? where resident = ?', resident, alias)
}

export const attendanceRows = (
  store: Pick<Store, 'transaction'>,
  { newId, cipher }: { newId: () => string; cipher: FieldCipher },
): AttendanceRows => {
  const run = (sql: string, ...params: (string | number | null)[]): void => {
    store.transaction((tx) => tx.run(sql, ...params))
  }
  return {
    event: (change = {}) => {
      const event = eventWith(newId(), change)
      store.transaction((tx) => {
        insertEvent(tx, event)
      })
      return event
    },
    resident: (name = '王秀兰', number = '119999194503070026') => {
      const id = newId()
      store.transaction((tx) => {
        insertResident(tx, cipher, { id, name, number })
      })
      return id
    },
    signUp: (event, ...residents) => {
      for (const resident of residents)
        run('insert into sign_up (event, resident, at) values (?, ?, 0)', event.id, resident)
    },
    withdraw: (event, resident) => {
      run('delete from sign_up where event = ? and resident = ?', event.id, resident)
    },
    member: (team, ...residents) => {
      for (const resident of residents)
        run('insert into team_member (team, resident) values (?, ?)', team, resident)
    },
    comes: (event, resident, at, how = {}) => {
      const id = newId()
      const entry = { tap: newId(), method: 'id-card', override: false, ...how } as const
      store.transaction((tx) => {
        insertCheckIn(tx, { id, event, resident, at, ...entry })
      })
      return id
    },
    leaves: (event, resident, at) => {
      run(
        `insert into checkout (id, attendance, tap, method, at)
         select ?, attendance, ?, 'id-card', ? from presence where event = ? and resident = ?`,
        ...[newId(), newId(), at, event.id, resident],
      )
      run('update presence set checked_out_at = ? where event = ? and resident = ?', at, event.id, resident)
    },
    undo: (attendance) => {
      run(
        `insert into reversal (id, reverses, what, reason, at) values (?, ?, 'attendance', 'wrongPerson', 0)`,
        ...[newId(), attendance],
      )
      run('delete from presence where attendance = ?', attendance)
    },
    minutes: (attendance, minutes, state = 'verified') => {
      run(
        `insert into service_minutes (id, attendance, resident, started_at, ended_at, minutes, state, source,
           business_date, at)
         select ?, id, resident, 0, 0, ?, ?, 'taps', business_date, 0 from attendance where id = ?`,
        ...[newId(), minutes, state, attendance],
      )
    },
    children: (event, count) => {
      run(
        'insert into headcount (id, event, tap, count, at) values (?, ?, ?, ?, 0)',
        ...[newId(), event.id, newId(), count],
      )
    },
    join: (alias, resident) => {
      store.transaction((tx) => {
        join(tx, alias, resident)
      })
    },
    tap: (kind, at, { event, resident, outcome = {} } = {}) => {
      const id = newId()
      run(
        `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome)
         values (?, ?, 0, 'boot', 'synced', ?, ?, ?, ?)`,
        ...[id, at, kind, resident ?? null, event ?? null, JSON.stringify({ kind, ...outcome })],
      )
      return id
    },
  }
}
