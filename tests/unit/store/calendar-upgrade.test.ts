import { expect, it } from 'vitest'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openTestStore, testFolder } from '../../support/test-store.ts'

it('a station of before the calendar keeps its events, what happened at them, and who signed up', () => {
  const dir = testFolder()
  const old = openTestStore(dir, { migrations: migrations.filter(({ version }) => version < 60) })
  old.transaction((tx) => {
    tx.run(
      `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at) values ('r', x'01', 'none', '1950-07-01', '1', 0)`,
    )
    tx.run(
      `insert into event (id, title, kind, place, host, starts_at, ends_at, opens_at, closes_at, capacity, hall_limit, min_age,
         rule_id, team, sign_out, reentry, credit_at, counts_minutes, min_presence_percent, status)
       values ('e', 't', 'volunteer', 'p', 'h', 1000, 2000, 900, 2000, 5, 9, 18, 'V01', '红马甲', '{}', 1, 'bothEnds', 1, 70, 'cancelled')`,
    )
    tx.run(
      `insert into attendance (id, event, resident, tap, method, role, at, business_date) values ('a', 'e', 'r', 't', 'manual', 'attendee', 1, '1970-01-01')`,
    )
    tx.run(`insert into presence (event, resident, attendance, checked_in_at) values ('e', 'r', 'a', 1)`)
    tx.run(`insert into sign_up (event, resident, at) values ('e', 'r', 7)`)
  })
  const before = old.read((tx) => tx.get(`select * from event`))
  old.close()

  const store = openTestStore(dir)
  store.read((tx) => {
    expect(tx.get('select * from event')).toMatchObject({
      ...before,
      series: null,
      sequence: 0,
      cancel_reason: null,
    })
    expect(tx.all('select * from sign_up')).toMatchObject([
      { event: 'e', resident: 'r', at: 7, tap: null, waited: 0 },
    ])
    expect(tx.all('select event from presence')).toMatchObject([{ event: 'e' }])
  })
  // The event is still what the facts refer to.
  expect(() => store.transaction((tx) => tx.run(`delete from event where id = 'e'`))).toThrow('FOREIGN KEY')
})

it.each([
  ['an end before the start', `update event set ends_at = starts_at`],
  ['a status that is none', `update event set status = 'perhaps'`],
  ['a reason for what takes place', `update event set cancel_reason = 'wind'`],
  ['a date of no series', `update event set recurrence_id = 5`],
  [
    'two people in one place of the queue',
    `insert into waiting_list (event, resident, at) values ('e', 'r', 2)`,
  ],
])('%s is refused by the database itself', (_, sql) => {
  const store = openTestStore(testFolder())
  store.transaction((tx) => {
    tx.run(
      `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at) values ('r', x'01', 'none', '1950-07-01', '1', 0)`,
    )
    tx.run(
      `insert into event (id, title, kind, place, starts_at, ends_at, status) values ('e', 't', 'lecture', 'p', 1, 2, 'published')`,
    )
    tx.run(`insert into waiting_list (event, resident, at) values ('e', 'r', 1)`)
  })
  expect(() => store.transaction((tx) => tx.run(sql))).toThrow(/CHECK|UNIQUE/)
})
