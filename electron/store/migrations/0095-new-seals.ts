/**
 * The text of a record that names a person may be sealed anew, with a newer key. Nothing else of a record ever changes,
 * and the hash that stays beside it is of the text itself: a seal around another text is found by the chain.
 */
export const newSeals = {
  version: 95,
  sql: `
drop trigger outbox_is_frozen;
create trigger outbox_is_frozen before update on outbox
  when substr(old.body, 1, 7) <> 'sealed:' or substr(new.body, 1, 7) <> 'sealed:'
    or new.incarnation is not old.incarnation or new.sequence is not old.sequence or new.id is not old.id
    or new.type is not old.type or new.hash is not old.hash or new.tap is not old.tap or new.made_at is not old.made_at
begin select raise(abort, 'outbox is append-only'); end;
`,
} as const
