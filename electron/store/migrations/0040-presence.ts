/** Signing out, taking back, minutes of service, people found without a card, and awards that can be reversed. */
export const presence = {
  version: 40,
  sql: `
alter table event add column team text;
alter table event add column sign_out text;
alter table event add column reentry integer not null default 0 check (reentry in (0, 1));
alter table event add column hall_limit integer check (hall_limit > 0);
alter table event add column credit_at text not null default 'checkIn' check (credit_at in ('checkIn', 'bothEnds'));
alter table event add column counts_minutes integer not null default 0 check (counts_minutes in (0, 1));
alter table event add column min_presence_percent integer not null default 60 check (min_presence_percent between 0 and 100);

-- Somebody entered by staff has no number yet: it stays empty until a card joins them.
create table resident_next (
  id text primary key,
  number_index blob unique,
  last_four_index blob,
  number_cipher blob,
  name_cipher blob not null,
  card_kind text not null,
  birth text not null,
  sex text not null,
  valid_to text,
  volunteer_no text unique,
  registered_at integer not null,
  check ((number_index is null) = (card_kind = 'none')),
  check ((number_index is null) = (number_cipher is null))
) strict, without rowid;
insert into resident_next (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, valid_to, registered_at)
  select id, number_index, number_cipher, name_cipher, card_kind, birth, sex, valid_to, registered_at from resident;
drop table resident;
alter table resident_next rename to resident;
create index resident_by_last_four on resident (last_four_index) where last_four_index is not null;

-- All readings of a name: one surname is Shan or Dan.
create table name_initials (
  initials text not null,
  resident text not null references resident (id),
  primary key (initials, resident)
) strict, without rowid;
create index initials_of_resident on name_initials (resident);

create table resident_alias (
  alias text primary key references resident (id),
  resident text not null references resident (id),
  author text not null,
  at integer not null,
  check (alias <> resident)
) strict, without rowid;
create index alias_of_resident on resident_alias (resident);

create table team_member (
  team text not null,
  resident text not null references resident (id),
  primary key (team, resident)
) strict, without rowid;
create index team_of_resident on team_member (resident);

create table sign_up (
  event text not null references event (id),
  resident text not null references resident (id),
  at integer not null,
  primary key (event, resident)
) strict, without rowid;

-- Somebody may be undone and come again, or leave and come back: the facts stay, presence says which one counts.
drop index attendance_once;
create index attendance_at_event on attendance (event, resident);
create unique index attendance_of_tap on attendance (tap, event, resident);
alter table attendance add column reason text;
alter table attendance add column author text;
alter table attendance add column approver text;
alter table attendance add column override_asked integer not null default 0 check (override_asked in (0, 1));
alter table attendance add column override_needed integer not null default 0 check (override_needed in (0, 1));
create table presence (
  event text not null references event (id),
  resident text not null references resident (id),
  attendance text not null unique references attendance (id),
  checked_in_at integer not null,
  checked_out_at integer,
  primary key (event, resident)
) strict, without rowid;
create index presence_of_resident on presence (resident, checked_in_at);
create index presence_open on presence (checked_in_at) where checked_out_at is null;
insert into presence (event, resident, attendance, checked_in_at) select event, resident, id, at from attendance;

create table checkout (
  id text primary key,
  attendance text not null references attendance (id),
  tap text not null,
  method text not null,
  author text,
  approver text,
  reason text,
  at integer not null
) strict, without rowid;
create index checkout_of_attendance on checkout (attendance);

create table reversal (
  id text primary key,
  reverses text not null unique,
  what text not null check (what in ('attendance', 'checkout')),
  reason text not null,
  author text,
  at integer not null
) strict, without rowid;

-- What was judged of one stay. The newest row of an attendance counts.
create table service_minutes (
  seq integer primary key,
  id text not null unique,
  attendance text not null references attendance (id),
  checkout text references checkout (id),
  resident text not null references resident (id),
  started_at integer not null,
  ended_at integer not null,
  minutes integer not null check (minutes >= 0),
  state text not null check (state in ('verified', 'needsSecond', 'refused', 'tooShort', 'approved', 'withdrawn')),
  source text not null check (source in ('taps', 'manual')),
  reason text,
  author text,
  approver text,
  business_date text not null,
  at integer not null,
  check (source = 'taps' or (author is not null and approver is not null and author <> approver))
) strict;
create index minutes_of_attendance on service_minutes (attendance, seq);
create index minutes_of_resident on service_minutes (resident, business_date);
create view counted_minutes as
  select s.* from service_minutes s
   where s.seq = (select max(seq) from service_minutes where attendance = s.attendance)
     and s.state in ('verified', 'approved');

alter table headcount add column guardian text references resident (id);
alter table headcount add column author text;

-- The same award is given once; taking it back frees the key for somebody who comes again.
create table credit_entry_next (
  id text primary key,
  resident text not null references resident (id),
  amount integer not null,
  rule_id text not null,
  rule_rev integer not null,
  event text references event (id),
  basis text not null,
  business_key text not null,
  business_date text not null,
  at integer not null,
  reverses text unique references credit_entry_next (id)
) strict, without rowid;
insert into credit_entry_next
  select id, resident, amount, rule_id, rule_rev, event, basis, business_key, business_date, at, null from credit_entry;
drop table credit_entry;
alter table credit_entry_next rename to credit_entry;
create index credit_of_resident on credit_entry (resident, at, amount);
create table award_key (
  business_key text primary key,
  entry text not null unique references credit_entry (id)
) strict, without rowid;
insert into award_key (business_key, entry) select business_key, id from credit_entry;

-- What staff have set until further notice.
create table standing (
  name text primary key check (name in ('pinnedEvent')),
  value text not null
) strict, without rowid;

create index tap_for_staff on tap (at) where kind in ('refused', 'disputed');

create trigger credit_is_ledger before update on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;
create trigger credit_is_kept before delete on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;
create trigger attendance_is_kept before delete on attendance begin select raise(abort, 'attendance is append-only'); end;
create trigger checkout_is_fact before update on checkout begin select raise(abort, 'checkout is append-only'); end;
create trigger checkout_is_kept before delete on checkout begin select raise(abort, 'checkout is append-only'); end;
create trigger reversal_is_fact before update on reversal begin select raise(abort, 'reversal is append-only'); end;
create trigger reversal_is_kept before delete on reversal begin select raise(abort, 'reversal is append-only'); end;
create trigger minutes_are_facts before update on service_minutes begin select raise(abort, 'service_minutes is append-only'); end;
create trigger minutes_are_kept before delete on service_minutes begin select raise(abort, 'service_minutes is append-only'); end;
`,
} as const
