// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from './project.mjs'

/**
 * One line of `tests/faults/matrix.json`.
 * @typedef {object} MatrixRow
 * @property {number} row
 * @property {string} fault
 * @property {string} [needs] without which it does not run
 * @property {string} [elsewhere] why it never runs with the fault tests, or where it does
 * @property {string[]} [tests] files that hold it elsewhere
 */

/**
 * One run of a fault, as `tests/support/fault-table.ts` notes it.
 * @typedef {object} NotedRun
 * @property {number} row
 * @property {string} [variant]
 * @property {boolean} [control]
 * @property {number} [lost]
 * @property {number} [doubled]
 * @property {number} [resolved]
 * @property {number} [recoveredMs]
 */

/** @returns {MatrixRow[]} */
export const faultMatrix = () => readJson(join(root, 'tests/faults/matrix.json')) ?? []

/**
 * @param {string} folder
 * @returns {NotedRun[]}
 */
export const readRuns = (folder) => {
  const file = join(folder, 'runs.jsonl')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
export const readFigures = (folder) => {
  const file = join(folder, 'figures.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
}

/** @param {readonly NotedRun[]} runs @param {'lost' | 'doubled' | 'resolved'} what */
const sum = (runs, what) => runs.reduce((total, run) => total + (run[what] ?? 0), 0)

/** @param {number} ms */
const seconds = (ms) => (ms / 1000).toFixed(ms < 100 ? 2 : 1)

/** @param {readonly NotedRun[]} runs */
const recovery = (runs) => {
  const times = runs.flatMap(({ recoveredMs }) => recoveredMs ?? []).sort((a, b) => a - b)
  const [median, longest] = [times[Math.floor(times.length / 2)], times.at(-1)]
  return median === undefined || longest === undefined ? '–' : `${seconds(median)} / ${seconds(longest)}`
}

/** @param {readonly NotedRun[]} runs of one row @returns {NotedRun[][]} by variant, in the order in which they ran */
const byVariant = (runs) => {
  /** @type {Map<string, NotedRun[]>} */
  const groups = new Map()
  for (const run of runs) {
    const key = run.variant ?? ''
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return [...groups.values()]
}

const heading = [
  'row',
  'fault',
  'runs',
  'lost',
  'doubled',
  'unknown resolved',
  'recovered in s: median / max',
]

/** Text first, then numbers to the right. @param {readonly string[][]} lines */
const aligned = (lines) => {
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return lines.map((line) =>
    line
      .map((text, column) =>
        column === 1 ? text.padEnd(widths[1] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** @param {MatrixRow} row @param {readonly NotedRun[]} runs */
const tableLine = ({ row, fault }, runs) => {
  const variant = runs[0]?.variant
  const control = runs[0]?.control === true ? ' (must lose)' : ''
  return [
    String(row),
    `${fault}${variant === undefined ? '' : `: ${variant}`}${control}`,
    String(runs.length),
    String(sum(runs, 'lost')),
    String(sum(runs, 'doubled')),
    String(sum(runs, 'resolved')),
    recovery(runs),
  ]
}

/**
 * The table, and under it every row of the matrix that did not run, each with the reason.
 * @param {readonly MatrixRow[]} matrix
 * @param {readonly NotedRun[]} runs
 * @param {{ partial?: boolean, figures?: readonly string[] }} [options] `partial`: only some tests were asked for
 * @returns {string[]}
 */
export const faultTable = (matrix, runs, { partial = false, figures = [] } = {}) => {
  const lines = matrix.flatMap((row) =>
    byVariant(runs.filter((run) => run.row === row.row)).map((group) => tableLine(row, group)),
  )
  const silent = matrix.filter(({ row }) => !runs.some((run) => run.row === row))
  const reasons = silent.map(({ row, fault, elsewhere, needs, tests = [] }) => {
    const where = tests.length === 0 ? '' : ` (${tests.join(', ')})`
    return `${String(row).padStart(3)}  ${fault}: ${elsewhere ?? (needs === undefined ? 'its test noted no run' : `its test noted no run; it needs ${needs}`)}${where}`
  })
  return [
    ...aligned([heading, ...lines]),
    ...figures,
    ...(partial ? ['Only some tests were asked for; the other rows are left out.'] : []),
    ...(partial || reasons.length === 0 ? [] : ['', 'Not in this table:', ...reasons]),
  ]
}

/**
 * What in the runs must not be, whatever the tests say of it.
 * @param {readonly MatrixRow[]} matrix
 * @param {readonly NotedRun[]} runs
 * @returns {string[]}
 */
export const faultTableProblems = (matrix, runs) => {
  const bad = runs.filter((run) => run.control !== true && sum([run], 'lost') + sum([run], 'doubled') > 0)
  const controls = byVariant(runs.filter(({ control }) => control === true))
  return [
    ...[...new Set(bad.map(({ row }) => row))].map((row) => `row ${String(row)} lost or doubled something`),
    ...controls
      .filter((group) => sum(group, 'lost') === 0)
      .map(
        ([run]) =>
          `the control “${run?.variant ?? String(run?.row)}” lost nothing: this harness would not notice`,
      ),
    ...[...new Set(runs.map(({ row }) => row))]
      .filter((row) => !matrix.some((known) => known.row === row))
      .map((row) => `row ${String(row)} is not in tests/faults/matrix.json`),
  ]
}
