/** Events with a life of their own, series of them, and people who wait for a place. */
export const calendar = {
  version: 60,
  sql: `
-- Times of a series are those of a clock in Shanghai, without a zone; its dates are rows of event, made ahead.
create table series (
  id text primary key,
  -- The value of RRULE; nothing where only single dates repeat.
  rule text,
  first_start text not null,
  minutes integer not null check (minutes > 0),
  dates text not null default '[]',
  exdates text not null default '[]',
  details text not null,
  status text not null check (status in ('draft', 'published', 'ended')),
  sequence integer not null default 0,
  created_at integer not null,
  changed_at integer not null
) strict, without rowid;

create table event_next (
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
  hall_limit integer check (hall_limit > 0),
  min_age integer check (min_age > 0),
  rule_id text,
  team text,
  sign_out text,
  reentry integer not null default 0 check (reentry in (0, 1)),
  credit_at text not null default 'checkIn' check (credit_at in ('checkIn', 'bothEnds')),
  counts_minutes integer not null default 0 check (counts_minutes in (0, 1)),
  min_presence_percent integer not null default 60 check (min_presence_percent between 0 and 100),
  sign_up_opens_at integer,
  sign_up_closes_at integer check (sign_up_closes_at > sign_up_opens_at),
  for_whom text,
  bring text,
  leader text,
  status text not null check (status in ('draft', 'published', 'withdrawn', 'cancelled', 'archived')),
  cancel_reason text,
  moved_to text references event_next (id),
  series text references series (id),
  -- When this date of the series was first due, wherever it was moved to since.
  recurrence_id integer,
  -- Edited by itself: later edits of the series leave it alone.
  detached integer not null default 0 check (detached in (0, 1)),
  sequence integer not null default 0,
  created_at integer not null default 0,
  changed_at integer not null default 0,
  published_at integer,
  withdrawn_at integer,
  cancelled_at integer,
  archived_at integer,
  check ((opens_at is null) = (closes_at is null)),
  check ((sign_up_opens_at is null) = (sign_up_closes_at is null)),
  check ((series is null) = (recurrence_id is null)),
  check (cancel_reason is null or status = 'cancelled')
) strict, without rowid;
insert into event_next (id, title, kind, place, host, starts_at, ends_at, opens_at, closes_at, capacity, hall_limit,
    min_age, rule_id, team, sign_out, reentry, credit_at, counts_minutes, min_presence_percent, status)
  select id, title, kind, place, host, starts_at, ends_at, opens_at, closes_at, capacity, hall_limit,
    min_age, rule_id, team, sign_out, reentry, credit_at, counts_minutes, min_presence_percent, status from event;
drop table event;
alter table event_next rename to event;
create index event_by_time on event (ends_at, starts_at);
create index event_by_start on event (starts_at);
create unique index event_of_series on event (series, recurrence_id) where series is not null;

-- The tap that it was done with: who says that it was somebody else takes it back with it.
alter table sign_up add column tap text;
alter table sign_up add column waited integer not null default 0 check (waited in (0, 1));
create index sign_up_of_resident on sign_up (resident);
create index sign_up_of_tap on sign_up (tap) where tap is not null;
create table waiting_list (
  seq integer primary key autoincrement,
  event text not null references event (id),
  resident text not null references resident (id),
  tap text,
  at integer not null,
  unique (event, resident)
) strict;
create index waiting_of_resident on waiting_list (resident);

-- Counted by the database itself, so that no writer can forget to.
create table calendar_revision (
  id integer primary key check (id = 1),
  events integer not null,
  places integer not null
) strict;
insert into calendar_revision (id, events, places) values (1, 1, 0);
create trigger event_came after insert on event begin update calendar_revision set events = events + 1; end;
create trigger event_changed after update on event begin update calendar_revision set events = events + 1; end;
create trigger event_went after delete on event begin update calendar_revision set events = events + 1; end;
create trigger sign_up_came after insert on sign_up begin update calendar_revision set places = places + 1; end;
create trigger sign_up_changed after update on sign_up begin update calendar_revision set places = places + 1; end;
create trigger sign_up_went after delete on sign_up begin update calendar_revision set places = places + 1; end;
create trigger waiting_came after insert on waiting_list begin update calendar_revision set places = places + 1; end;
create trigger waiting_changed after update on waiting_list begin update calendar_revision set places = places + 1; end;
create trigger waiting_went after delete on waiting_list begin update calendar_revision set places = places + 1; end;
`,
} as const
