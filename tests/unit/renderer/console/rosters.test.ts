import { expect, test } from 'vitest'
import type { RosterState } from '../../../../electron/contract/roster.ts'
import { letterOf } from '../../../../renderer/console/roster/letters.ts'
import { useRosters } from '../../../../renderer/stores/rosters.ts'
import { clerk, openConsole } from '../../../support/console-page.ts'
import { settle } from '../../../support/manual-clock.ts'

const file = 'list.csv'
const saving = (done: number): RosterState => ({ stage: 'saving', file, done, total: 100, stopping: false })
const columns: RosterState = {
  stage: 'columns',
  file,
  rows: 2,
  columns: [
    { header: 'A', example: '', field: 'name' },
    { header: 'B', example: '', field: null },
  ],
}
const preview: RosterState = { stage: 'preview', file, counts: { fresh: 1, known: 0, faulty: 7 } }

const open = () => {
  const page = openConsole()
  page.say(clerk)
  const rosters = useRosters()
  const asked = (call: string): number => page.far.sent.filter((sent) => sent.call === call).length
  return { ...page, rosters, asked }
}

const wait = async ({ clock }: ReturnType<typeof open>): Promise<void> => {
  clock.advance(300)
  await settle()
}

test('the page comes to wherever the list stands, and looks again while something goes on', async () => {
  const page = open()
  void page.rosters.come()
  await page.answer('roster.state', { state: saving(40) })
  expect(page.rosters.state).toEqual(saving(40))
  expect(page.asked('roster.files')).toBe(0)
  await wait(page)
  await page.answer('roster.state', { state: saving(80) })
  expect(page.rosters.state).toEqual(saving(80))
  page.rosters.leave()
  await wait(page)
  expect(page.asked('roster.state')).toBe(2)
})

test('with no list there it shows what lies on the stick', async () => {
  const page = open()
  void page.rosters.come()
  await page.answer('roster.state', { state: { stage: 'none' } })
  const files = [{ id: '1', name: file, bytes: 9, at: '2026-11-24T01:00:00.000Z' }]
  await page.answer('roster.files', { files })
  expect(page.rosters.files).toEqual(files)
  void page.rosters.open('1')
  void page.rosters.open('1')
  expect(page.asked('roster.open')).toBe(1)
  await page.fail('roster.open', 'notFound')
  expect(page.rosters.trouble).toBe('notFound')
  expect(page.rosters.busy).toBe(false)
})

test('one column is the name: choosing another lets the first go', async () => {
  const page = open()
  void page.rosters.come()
  await page.answer('roster.state', { state: columns })
  page.rosters.choose(1, 'name')
  expect(page.rosters.fields).toEqual([null, 'name'])
  page.rosters.choose(0, null)
  expect(page.rosters.fields).toEqual([null, 'name'])
  void page.rosters.assign()
  expect(page.last('roster.assign').input).toEqual({ fields: [null, 'name'] })
})

test('faults come by pages, and writing them says where they lie or that the stick is gone', async () => {
  const page = open()
  void page.rosters.come()
  await page.answer('roster.state', { state: preview })
  expect(page.last('roster.faults').input).toEqual({ page: 0 })
  await page.answer('roster.faults', { total: 7, faults: [] })
  void page.rosters.turn(1)
  await page.answer('roster.faults', {
    total: 7,
    faults: [{ row: 9, person: null, fault: 'nameMissing', other: null }],
  })
  expect(page.rosters.faults).toMatchObject({ page: 1, faults: [{ row: 9 }] })
  void page.rosters.saveFaults()
  await page.fail('roster.saveFaults', 'notFound')
  expect(page.rosters.saved).toEqual({ kind: 'gone' })
  void page.rosters.saveFaults()
  await page.answer('roster.saveFaults', { file: 'a.csv' })
  expect(page.rosters.saved).toEqual({ kind: 'saved', file: 'a.csv' })
})

test('columns are called as a spreadsheet calls them', () => {
  expect([0, 25, 26, 39].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AN'])
})
