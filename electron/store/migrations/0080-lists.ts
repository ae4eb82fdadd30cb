/** People entered from a list, and volunteer numbers that are looked up once for every row of one. */
export const lists = {
  version: 80,
  sql: `
-- Known by a number that somebody typed: the card itself has the last word when it comes.
create table card_unseen (
  resident text primary key references resident (id)
) strict, without rowid;
create index resident_by_volunteer_no on resident (replace(volunteer_no, '-', '')) where volunteer_no > '';
`,
} as const
