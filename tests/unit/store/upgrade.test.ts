import { expect, it } from 'vitest'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { balanceOf, ledgerOf, reverse, standingByKey } from '../../../electron/credit/store.ts'
import { errorWith, openTestStore, testFolder } from '../../support/test-store.ts'

const upTo = (version: number) => migrations.filter((migration) => migration.version <= version)

it('a station of before signing out keeps its people, who is in, points and what may not be given twice', () => {
  const dir = testFolder()
  const old = openTestStore(dir, { migrations: upTo(30) })
  old.transaction((tx) => {
    tx.run(`insert into resident values ('r', x'01', x'02', x'03', 'resident', '1950-01-01', '1', null, 7)`)
    tx.run(
      `insert into event values ('e', 't', 'lecture', 'p', null, 1000, 2000, 900, 2000, null, null, 'L01', 'published')`,
    )
    tx.run(`insert into attendance values ('a', 'e', 'r', 't', 'id-card', 'attendee', 950, '1970-01-01')`)
    tx.run(`insert into credit_entry values ('c', 'r', 50, 'L01', 1, 'e', '["a"]', 'key', '1970-01-01', 950)`)
    tx.run(`insert into credit_balance values ('r', 50)`)
    tx.run(`insert into headcount values ('h', 'e', 't', 2, 950)`)
  })
  old.close()

  const store = openTestStore(dir)
  store.read((tx) => {
    expect(tx.get('select id, card_kind, registered_at from resident')).toMatchObject({
      id: 'r',
      card_kind: 'resident',
      registered_at: 7,
    })
    expect(tx.get('select * from presence')).toMatchObject({
      event: 'e',
      resident: 'r',
      attendance: 'a',
      checked_in_at: 950,
      checked_out_at: null,
    })
    expect(tx.get('select amount, reverses from credit_entry')).toMatchObject({ amount: 50, reverses: null })
    expect(tx.get('select * from award_key')).toMatchObject({ business_key: 'key', entry: 'c' })
    expect(tx.get('select sign_out, credit_at, counts_minutes from event')).toMatchObject({
      sign_out: null,
      credit_at: 'checkIn',
      counts_minutes: 0,
    })
    expect(tx.get('select count, guardian from headcount')).toMatchObject({ count: 2, guardian: null })
  })
  store.close()
})

it('a station of before claims keeps its ledger in its order, its keys and its balances', () => {
  const dir = testFolder()
  const old = openTestStore(dir, { migrations: upTo(40) })
  old.transaction((tx) => {
    tx.run(
      `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
       values ('r', x'01', x'02', x'03', 'resident', '1950-01-01', '1', 7)`,
    )
    tx.run(
      `insert into event (id, title, kind, place, starts_at, ends_at, rule_id, status)
       values ('e', 't', 'lecture', 'p', 1000, 2000, 'L01', 'published')`,
    )
    const entry = (id: string, amount: number, key: string, at: number, reverses: string | null): void => {
      tx.run(
        `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis, business_key, business_date, at, reverses)
         values (?, 'r', ?, 'L01', 1, 'e', '["a"]', ?, '1970-01-01', ?, ?)`,
        ...[id, amount, key, at, reverses],
      )
    }
    // Ids that do not follow the order in which things happened.
    entry('z', 50, 'key', 950, null)
    entry('m', -50, 'reversal|z', 960, 'z')
    entry('a', 50, 'key', 970, null)
    tx.run(`insert into award_key values ('key', 'a')`)
    tx.run(`insert into credit_balance values ('r', 50)`)
  })
  old.close()

  const store = openTestStore(dir)
  store.read((tx) => {
    expect(ledgerOf(tx, 'r', { before: null, limit: 10 }).toReversed()).toMatchObject([
      { id: 'z', amount: 50, basisKind: 'attendance', basis: ['a'], businessKey: 'key', reverses: null },
      { id: 'm', amount: -50, businessKey: 'reversal|z', reverses: 'z', reason: 'attendanceReversed' },
      { id: 'a', amount: 50, businessKey: 'key', reverses: null, reason: null, author: null, claim: null },
    ])
    expect(standingByKey(tx, 'key')?.id).toBe('a')
    expect(balanceOf(tx, 'r')).toBe(50)
  })
  const again = { at: 980, reason: 'correction', author: null, approver: null } as const
  store.transaction((tx) => {
    const [newest] = ledgerOf(tx, 'r', { before: null, limit: 1 })
    if (newest === undefined) throw new Error('the ledger is empty')
    expect(reverse(tx, newest, { ...again, id: 'n' })).toBe(0)
    const [first] = ledgerOf(tx, 'r', { before: 2, limit: 1 })
    if (first === undefined) throw new Error('the ledger is empty')
    expect(() => reverse(tx, first, { ...again, id: 'o' })).toThrow(
      errorWith('conflict', { because: 'alreadyReversed' }),
    )
  })
  store.close()
})

