/** Who works here, how often a PIN was guessed, and what staff did. */
export const staff = {
  version: 30,
  sql: `
create table staff (
  id text primary key,
  name text not null unique,
  roles text not null,
  pin_salt blob not null,
  pin_hash blob not null,
  pin_cost text not null,
  resident text references resident (id),
  active integer not null default 1 check (active in (0, 1)),
  created_at integer not null
) strict, without rowid;

create table pin_guess (
  account text primary key,
  failures integer not null check (failures >= 0),
  wait_ms integer not null,
  boot_id text not null,
  from_mono_ms integer not null
) strict, without rowid;

create table audit (
  seq integer primary key,
  at integer not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail text not null,
  prev blob not null,
  hash blob not null unique
) strict;

create trigger audit_is_history before update on audit begin select raise(abort, 'audit is append-only'); end;
create trigger audit_is_kept before delete on audit begin select raise(abort, 'audit is append-only'); end;
`,
} as const
