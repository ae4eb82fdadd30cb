// @ts-check
import { readJson } from './project.mjs'

/**
 * Tests of one runner or of several.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
const nothing = { passed: 0, failed: 0, skipped: 0 }

/**
 * A step without tests of its own counts as one.
 * @param {boolean} ok
 * @returns {Counts}
 */
export const oneStep = (ok) => (ok ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 })

/**
 * A runner that ended badly has failed at least once, whatever its report says: a file that does not load has no tests.
 * @param {Counts} counts
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
const atLeastOneFailure = (counts, code) =>
  code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts

/**
 * @param {string} path of vitest's JSON report
 * @param {number} code
 * @returns {Counts}
 */
export const vitestCounts = (path, code) => {
  const report = readJson(path)
  const counts = report
    ? {
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests + report.numTodoTests,
      }
    : nothing
  return atLeastOneFailure(counts, code)
}

/**
 * @param {string} path of Playwright's JSON report
 * @param {number} code
 * @returns {Counts}
 */
export const playwrightCounts = (path, code) => {
  const stats = readJson(path)?.stats
  const counts = stats
    ? { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
    : nothing
  return atLeastOneFailure(counts, code)
}

/**
 * @param {readonly Counts[]} parts
 * @returns {Counts}
 */
export const sumCounts = (parts) =>
  parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
    }),
    nothing,
  )

/** @param {Counts} counts */
export const countsLine = ({ passed, failed, skipped }) =>
  `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`
