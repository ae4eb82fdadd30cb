/** How long things stay: when the centre had records, which are emptied since, and who is erased. */
export const emptied = {
  version: 96,
  sql: `
-- Up to which record the centre held a stream, and when; one row for a day.
create table acknowledged (
  incarnation text not null references incarnation (id),
  sequence integer not null,
  at integer not null,
  primary key (incarnation, sequence)
) strict, without rowid;

-- Records whose text is no longer there; proof stands for what is left of them and for the ledger beside them, and
-- is in the audit as well.
create table emptied (
  incarnation text not null references incarnation (id),
  from_sequence integer not null,
  to_sequence integer not null,
  -- old: the time is over; person: it named somebody who is gone.
  why text not null check (why in ('old', 'person')),
  acked_at integer not null,
  at integer not null,
  proof blob not null,
  audit integer not null references audit (seq),
  primary key (incarnation, from_sequence, why),
  check (to_sequence >= from_sequence)
) strict, without rowid;
create trigger emptied_is_fact before update on emptied begin select raise(abort, 'emptied is append-only'); end;
create trigger emptied_is_kept before delete on emptied begin select raise(abort, 'emptied is append-only'); end;

-- A record may be sealed anew or, once that is noted, lose its text, and nothing else.
drop trigger outbox_is_frozen;
create trigger outbox_is_frozen before update on outbox
  when new.incarnation is not old.incarnation or new.sequence is not old.sequence or new.id is not old.id
    or new.type is not old.type or new.hash is not old.hash or new.tap is not old.tap or new.made_at is not old.made_at
    or not (
      substr(old.body, 1, 7) = 'sealed:' and substr(new.body, 1, 7) = 'sealed:'
      or new.body = '' and exists (select 1 from emptied m where m.incarnation = old.incarnation
                                    and old.sequence between m.from_sequence and m.to_sequence))
  begin select raise(abort, 'outbox is append-only'); end;
create index command_by_time on command (at);

-- People whom two members of staff had erased; done_at: once the centre had everything, copies_at: once no copy of
-- before is left on this disk.
create table erasure (
  resident text primary key references resident (id),
  reason text not null check (reason in ('moved', 'died', 'asked')),
  author text not null,
  approver text not null,
  ordered_at integer not null,
  done_at integer,
  copies_at integer,
  check (author <> approver)
) strict, without rowid;
`,
} as const
