/** Pictures that everybody may see: of events and notices. */
export const pictures = {
  version: 70,
  sql: `
create table picture (
  id text primary key,
  jpeg blob not null,
  made_at integer not null
) strict;
alter table event add column picture text references picture (id);
`,
} as const
