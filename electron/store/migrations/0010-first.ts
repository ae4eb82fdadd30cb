/** The first layout. Times are UTC milliseconds, points hundredths, texts of `*_cipher` AES-256-GCM. */
export const first = {
  version: 10,
  sql: `
create table meta (
  name text primary key,
  value text not null
) strict, without rowid;

create table resident (
  id text primary key,
  number_index blob not null unique,
  number_cipher blob not null,
  name_cipher blob not null,
  card_kind text not null,
  birth text not null,
  sex text not null,
  valid_to text,
  registered_at integer not null
) strict, without rowid;

create table event (
  id text primary key,
  title text not null,
  kind text not null,
  place text not null,
  host text,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  opens_at integer,
  closes_at integer check (closes_at > opens_at),
  capacity integer check (capacity > 0),
  min_age integer check (min_age > 0),
  rule_id text,
  status text not null check (status in ('published', 'cancelled')),
  check ((opens_at is null) = (closes_at is null))
) strict, without rowid;
create index event_by_time on event (ends_at, starts_at);

create table tap (
  seq integer primary key autoincrement,
  id text not null unique,
  at integer not null,
  mono_ms integer not null,
  boot_id text not null,
  clock_state text not null,
  kind text not null,
  resident text references resident (id),
  event text references event (id),
  outcome text not null
) strict;
create index tap_of_resident on tap (resident, seq);

create table attendance (
  id text primary key,
  event text not null references event (id),
  resident text not null references resident (id),
  tap text not null,
  method text not null,
  role text not null,
  at integer not null,
  business_date text not null
) strict, without rowid;
create unique index attendance_once on attendance (event, resident);
create index attendance_of_resident on attendance (resident, at);

create table headcount (
  id text primary key,
  event text not null references event (id),
  tap text not null,
  count integer not null check (count > 0),
  at integer not null
) strict, without rowid;
create index headcount_of_event on headcount (event);

create table credit_entry (
  id text primary key,
  resident text not null references resident (id),
  amount integer not null,
  rule_id text not null,
  rule_rev integer not null,
  event text references event (id),
  basis text not null,
  business_key text not null unique,
  business_date text not null,
  at integer not null
) strict, without rowid;
create index credit_of_resident on credit_entry (resident, at, amount);

create table credit_balance (
  resident text primary key references resident (id),
  balance integer not null
) strict, without rowid;

create table consent (
  seq integer primary key,
  resident text not null references resident (id),
  question text not null check (question in ('scoring', 'sharing')),
  answer text not null check (answer in ('yes', 'no', 'later')),
  business_date text not null,
  at integer not null,
  notice_version text not null,
  given_by text not null
) strict;
create index consent_of_resident on consent (resident, question, seq);

create table incarnation (
  id text primary key,
  station text not null,
  started_at integer not null,
  head_sequence integer not null,
  head_hash blob not null,
  acked_sequence integer not null
) strict, without rowid;

create table outbox (
  incarnation text not null references incarnation (id),
  sequence integer not null,
  id text not null,
  type text not null,
  body text not null,
  hash blob not null,
  tap text,
  made_at integer not null,
  primary key (incarnation, sequence)
) strict, without rowid;
create index outbox_by_id on outbox (id);

create table verdict (
  incarnation text not null,
  sequence integer not null,
  status text not null check (status in ('duplicate', 'rejected', 'held')),
  code text not null,
  at integer not null,
  primary key (incarnation, sequence)
) strict, without rowid;

create table sync_state (
  name text primary key,
  value text not null
) strict, without rowid;

create table command (
  id text primary key,
  call text not null,
  output text not null,
  at integer not null
) strict, without rowid;

create trigger attendance_is_fact before update on attendance begin select raise(abort, 'attendance is append-only'); end;
create trigger credit_is_ledger before update on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;
create trigger credit_is_kept before delete on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;
create trigger consent_is_history before update on consent begin select raise(abort, 'consent is append-only'); end;
create trigger outbox_is_frozen before update on outbox begin select raise(abort, 'outbox is append-only'); end;
`,
} as const
