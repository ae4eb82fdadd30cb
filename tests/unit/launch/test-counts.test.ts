import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  countsLine,
  oneStep,
  playwrightCounts,
  sumCounts,
  vitestCounts,
} from '../../../electron/launch/test-counts.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

const reportOf = (report: unknown): string =>
  join(tempFolder({ 'report.json': JSON.stringify(report) }), 'report.json')

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }
const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }

test('the last line sums up every runner and every step', () => {
  const total = sumCounts([
    oneStep(true),
    oneStep(false),
    vitestCounts(reportOf(vitest), 0),
    playwrightCounts(reportOf(playwright), 1),
  ])
  expect(countsLine(total)).toBe('13 passed, 2 failed, 4 skipped')
})

test.each([
  ['vitest', vitestCounts, vitest],
  ['Playwright', playwrightCounts, { stats: { expected: 7, unexpected: 0, flaky: 0, skipped: 0 } }],
])('a %s run that ended badly is never without a failure', (_name, counts, report) => {
  expect(counts(reportOf(report), 0).failed).toBe(0)
  expect(counts(reportOf(report), 1).failed).toBe(1)
  expect(counts('/nowhere/report.json', 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
