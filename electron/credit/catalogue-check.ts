import type { z } from 'zod'
import { StationError } from '../base/errors.ts'
import { bandFaults } from './band-check.ts'
import { catalogueSchema, type Catalogue, type CatalogueItem } from './catalogue.ts'
import { fault, type Fault, type FaultReason } from './fault.ts'
import { revisionFaults } from './revision-check.ts'

function* revisionOrderFaults({ id, revisions }: CatalogueItem): Generator<Fault> {
  for (const [index, { rev, from, until }] of revisions.entries()) {
    const at = `${id}.revisions.${String(index)}`
    if (until !== null && until < from) yield fault(at, 'datesReversed')
    const before = revisions[index - 1]
    if (before === undefined) continue
    if (rev <= before.rev) yield fault(at, 'revNotRising')
    if (before.until === null || from <= before.until) yield fault(at, 'revisionsOverlap')
  }
}

function* itemFaults(items: readonly CatalogueItem[]): Generator<Fault> {
  const seen = new Set<string>()
  for (const item of items) {
    if (seen.has(item.id)) yield fault(item.id, 'duplicateItem')
    seen.add(item.id)
    yield* revisionOrderFaults(item)
    for (const [index, revision] of item.revisions.entries()) {
      yield* revisionFaults(`${item.id}.revisions.${String(index)}`, item, revision)
    }
  }
}

const shapeReasons: Partial<Record<z.core.$ZodIssue['code'], FaultReason>> = {
  unrecognized_keys: 'unknownField',
  invalid_value: 'unknownValue',
  invalid_union: 'unknownValue',
}

const shapeFault = ({ issues: [issue] }: z.ZodError): Fault =>
  fault(issue?.path.map(String).join('.') ?? '', (issue && shapeReasons[issue.code]) ?? 'shape')

const refuse = ({ at, reason }: Fault, cause?: unknown): never => {
  throw new StationError('badInput', { at, reason }, { cause })
}

/**
 * A rule catalogue that can be relied on. Throws `badInput` with `at` (a path into the document, or from the id of an
 * item on) and `reason` (a `FaultReason`) of the first fault: nothing of a faulty catalogue is used.
 */
export const parseCatalogue = (data: unknown): Catalogue => {
  const parsed = catalogueSchema.safeParse(data)
  if (!parsed.success) return refuse(shapeFault(parsed.error), parsed.error)
  const catalogue = parsed.data
  const [found] = [...itemFaults(catalogue.items), ...bandFaults(catalogue)]
  return found === undefined ? catalogue : refuse(found)
}
