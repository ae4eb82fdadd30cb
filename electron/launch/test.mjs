// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build-output.mjs'
import { faultMatrix, faultTable, faultTableProblems, readFigures, readRuns } from './fault-table.mjs'
import { alone } from './launch-lock.mjs'
import { prepare, runTool } from './prepare.mjs'
import { root, sayOut } from './project.mjs'
import { runTogether, sourceChecks } from './steps.mjs'
import { prepareForTests } from './test-browser.mjs'
import { countsLine, oneStep, playwrightCounts, sumCounts, vitestCounts } from './test-counts.mjs'

sayOut('Running everything that must pass.')
const ready = await prepare(sayOut)
const canBrowse = await prepareForTests(ready, sayOut)
const reports = mkdtempSync(join(tmpdir(), 'station-tests-'))
process.once('exit', () => {
  rmSync(reports, { recursive: true, force: true })
})

/** @type {import('./test-counts.mjs').Counts[]} */
const counts = []

/** @param {string} title */
const heading = (title) => {
  sayOut(`\n== ${title}`)
}

/** @param {readonly string[]} projects */
const reportOf = (projects) => join(reports, `${projects.join('-')}.json`)

/** @param {readonly string[]} projects */
const vitestArguments = (projects) => [
  'run',
  ...projects.flatMap((name) => ['--project', name]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportOf(projects)}`,
]

const sources = async () => {
  heading('types, lint, format')
  const failed = await runTogether(ready, sourceChecks)
  counts.push(...sourceChecks.map((step) => oneStep(!failed.includes(step))))
}

const unitTests = async () => {
  heading('unit and centre')
  const projects = ['unit', 'centre']
  counts.push(vitestCounts(reportOf(projects), await runTool(ready, 'vitest', vitestArguments(projects))))
}

/** Whole processes, which wait more than they work: three files at a time. */
const processTests = async () => {
  heading('Electron shell and faults')
  const projects = ['electron', 'faults']
  const env = { ...ready.env, FAULTS_TABLE: reports }
  const code = await runTool(ready, 'vitest', [...vitestArguments(projects), '--maxWorkers=3'], { env })
  counts.push(vitestCounts(reportOf(projects), code))
  const [matrix, runs] = [faultMatrix(), readRuns(reports)]
  sayOut(['', ...faultTable(matrix, runs, { figures: readFigures(reports) })].join('\n'))
  counts.push(oneStep(faultTableProblems(matrix, runs).length === 0))
}

const browserTests = async () => {
  heading('in a browser')
  const report = join(reports, 'playwright.json')
  const env = { ...ready.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_SHORT: '1' }
  const code = await runTool(ready, 'playwright', ['test', '--reporter=list,json'], { env })
  counts.push(playwrightCounts(report, code))
}

await sources()
heading('build')
const built = (await alone(root, sayOut, () => build(ready))) === 0
counts.push(oneStep(built))

await unitTests()
if (built) {
  await processTests()
  if (canBrowse) await browserTests()
}
if (!canBrowse) counts.push(oneStep(false))

const total = sumCounts(counts)
sayOut('')
process.stdout.write(`${countsLine(total)}\n`, () => process.exit(total.failed === 0 ? 0 : 1))
