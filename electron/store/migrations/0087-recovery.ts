/** What the station did when its records were damaged, and records that wait to be told again in a new stream. */
export const recovery = {
  version: 87,
  sql: `
create table recovery (
  at integer primary key,
  step text not null check (step in ('indexes', 'salvaged', 'backup', 'restored', 'rescued')),
  detail text not null,
  audited integer not null default 0 check (audited in (0, 1)),
  seen_at integer
) strict;

-- Whole by their own link, behind a place that could not be read.
create table salvaged_record (
  incarnation text not null,
  sequence integer not null,
  id text not null,
  type text not null,
  body text not null,
  tap text,
  made_at integer not null,
  primary key (incarnation, sequence)
) strict, without rowid;

-- The half of the printed sheet's key that can only seal.
create table backup_sheet (
  id integer primary key check (id = 1),
  public_key text not null,
  made_at integer not null
) strict;

-- Memory sticks that somebody chose for copies.
create table backup_stick (
  id text primary key,
  prepared_at integer not null,
  copied_at integer,
  failed_at integer,
  because text
) strict, without rowid;
`,
} as const
