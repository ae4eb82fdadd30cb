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
`,
} as const
