import { trimPadding } from '../card-text.ts'
import { oldNumberOf } from '../id-number.ts'
import type { Layout, ReadField } from './layout.ts'
import { commonFields, number18 } from './resident.ts'

const oldNumber = (field: ReadField): { oldNumber?: string } => {
  const derived = oldNumberOf(field(242, 6), field(122, 36), field(250, 6))
  return derived === null ? {} : { oldNumber: derived }
}

/** Permanent residence card for foreigners, 2023: letter `Y`. */
export const foreigner2023: Layout = {
  kind: 'foreigner2023',
  read: (field, units) => ({
    ...commonFields(field),
    // The name goes on elsewhere: a blank at the end of the first part belongs to it.
    nameEn: trimPadding(units(52, 70) + units(220, 22)),
    nationality: field(242, 6),
    ...oldNumber(field),
  }),
  ...number18,
}
