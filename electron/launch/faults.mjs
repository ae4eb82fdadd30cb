// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from './build-output.mjs'
import { installDebianPackages, testPackages } from './debian.mjs'
import { faultMatrix, faultTable, faultTableProblems, readFigures, readRuns } from './fault-table.mjs'
import { prepare, runTool } from './prepare.mjs'
import { sayOut } from './project.mjs'

const readArguments = () => {
  try {
    return parseArgs({
      options: { deep: { type: 'boolean', default: false }, seed: { type: 'string' } },
      allowPositionals: true,
    })
  } catch {
    sayOut('usage: npm run faults -- [NAME …] [--deep] [--seed NUMBER]')
    return process.exit(2)
  }
}

const { values, positionals: names } = readArguments()
// Asked for by name, the reader's run their million frames: `npm test` has run the short form.
const deep = values.deep || names.includes('reader')

sayOut(`Running the fault tests${deep ? ' at full length' : ''}.`)
const ready = await prepare(sayOut)
await installDebianPackages(testPackages, sayOut)
await ensureBuild(ready, sayOut)
const notes = mkdtempSync(join(tmpdir(), 'station-fault-table-'))
process.once('exit', () => {
  rmSync(notes, { recursive: true, force: true })
})
const env = {
  ...ready.env,
  FAULTS_TABLE: notes,
  ...(deep ? { FAULTS_DEEP: '1' } : {}),
  ...(values.seed === undefined ? {} : { FAULTS_SEED: values.seed }),
}
// Most of a long run is waiting: for a process that starts, a disk that flushes.
const beside = deep ? ['--maxWorkers=2'] : []
const code = await runTool(ready, 'vitest', ['run', '--project', 'faults', ...beside, ...names], { env })

const [matrix, runs] = [faultMatrix(), readRuns(notes)]
const problems = faultTableProblems(matrix, runs)
const table = faultTable(matrix, runs, { partial: names.length > 0, figures: readFigures(notes) })
sayOut(['', ...table, ...problems.map((problem) => `PROBLEM: ${problem}`)].join('\n'))
process.exit(code === 0 && problems.length > 0 ? 1 : code)
