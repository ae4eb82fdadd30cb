/**
 * The tables as the first centres made them. Plain SQL for PostgreSQL, PGlite and what speaks their dialect. Instants are milliseconds since 1970
 * UTC, points hundredths, hashes 64 hex digits.
 *
 * A city would partition `station_record` by month of `received_ms` and `ledger` by `resident`; that is
 * why the record's id is unique in the slim `record_key` and the business key is unique per resident.
 *
 * `station_record.body` holds the RFC 8785 form that the hash chain runs over. Where `sealed` is true it
 * is encrypted: identified residents and every record that this centre does not understand.
 */
const tables = `
create table station (
  station text primary key,
  name text,
  town text,
  contact_ms bigint
);

create table pairing_token (
  token_hash text primary key,
  station text not null,
  expires_ms bigint not null,
  used_ms bigint
);

create table device (
  device text primary key,
  station text not null,
  access_hash text not null unique,
  public_key text,
  model text,
  os text,
  app_version text,
  paired_ms bigint not null,
  revoked_ms bigint
);
create index device_station on device (station);

create table stream_head (
  station text not null,
  incarnation text not null,
  last_sequence bigint not null,
  last_hash text not null,
  opened_ms bigint not null,
  primary key (station, incarnation)
);

create table record_key (
  id text primary key,
  station text not null,
  incarnation text not null,
  sequence bigint not null
);

create table station_record (
  station text not null,
  incarnation text not null,
  sequence bigint not null,
  id text,
  hash text not null,
  record_type text not null,
  occurred_ms bigint,
  corrected_ms bigint not null,
  received_ms bigint not null,
  verdict text not null,
  code text,
  body text not null,
  sealed boolean not null,
  primary key (station, incarnation, sequence)
);
create index station_record_received on station_record (received_ms);

create table attendance (
  id text primary key,
  station text not null,
  event text not null,
  resident text not null,
  business_date text not null,
  received_ms bigint not null
);
create index attendance_day on attendance (business_date);

create table headcount (
  id text primary key,
  station text not null,
  event text not null,
  heads bigint not null,
  business_date text not null
);
create index headcount_day on headcount (business_date);

create table identity (
  id text primary key,
  resident text not null,
  number_index text not null,
  station text not null,
  incarnation text not null,
  sequence bigint not null
);
create index identity_resident on identity (resident);

create table ledger (
  resident text not null,
  entry_id text not null,
  amount bigint not null,
  rule_id text not null,
  rule_rev bigint not null,
  event text,
  business_key text not null,
  business_date text not null,
  station text not null,
  received_ms bigint not null,
  primary key (resident, entry_id),
  unique (resident, business_key)
);

create table balance (
  resident text primary key,
  amount bigint not null,
  rev bigint not null
);
`

/**
 * Records that take others back, hours, and people who are known under several references.
 *
 * Facts stay as they came; what counts is derived from them, so it is the same in whatever order they came. The order
 * matters only for verdicts, which is why a record about one that is not here yet waits in `awaiting`.
 */
const takingBack = `
alter table attendance add column corrected_ms bigint;
update attendance a set corrected_ms = r.corrected_ms
  from record_key k
  join station_record r on r.station = k.station and r.incarnation = k.incarnation and r.sequence = k.sequence
  where k.id = a.id;
alter table attendance alter column corrected_ms set not null;
create index attendance_event on attendance (event);

create table checkout (
  id text primary key,
  station text not null,
  checkin text not null,
  event text not null,
  resident text not null,
  corrected_ms bigint not null
);
create index checkout_checkin on checkout (checkin);

-- Check-ins and sign-outs that do not count any more, each taken back once.
create table attendance_reversal (
  reverses text primary key,
  id text not null,
  station text not null,
  reason text not null,
  author text not null
);

-- Held records that take back something that is not here yet.
create table awaiting (
  id text primary key,
  awaited text not null,
  station text not null,
  incarnation text not null,
  sequence bigint not null,
  effect text not null
);
create index awaiting_awaited on awaiting (awaited);

-- A reversal is an entry of its own; the entry that it takes back gives its business key free.
alter table ledger add column reverses text;
alter table ledger add column reversed_by text;
alter table ledger drop constraint ledger_resident_business_key_key;
create unique index ledger_award on ledger (resident, business_key) where reverses is null and reversed_by is null;

-- Every record of hours in the order of arrival: of those that rest on the same evidence the last counts.
create table service_hours (
  id text primary key,
  position bigint generated always as identity,
  station text not null,
  resident text not null,
  event text not null,
  started_ms bigint not null,
  ended_ms bigint not null,
  minutes bigint not null,
  source text not null,
  approved_by text,
  evidence_key text not null
);
create index service_hours_resident on service_hours (resident, evidence_key);
create index service_hours_event on service_hours (event);

create table hours_evidence (
  record text not null,
  hours text not null,
  primary key (record, hours)
);
create index hours_evidence_hours on hours_evidence (hours);

create table alias (
  alias text primary key,
  resident text not null
);
create index alias_resident on alias (resident);
create index identity_number on identity (number_index);

-- Who is known under several references or by a number: one name for all references of a person. Everybody else is
-- not in here. Derived from alias and identity; whoever changes it holds the row of \`turn\`.
create table person (
  resident text primary key,
  person text not null
);
create index person_person on person (person);
with recursive linked (origin, resident) as (
  select resident, resident from identity
  union
  select l.origin, o.resident from linked l
    join identity i on i.resident = l.resident
    join identity o on o.number_index = i.number_index
)
insert into person (resident, person) select origin, min(resident) from linked group by origin;
create table turn (name text primary key);
insert into turn (name) values ('persons');

create view counted_attendance as
  select a.id, a.station, a.event, a.resident, a.business_date, a.corrected_ms,
    coalesce(p.person, a.resident) as person
  from attendance a left join person p on p.resident = a.resident
  where not exists (select 1 from attendance_reversal r where r.reverses = a.id);

-- Several sign-outs of one check-in say the same: the first counts.
create view stay as
  select a.id, a.station, a.event, a.person, a.corrected_ms as in_ms,
    (select min(c.corrected_ms) from checkout c
      where c.checkin = a.id and c.station = a.station
        and not exists (select 1 from attendance_reversal r where r.reverses = c.id)) as out_ms
  from counted_attendance a;

create view counted_hours as
  select h.id, h.station, h.event, h.resident, h.minutes, h.source, coalesce(p.person, h.resident) as person
  from service_hours h left join person p on p.resident = h.resident
  where not exists (select 1 from service_hours l
      where l.resident = h.resident and l.evidence_key = h.evidence_key and l.position > h.position)
    and not exists (select 1 from hours_evidence e join attendance_reversal r on r.reverses = e.record
      where e.hours = h.id);
`

/** What each version adds to the one before. A step that was ever released does not change again. */
export const schemaSteps: readonly string[] = [tables, takingBack]

/** A centre refuses a database that is newer than itself. */
export const schemaVersion = schemaSteps.length
