/** Codes that open the station when every PIN is lost, and what the keyboard has learned. */
export const desk = {
  version: 81,
  sql: `
create table recovery_code (
  hash blob primary key,
  made_at integer not null,
  used_at integer,
  used_for text references staff (id),
  check ((used_at is null) = (used_for is null))
) strict, without rowid;

create table learned_word (
  seq integer primary key,
  sealed blob not null
) strict;
`,
} as const
