import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one run of a fault did. Counts that are left out are 0. */
export interface FaultRun {
  /** Acknowledged and not there afterwards. */
  lost?: number
  /** There more than once. */
  doubled?: number
  /** Left open by the fault and known for sure afterwards. */
  resolved?: number
  /** From the end of the fault until taps go on. */
  recoveredMs?: number
}

export interface FaultOf {
  /** Number in `tests/faults/matrix.json`. */
  row: number
  /** What of the row was done, where a row has several. */
  variant?: string
  /** A harness without what protects: it must lose something. */
  control?: boolean
}

/** Where `npm run faults` collects the runs of all tests; nobody else does. */
const folder = process.env.FAULTS_TABLE

/**
 * Notes one run of a fault for the table that `npm run faults` prints at its end. Call it as soon as the outcome is
 * counted and before it is judged, so that a run that failed stands in the table too.
 */
export const noteRun = (of: FaultOf, run: FaultRun = {}): void => {
  if (folder === undefined) return
  appendFileSync(join(folder, 'runs.jsonl'), `${JSON.stringify({ ...of, ...run })}\n`)
}

/** A figure beside the table, such as the slope of the memory in a long run. */
export const noteFigure = (text: string): void => {
  if (folder !== undefined) appendFileSync(join(folder, 'figures.txt'), `${text}\n`)
  else process.stderr.write(`${text}\n`)
}
