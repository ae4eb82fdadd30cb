import { join } from 'node:path'
import { StationError } from '../../base/errors.ts'
import { inShanghai } from '../../contract/values.ts'
import { rosterFile, rosterWords } from '../../contract/words/roster.ts'
import { createDurableFile } from '../../store/durable-file.ts'
import { csvText } from '../credit/csv.ts'
import type { Parts } from '../parts.ts'
import { isThere } from './files.ts'
import type { RosterJob } from './job.ts'

/** A spreadsheet takes longer ones for figures and loses their end; the mark is taken off again when they are read. */
const asText = (cell: string): string => (/^\d{12,}[Xx]?$/.test(cell) ? `'${cell}` : cell)

const pad = (value: number): string => String(value).padStart(2, '0')

const nameAt = (now: number): string => {
  const { month, day, hour, minute } = inShanghai(now)
  return rosterFile.name(`${pad(month)}${pad(day)}-${pad(hour)}${pad(minute)}`)
}

/** The rows that were left out as they stood, each with its number and what is wrong with it. */
export const faultsText = (job: Pick<RosterJob, 'faults' | 'heads' | 'cellsOf'>): string => {
  const { faults, heads } = job
  const cells = new Map(
    job.cellsOf(new Set(faults.map(({ row }) => row))).map(({ row, cells: own }) => [row, own]),
  )
  const rows = faults.map(({ row, fault, other }) => [
    String(row),
    rosterWords.fault(fault, other),
    ...(cells.get(row) ?? []).map(asText),
  ])
  return csvText([[rosterFile.row, rosterFile.fault, ...heads], ...rows])
}

/** Writes them where the list came from, and nowhere else. Rejects with `notFound` where that is gone. */
export const writeFaults = async (
  { clock }: Pick<Parts, 'clock'>,
  job: Pick<RosterJob, 'faults' | 'heads' | 'cellsOf' | 'file'>,
): Promise<string> => {
  // A folder may stay where a stick was pulled: the list itself does not.
  if (!(await isThere(job.file.path))) throw new StationError('notFound', { what: 'stick' })
  const name = nameAt(clock.now())
  const path = join(job.file.root, name)
  await createDurableFile({ path, clock, isGood: () => false }).write(faultsText(job))
  return name
}
