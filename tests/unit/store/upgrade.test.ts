import { expect, it } from 'vitest'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openTestStore, testFolder } from '../../support/test-store.ts'

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
      `insert into credit_entry (id, resident, amount, rule_id, rule_rev, basis, business_key, business_date, at) values ('c', 'r', 50, 'L01', 1, '[]', 'k', '1970-01-01', 1)`,
    )
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
