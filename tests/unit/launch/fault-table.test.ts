import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import {
  faultMatrix,
  faultTable,
  faultTableProblems,
  readFigures,
  readRuns,
} from '../../../electron/launch/fault-table.mjs'
import { root } from '../../../electron/launch/project.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

const matrix = [
  { row: 1, fault: 'killed' },
  { row: 2, fault: 'power cut', needs: 'strace' },
  { row: 3, fault: 'page hangs', elsewhere: 'held in a browser', tests: ['tests/e2e/x.spec.ts'] },
]

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

test('what tests note is summed up in one line for each row and variant, in the order of the matrix', async () => {
  const folder = tempFolder()
  vi.stubEnv('FAULTS_TABLE', folder)
  const { noteFigure, noteRun } = await import('../../support/fault-table.ts')
  noteRun({ row: 2, variant: 'recorded' }, { resolved: 2 })
  for (const recoveredMs of [900, 100, 1700]) noteRun({ row: 1 }, { recoveredMs })
  noteRun({ row: 2, variant: 'unflushed', control: true }, { lost: 30 })
  noteFigure('100000 taps')
  const lines = faultTable(matrix, readRuns(folder), { figures: readFigures(folder) })
  expect(lines).toEqual([
    'row  fault                             runs  lost  doubled  unknown resolved  recovered in s: median / max',
    '  1  killed                               3     0        0                 0                     0.9 / 1.7',
    '  2  power cut: recorded                  1     0        0                 2                             –',
    '  2  power cut: unflushed (must lose)     1    30        0                 0                             –',
    '100000 taps',
    '',
    'Not in this table:',
    '  3  page hangs: held in a browser (tests/e2e/x.spec.ts)',
  ])
  expect(faultTableProblems(matrix, readRuns(folder))).toEqual([])
})

test('a row that noted nothing is never left out silently', () => {
  const lines = faultTable(matrix, [])
  expect(lines).toContain('  1  killed: its test noted no run')
  expect(lines).toContain('  2  power cut: its test noted no run; it needs strace')
  expect(faultTable(matrix, [], { partial: true }).at(-1)).toMatch(/^Only some tests were asked for/)
})

test('a loss, a doubling, a control that loses nothing, and an unknown row are problems', () => {
  const problems = faultTableProblems(matrix, [
    { row: 1, lost: 1 },
    { row: 2, doubled: 1 },
    { row: 3, variant: 'unflushed', control: true },
    { row: 99 },
  ])
  expect(problems).toEqual([
    'row 1 lost or doubled something',
    'row 2 lost or doubled something',
    expect.stringMatching(/^the control “unflushed” lost nothing/),
    'row 99 is not in tests/faults/matrix.json',
  ])
})

test('the matrix numbers its rows without a gap, and the tests it names exist', () => {
  const rows = faultMatrix()
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  for (const file of rows.flatMap(({ tests = [] }) => tests))
    expect(existsSync(join(root, file)), file).toBe(true)
})

test('every row that is not held elsewhere alone is noted by a fault test', () => {
  const folder = join(root, 'tests/faults')
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const isNoted = (row: number): boolean =>
    sources.some((text) => text.includes('noteRun(') && new RegExp(`\\brow: ${String(row)}\\b`).test(text))
  const silent = faultMatrix().filter(({ row, elsewhere }) => elsewhere === undefined && !isNoted(row))
  expect(silent.map(({ row, fault }) => `${String(row)} ${fault}`)).toEqual([])
})

test('without a folder to note in, nothing is written', async () => {
  vi.stubEnv('FAULTS_TABLE', undefined)
  const { noteRun } = await import('../../support/fault-table.ts')
  expect(() => {
    noteRun({ row: 1 })
  }).not.toThrow()
  expect(readRuns(tempFolder())).toEqual([])
})
