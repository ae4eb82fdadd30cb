import { expect, it } from 'vitest'
import { openReportWorld } from '../../support/reports.ts'

it('the board counts claims and objections that wait for somebody, and names the earliest day', () => {
  const { store, board, resident } = openReportWorld()
  const person = resident()
  const run = (sql: string, ...params: (string | number)[]): void => {
    store.transaction((tx) => tx.run(sql, ...params))
  }
  const waiting = () => board(store.clock.now()).waiting
  expect(waiting()).toEqual({ claims: 0, objections: 0, answerBy: null })
  for (const id of ['a', 'b', 'c']) {
    run(
      `insert into claim (id, resident, rule_id, rule_rev, amount, happened_on, filed_at) values (?, ?, 'D06', 1, 200, '2026-11-20', 0)`,
      id,
      person,
    )
  }
  const step = (claim: string, state: string): void => {
    run('insert into claim_step (claim, state, actor, at) values (?, ?, ?, 0)', claim, state, 'clerk')
  }
  step('a', 'reported')
  step('b', 'waiting')
  step('c', 'waiting')
  step('c', 'returned')
  expect(waiting()).toMatchObject({ claims: 2 })
  run(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, basis_kind, basis, business_key, business_date, at)
     values ('e', ?, 50, 'L01', 1, 'attendance', '[]', 'k', '2026-11-20', 0)`,
    person,
  )
  for (const [number, by] of [
    [1, '2026-11-30'],
    [2, '2026-11-26'],
    [3, '2026-11-25'],
  ] as const) {
    run(
      `insert into objection (number, id, resident, entry, filed_at, answer_by, verify_by) values (?, ?, ?, 'e', 0, ?, '2026-12-04')`,
      number,
      `o${String(number)}`,
      person,
      by,
    )
  }
  const asker = { resident: person, entryOn: '2026-11-20', at: 0 }
  expect(waiting()).toEqual({ claims: 2, objections: 3, answerBy: '2026-11-25', asker })
  const answer = (number: number, state: string): void => {
    run(
      'insert into objection_step (objection, state, actor, at) values (?, ?, ?, 0)',
      number,
      state,
      'clerk',
    )
  }
  answer(3, 'right')
  answer(2, 'verifying')
  expect(waiting()).toEqual({ claims: 2, objections: 2, answerBy: '2026-11-30', asker })
  answer(1, 'corrected')
  expect(waiting()).toEqual({ claims: 2, objections: 1, answerBy: '2026-12-04', asker })
})
