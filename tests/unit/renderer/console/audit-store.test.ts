import { describe, expect, test } from 'vitest'
import { daysOf, emptyAudit, isFiltered, queryOf } from '../../../../renderer/console/audit/audit-filter.ts'
import { partOfAudit } from '../../../../renderer/console/audit/audit-pages.ts'
import { useAudit } from '../../../../renderer/stores/audit.ts'
import { head, openConsole } from '../../../support/console-page.ts'

const now = Date.parse('2026-11-24T16:30:00.000Z')
const all = queryOf(emptyAudit(), now)
const page = (upTo: number) => ({ total: 40, upTo, lines: [] })

const signedIn = () => {
  const console = openConsole()
  console.say(head)
  return { ...console, audit: useAudit() }
}

describe('the days that are meant', () => {
  test('are those of the station, whatever the hour elsewhere', () => {
    expect(daysOf({ kind: 'today' }, now)).toEqual({ from: '2026-11-25', to: '2026-11-25' })
    expect(daysOf({ kind: 'week' }, now)).toEqual({ from: '2026-11-19', to: '2026-11-25' })
    expect(daysOf({ kind: 'month' }, now)).toEqual({ from: '2026-10-27', to: '2026-11-25' })
    expect(daysOf({ kind: 'all' }, now)).toEqual({ from: null, to: null })
  })
  test('leave nothing out at first', () => {
    expect(isFiltered(emptyAudit())).toBe(false)
    expect(isFiltered({ ...emptyAudit(), topic: 'seen' })).toBe(true)
    expect(Object.values(all).every((value) => value === null)).toBe(true)
  })
  test('two pages of the screen lie in one part of the core’s list', () => {
    expect([0, 1, 2].map(partOfAudit)).toEqual([
      { part: 0, from: 0 },
      { part: 0, from: 10 },
      { part: 1, from: 0 },
    ])
  })
})

test('later pages are asked of the list as it was, and the first one anew', async () => {
  const { audit, answer, last } = signedIn()
  void audit.open(all, 0)
  expect(last('audit.list').input).toMatchObject({ page: 0, upTo: null })
  await answer('audit.list', page(40))
  void audit.open(all, 1)
  expect(last('audit.list').input).toMatchObject({ page: 1, upTo: 40 })
  expect(audit.shown?.page).toBe(0)
  await answer('audit.list', page(40))
  expect(audit.shown?.page).toBe(1)
  void audit.open(all, 0)
  expect(last('audit.list').input).toMatchObject({ page: 0, upTo: null })
})

test('another list takes the place of the one before at once', async () => {
  const { audit, answer, last } = signedIn()
  void audit.open(all, 0)
  await answer('audit.list', page(40))
  const seen = { ...all, topic: 'seen' } as const
  void audit.open(seen, 0)
  expect(audit.shown).toBeNull()
  expect(last('audit.list').input).toMatchObject({ query: seen, upTo: null })
})

test('too much for paper is said as such, anything else as a failure', async () => {
  const { audit, answer, fail, desk } = signedIn()
  void audit.save(all, 'pdf')
  expect(audit.busy).toBe(true)
  await fail('audit.save', 'badInput')
  expect(audit.tooMany).toBe(true)
  expect(desk.note).toBeNull()
  void audit.save(all, 'csv')
  expect(audit.tooMany).toBe(false)
  const placed = { where: 'folder', file: 'a.csv' } as const
  await answer('audit.save', placed)
  expect(audit.saved).toEqual(placed)
  void audit.save(all, 'csv')
  await fail('audit.save', 'storeFull')
  expect(desk.note).toEqual({ kind: 'failed', code: 'storeFull' })
})
