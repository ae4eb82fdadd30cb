/** What the exchange with the centre needs to count and to get back. */
export const stream = {
  version: 20,
  sql: `
create index verdict_held on verdict (incarnation, sequence) where status = 'held';

-- Records of this station that the centre holds and a restored database lacks.
create table recovered_record (
  incarnation text not null,
  sequence integer not null,
  id text not null,
  type text not null,
  body text not null,
  at integer not null,
  primary key (incarnation, sequence)
) strict, without rowid;
`,
} as const