it.each([
  ['delete from attendance', 'attendance'],
  ['update attendance set at = 1', 'attendance'],
  ['update credit_entry set amount = 1', 'credit_entry'],
  ['delete from credit_entry', 'credit_entry'],
  ['update checkout set at = 1', 'checkout'],
  ['delete from checkout', 'checkout'],
  ['update reversal set at = 1', 'reversal'],
  ['delete from reversal', 'reversal'],
  ['update service_minutes set minutes = 600', 'service_minutes'],
  ['delete from service_minutes', 'service_minutes'],
  ['update claim set amount = 1', 'claim'],
  ['delete from claim', 'claim'],
  [`update claim_step set state = 'posted'`, 'claim_step'],
  ['delete from claim_step', 'claim_step'],
  [`update objection set answer_by = '2099-01-01'`, 'objection'],
  ['delete from objection', 'objection'],
  ['update objection_step set at = 1', 'objection_step'],
  ['delete from objection_step', 'objection_step'],
])('%s is refused: a fact is never changed', (sql, table) => {
  const store = openTestStore(testFolder())
  store.transaction((tx) => {
    tx.run(
      `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at) values ('r', x'01', 'none', '1950-07-01', '1', 0)`,
    )
    tx.run(
      `insert into event (id, title, kind, place, starts_at, ends_at, status) values ('e', 't', 'lecture', 'p', 1, 2, 'published')`,
    )
    tx.run(
      `insert into attendance (id, event, resident, tap, method, role, at, business_date) values ('a', 'e', 'r', 't', 'manual', 'attendee', 1, '1970-01-01')`,
    )
    tx.run(
      `insert into credit_entry (id, resident, amount, rule_id, rule_rev, basis_kind, basis, business_key, business_date, at) values ('c', 'r', 50, 'L01', 1, 'attendance', '[]', 'k', '1970-01-01', 1)`,
    )
    tx.run(
      `insert into claim (id, resident, rule_id, rule_rev, amount, happened_on, filed_at) values ('d', 'r', 'D06', 1, 200, '1970-01-01', 1)`,
    )
    tx.run(`insert into claim_step (claim, state, actor, at) values ('d', 'waiting', 's', 1)`)
    tx.run(
      `insert into objection (number, id, resident, entry, filed_at, answer_by, verify_by) values (1, 'b', 'r', 'c', 1, '1970-01-04', '1970-01-08')`,
    )
    tx.run(`insert into objection_step (objection, state, actor, at) values (1, 'verifying', 's', 1)`)
    tx.run(`insert into checkout (id, attendance, tap, method, at) values ('o', 'a', 't', 'manual', 2)`)
    tx.run(
      `insert into reversal (id, reverses, what, reason, at) values ('x', 'a', 'attendance', 'other', 3)`,
    )
    tx.run(
      `insert into service_minutes (id, attendance, resident, started_at, ended_at, minutes, state, source, business_date, at) values ('m', 'a', 'r', 1, 2, 0, 'tooShort', 'taps', '1970-01-01', 2)`,
    )
  })
  expect(() => store.transaction((tx) => tx.run(sql))).toThrow(`${table} is append-only`)
  store.close()
})

it('an entry on a document needs two different people, and a claim is decided once', () => {
  const store = openTestStore(testFolder())
  store.transaction((tx) => {
    tx.run(
      `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at) values ('r', x'01', 'none', '1950-07-01', '1', 0)`,
    )
    tx.run(
      `insert into claim (id, resident, rule_id, rule_rev, amount, happened_on, filed_at) values ('d', 'r', 'D06', 1, 200, '1970-01-01', 1)`,
    )
    tx.run(`insert into claim_step (claim, state, actor, at) values ('d', 'returned', 's', 1)`)
  })
  const run = (sql: string) => () => store.transaction((tx) => tx.run(sql))
  const documentBy = (author: string, approver: string): string =>
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, basis_kind, basis, business_key, business_date, author, approver, at)
     values ('c', 'r', 200, 'D06', 1, 'document', '[]', 'k', '1970-01-01', ${author}, ${approver}, 1)`
  expect(run(documentBy(`'s'`, `'s'`))).toThrow('CHECK')
  expect(run(documentBy('null', `'t'`))).toThrow('CHECK')
  expect(run(documentBy(`'s'`, `'t'`))).not.toThrow()
  expect(run(`insert into claim_step (claim, state, actor, at) values ('d', 'posted', 's', 2)`)).toThrow(
    'UNIQUE',
  )
  expect(
    run(`insert into claim_step (claim, state, actor, approver, at) values ('d', 'waiting', 's', 's', 2)`),
  ).toThrow('CHECK')
  store.close()
})

it('minutes by hand need two different people, and a card-less entry no number', () => {
  const store = openTestStore(testFolder())
  const person = (id: string, number: string): void => {
    store.transaction((tx) =>
      tx.run(
        `insert into resident (id, number_index, name_cipher, card_kind, birth, sex, registered_at)
         values (?, ${number}, x'01', 'resident', '1950-07-01', '1', 0)`,
        id,
      ),
    )
  }
  expect(() => {
    person('r', 'null')
  }).toThrow('CHECK')
  expect(() =>
    store.transaction((tx) =>
      tx.run(
        `insert into service_minutes (id, attendance, resident, started_at, ended_at, minutes, state, source, author, approver, business_date, at)
         values ('m', 'a', 'r', 1, 2, 60, 'approved', 'manual', 's', 's', '1970-01-01', 2)`,
      ),
    ),
  ).toThrow('CHECK')
  store.close()
})
