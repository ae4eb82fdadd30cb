/** A ledger in its own order, with who answers for each entry; claims, objections, households, the city's score. */
export const credit = {
  version: 50,
  sql: `
-- Decisions about a claim are steps: the newest says where it stands.
create table claim (
  seq integer primary key,
  id text not null unique,
  resident text not null references resident (id),
  rule_id text not null,
  rule_rev integer not null,
  amount integer not null check (amount <> 0),
  quantity integer check (quantity > 0),
  happened_on text not null,
  filed_at integer not null
) strict;
create index claim_of_resident on claim (resident, seq);

create table photo (
  id text primary key,
  sealed blob not null,
  at integer not null
) strict, without rowid;

create table claim_step (
  seq integer primary key,
  claim text not null references claim (id),
  state text not null check (state in ('reported', 'waiting', 'noticed', 'posted', 'returned', 'failed')),
  -- Staff, or nothing where the resident reported and where the station posts after the notice.
  actor text,
  approver text,
  document_no text,
  photo text references photo (id),
  participants text not null default '[]',
  notice_until text,
  because text,
  at integer not null,
  check (approver is null or actor is null or approver <> actor)
) strict;
create index step_of_claim on claim_step (claim, seq);
create view claim_now as
  select s.* from claim_step s where s.seq = (select max(seq) from claim_step where claim = s.claim);
-- A claim is decided once.
create unique index claim_decided_once on claim_step (claim) where state in ('posted', 'returned', 'failed');

create table credit_entry_next (
  seq integer primary key,
  id text not null unique,
  resident text not null references resident (id),
  amount integer not null check (amount <> 0),
  rule_id text not null,
  rule_rev integer not null,
  event text references event (id),
  claim text references claim (id),
  basis_kind text not null check (basis_kind in ('attendance', 'hours', 'document', 'star')),
  basis text not null,
  business_key text not null,
  business_date text not null,
  minutes integer check (minutes > 0),
  author text,
  approver text,
  at integer not null,
  reverses text unique references credit_entry_next (id),
  reason text check (reason in ('attendanceReversed', 'hoursChanged', 'correction', 'objection')),
  check ((reverses is null) = (reason is null)),
  check (basis_kind <> 'document' or reverses is not null or (author is not null and approver is not null and author <> approver))
) strict;
insert into credit_entry_next (id, resident, amount, rule_id, rule_rev, event, basis_kind, basis, business_key,
    business_date, at, reverses, reason)
  select id, resident, amount, rule_id, rule_rev, event, 'attendance', basis, business_key, business_date, at, reverses,
    case when reverses is null then null else 'attendanceReversed' end
    from credit_entry order by at, reverses is not null, id;
-- In the order of the entries, so that the whole ledger is compared with it in one walk.
create table award_key_next (
  entry text primary key references credit_entry_next (id),
  business_key text not null unique
) strict, without rowid;
insert into award_key_next (business_key, entry) select business_key, entry from award_key;
drop table award_key;
drop table credit_entry;
alter table credit_entry_next rename to credit_entry;
alter table award_key_next rename to award_key;
create index credit_of_resident on credit_entry (resident, seq);
create index credit_of_rule on credit_entry (resident, rule_id, business_date);
create index credit_of_day on credit_entry (business_date);
create trigger credit_is_ledger before update on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;
create trigger credit_is_kept before delete on credit_entry begin select raise(abort, 'credit_entry is append-only'); end;

-- Minutes of service that count towards points, rounded down to half hours: what is left of a unit counts with the
-- next event. Kept in step with the minutes by the same transaction, in the order in which they were scored first.
-- worth = the difference that the event made, before caps.
create table scored_service (
  seq integer primary key,
  resident text not null references resident (id),
  rule_id text not null,
  event text not null references event (id),
  rule_rev integer not null,
  minutes integer not null check (minutes > 0),
  worth integer not null check (worth >= 0),
  business_date text not null,
  at integer not null,
  unique (resident, rule_id, event)
) strict;

create table objection (
  number integer primary key,
  id text not null unique,
  resident text not null references resident (id),
  entry text not null references credit_entry (id),
  filed_at integer not null,
  answer_by text not null,
  verify_by text not null
) strict;
create index objection_of_resident on objection (resident, number);
create index objection_of_entry on objection (entry, number);
create table objection_step (
  seq integer primary key,
  objection integer not null references objection (number),
  state text not null check (state in ('verifying', 'right', 'corrected')),
  actor text not null,
  approver text,
  at integer not null,
  check (approver is null or approver <> actor)
) strict;
create index step_of_objection on objection_step (objection, seq);
create unique index objection_answered_once on objection_step (objection) where state in ('right', 'corrected');

create table household_member (
  resident text primary key references resident (id),
  household text not null
) strict, without rowid;
create index household on household_member (household);

-- The city's own score. Only ever shown; nothing here computes with it.
create table city_score (
  resident text primary key references resident (id),
  score integer not null,
  grade text,
  as_of integer not null
) strict, without rowid;

create trigger claim_is_fact before update on claim begin select raise(abort, 'claim is append-only'); end;
create trigger claim_is_kept before delete on claim begin select raise(abort, 'claim is append-only'); end;
create trigger claim_step_is_fact before update on claim_step begin select raise(abort, 'claim_step is append-only'); end;
create trigger claim_step_is_kept before delete on claim_step begin select raise(abort, 'claim_step is append-only'); end;
create trigger objection_is_fact before update on objection begin select raise(abort, 'objection is append-only'); end;
create trigger objection_is_kept before delete on objection begin select raise(abort, 'objection is append-only'); end;
create trigger objection_step_is_fact before update on objection_step begin select raise(abort, 'objection_step is append-only'); end;
create trigger objection_step_is_kept before delete on objection_step begin select raise(abort, 'objection_step is append-only'); end;
`,
} as const
