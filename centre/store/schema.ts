/** Rises when the tables change; a centre refuses a database that is newer than itself. */
export const schemaVersion = 1

/**
 * Plain SQL for PostgreSQL, PGlite and what speaks their dialect. Instants are milliseconds since 1970
 * UTC, points hundredths, hashes 64 hex digits.
 *
 * A city would partition `station_record` by month of `received_ms` and `ledger` by `resident`; that is
 * why the record's id is unique in the slim `record_key` and the business key is unique per resident.
 *
 * `station_record.body` holds the RFC 8785 form that the hash chain runs over. Where `sealed` is true it
 * is encrypted: identified residents and every record that this centre does not understand.
 */
export const schema = `
create table if not exists centre_schema (version bigint primary key);

create table if not exists station (
  station text primary key,
  name text,
  town text,
  contact_ms bigint
);

create table if not exists pairing_token (
  token_hash text primary key,
  station text not null,
  expires_ms bigint not null,
  used_ms bigint
);

create table if not exists device (
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
create index if not exists device_station on device (station);

create table if not exists stream_head (
  station text not null,
  incarnation text not null,
  last_sequence bigint not null,
  last_hash text not null,
  opened_ms bigint not null,
  primary key (station, incarnation)
);

create table if not exists record_key (
  id text primary key,
  station text not null,
  incarnation text not null,
  sequence bigint not null
);

create table if not exists station_record (
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
create index if not exists station_record_received on station_record (received_ms);

create table if not exists attendance (
  id text primary key,
  station text not null,
  event text not null,
  resident text not null,
  business_date text not null,
  received_ms bigint not null
);
create index if not exists attendance_day on attendance (business_date);

create table if not exists headcount (
  id text primary key,
  station text not null,
  event text not null,
  heads bigint not null,
  business_date text not null
);
create index if not exists headcount_day on headcount (business_date);

create table if not exists identity (
  id text primary key,
  resident text not null,
  number_index text not null,
  station text not null,
  incarnation text not null,
  sequence bigint not null
);
create index if not exists identity_resident on identity (resident);

create table if not exists ledger (
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

create table if not exists balance (
  resident text primary key,
  amount bigint not null,
  rev bigint not null
);
`
