import type { CentreStore, DoubleAttendance, EventCounts, LatestRecord, StationLine } from './centre-store.ts'
import type { Queries } from './database.ts'

/**
 * The counted check-ins of all events of a day, numbered for each person at each event: the first one counts in 人次,
 * by the centre's clock and whatever came first. Those of other days are there so that an event over midnight counts
 * once.
 */
const seenAtEvents = `
  select c.id, c.station, c.event, c.person, c.business_date, c.corrected_ms,
    row_number() over (partition by c.event, c.person order by c.corrected_ms, c.station, c.id) as nth
  from counted_attendance c
  where c.event in (select a.event from attendance a where a.business_date = $1)`

const stationLines = `
  with seen as (${seenAtEvents}), counted as (
    select station, sum(case when nth = 1 then 1 else 0 end) as attendances, count(distinct person) as people
    from seen where business_date = $1 group by station
  ), children as (
    select station, sum(heads) as heads from headcount where business_date = $1 group by station
  )
  select s.station, s.name, s.town, s.contact_ms as "contactMs",
    exists (select 1 from device d where d.station = s.station and d.revoked_ms is null) as paired,
    cast(coalesce(t.attendances, 0) + coalesce(c.heads, 0) as bigint) as attendances,
    cast(coalesce(t.people, 0) as bigint) as people
  from station s
    left join counted t on t.station = s.station
    left join children c on c.station = s.station
  order by s.town is null, s.town, coalesce(s.contact_ms, 0) desc, s.station`

export const overview =
  (db: Queries): CentreStore['overview'] =>
  async ({ businessDate, startMs }, latest) => {
    const stations = await db.query<StationLine>(stationLines, [businessDate])
    const [people] = await db.query<{ people: number }>(
      'select count(distinct person) as people from counted_attendance where business_date = $1',
      [businessDate],
    )
    const [received] = await db.query<{ received: number }>(
      `select count(*) as received from station_record where received_ms >= $1 and verdict <> 'duplicate'`,
      [startMs],
    )
    const records = await db.query<LatestRecord>(
      `select r.station, s.name, r.sequence, r.record_type as type,
         r.corrected_ms as "correctedMs", r.received_ms as "receivedMs"
       from station_record r join station s on s.station = r.station
       where r.verdict <> 'duplicate'
       order by r.received_ms desc, r.station, r.sequence desc limit $1`,
      [latest],
    )
    return { stations, people: people?.people ?? 0, received: received?.received ?? 0, latest: records }
  }

export const eventCounts =
  (db: Queries): CentreStore['eventCounts'] =>
  async (event) => {
    const [counts] = await db.query<EventCounts>(
      `with person_there as (
         select person, count(*) as stays, count(out_ms) as ended from stay where event = $1 group by person
       )
       select count(*) as people,
         cast(count(*) + coalesce((select sum(heads) from headcount where event = $1), 0) as bigint) as attendances,
         cast(coalesce(sum(case when stays = ended then 1 else 0 end), 0) as bigint) as "left",
         cast(coalesce((select sum(minutes) from counted_hours where event = $1), 0) as bigint) as minutes
       from person_there`,
      [event],
    )
    return counts ?? { attendances: 0, people: 0, left: 0, minutes: 0 }
  }

export const doubles =
  (db: Queries): CentreStore['doubles'] =>
  async (businessDate) => {
    const rows = await db.query<{
      event: string
      first_station: string
      first_ms: number
      station: string
      again_ms: number
    }>(
      `with seen as (${seenAtEvents})
       select f.event, f.station as first_station, f.corrected_ms as first_ms, o.station,
         min(o.corrected_ms) as again_ms
       from seen f join seen o on o.event = f.event and o.person = f.person and o.station <> f.station
       where f.nth = 1 and o.business_date = $1
       group by f.event, f.person, f.station, f.corrected_ms, o.station
       order by again_ms, f.event, o.station`,
      [businessDate],
    )
    return rows.map((row): DoubleAttendance => ({
      event: row.event,
      first: { station: row.first_station, atMs: row.first_ms },
      again: { station: row.station, atMs: row.again_ms },
    }))
  }

export const minutesOf =
  (db: Queries): CentreStore['minutesOf'] =>
  async (resident) => {
    const [served] = await db.query<{ minutes: number }>(
      `select cast(coalesce(sum(minutes), 0) as bigint) as minutes from counted_hours
       where resident = $1 or resident in
         (select other.resident from person own join person other on other.person = own.person
          where own.resident = $1)`,
      [resident],
    )
    return served?.minutes ?? 0
  }
