import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { systemClock, toInstant } from '../../electron/base/clock.ts'
import { createIds } from '../../electron/base/ids.ts'
import { formatSequence, residentUrn, stationUrn } from '../../electron/contract/records/index.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { recordsFile } from '../../electron/store/files.ts'
import { canonicalText, linkHash } from '../../electron/sync/chain.ts'

const residents = 20_000
const seatsPerEvent = 100
const hourMs = 3_600_000

interface Stream {
  id: string
  station: string
  head_sequence: number
  head_hash: Uint8Array
}

const newId = createIds(systemClock)

/** Continues the current stream, hash on hash, as the station's own outbox does. */
const openStream = (db: DatabaseSync) => {
  const current = `select i.* from incarnation i join meta m on m.value = i.id where m.name = 'incarnation'`
  const {
    id: incarnation,
    station,
    head_sequence,
    head_hash,
  } = db.prepare(current).get() as unknown as Stream
  let [sequence, hash] = [head_sequence, head_hash]
  const source = stationUrn(station, incarnation)
  const insert = db.prepare(
    'insert into outbox (incarnation, sequence, id, type, body, hash, tap, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const common = { specversion: '1.0', source, clockstate: 'synced', monoms: '1', bootid: newId() }
  return {
    append: (type: string, at: number, tap: string, resident: string, data: object): string => {
      const id = newId()
      sequence += 1
      const place = { id, type, sequence: formatSequence(sequence), subject: residentUrn(resident) }
      const content = { time: toInstant(at), datacontenttype: 'application/json', data }
      const body = canonicalText({ ...common, ...place, ...content })
      hash = linkHash(hash, body)
      insert.run(incarnation, sequence, id, type, body, hash, tap, at)
      return id
    },
    length: () => sequence,
    /** Writes where the stream now ends, with nothing of it acknowledged. */
    close: () => {
      db.prepare('update incarnation set head_sequence = ?, head_hash = ? where id = ?').run(
        sequence,
        hash,
        incarnation,
      )
    },
  }
}

type Append = ReturnType<typeof openStream>['append']

/** People whose names and numbers nobody can read: they only take their room. */
const addResidents = (db: DatabaseSync, append: Append, at: number): string[] => {
  const insert = db.prepare(
    `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
     values (?, ?, zeroblob(47), zeroblob(38), 'resident', '1950-01-01', '1', ?)`,
  )
  const balance = db.prepare('insert into credit_balance (resident, balance) values (?, 0)')
  return Array.from({ length: residents }, () => {
    const resident = newId()
    insert.run(resident, createHash('sha256').update(resident).digest(), at)
    balance.run(resident)
    const data = { resident, ageBand: '70-79', sex: '1', cardKind: 'resident' }
    append('cn.wmsj.resident.registered.v1', at, newId(), resident, data)
    return resident
  })
}

const addEvents = (db: DatabaseSync): ((startsAt: number) => string) => {
  const insert = db.prepare(
    `insert into event (id, title, kind, place, starts_at, ends_at, opens_at, closes_at, rule_id, status)
     values (?, '健康讲座', 'lecture', '二楼讲堂', ?, ?, ?, ?, 'L01', 'published')`,
  )
  return (startsAt) => {
    const event = newId()
    insert.run(event, startsAt, startsAt + hourMs, startsAt - hourMs / 2, startsAt + hourMs)
    return event
  }
}

/** Writes what one check-in with points writes. */
const addVisits = (db: DatabaseSync, append: Append) => {
  const tap = db.prepare(
    `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome)
     values (?, ?, 1, 'boot', 'synced', 'checkedIn', ?, ?, '{"kind":"notIdCard"}')`,
  )
  const attendance = db.prepare(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date)
     values (?, ?, ?, ?, 'id-card', 'attendee', ?, ?)`,
  )
  const credit = db.prepare(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis_kind, basis, business_key,
       business_date, at)
     values (?, ?, 50, 'L01', 1, ?, 'attendance', ?, ?, ?, ?)`,
  )
  const standing = db.prepare('insert into award_key (business_key, entry) values (?, ?)')
  const balance = db.prepare('update credit_balance set balance = balance + 50 where resident = ?')
  return (event: string, resident: string, at: number): void => {
    const id = newId()
    const businessDate = businessDateOf(at)
    const businessKey = `${resident}|${event}|L01`
    tap.run(id, at, resident, event)
    const visit = { event, resident, method: 'id-card', role: 'attendee' }
    const checkIn = append('cn.wmsj.attendance.checkin.v1', at, id, resident, visit)
    attendance.run(checkIn, event, resident, id, at, businessDate)
    const rule = { amount: 50, ruleId: 'L01', ruleRev: 1 }
    const award = { resident, ...rule, event, basis: [checkIn], businessKey, businessDate }
    const entry = append('cn.wmsj.credit.entry.v1', at, id, resident, award)
    credit.run(entry, resident, event, JSON.stringify([checkIn]), businessKey, businessDate, at)
    standing.run(businessKey, entry)
    balance.run(resident)
  }
}

/**
 * Adds years of visits to the database of a station that is not running, until its stream holds `records`: full
 * lectures, four a day up to `until`, with everything that the station would have written. Nothing is uploaded yet.
 */
export const addManyRecords = (dir: string, records: number, until = systemClock.now()): void => {
  const db = new DatabaseSync(recordsFile(dir))
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; begin')
  const stream = openStream(db)
  const lectures = Math.ceil((records - stream.length() - residents) / (2 * seatsPerEvent))
  const startOf = (lecture: number): number => until - (lectures - lecture) * 6 * hourMs
  const people = addResidents(db, stream.append, startOf(0))
  const addEvent = addEvents(db)
  const addVisit = addVisits(db, stream.append)
  for (let lecture = 0; lecture < lectures; lecture++) {
    const startsAt = startOf(lecture)
    const event = addEvent(startsAt)
    for (let seat = 0; seat < seatsPerEvent && stream.length() < records; seat++) {
      const resident = people[(lecture * 37 + seat * 199) % residents] ?? ''
      addVisit(event, resident, startsAt + seat * 1000)
    }
  }
  stream.close()
  db.exec('commit; pragma journal_mode = wal')
  db.close()
}
