import { birthDigits18, isNumber18 } from '../id-number.ts'
import type { Layout, ReadField } from './layout.ts'

/** Fields that all layouts of eighteen-character numbers keep at the same place. */
export const commonFields = (
  field: ReadField,
): { name: string; sex: string; birth: string; number: string; from: string; to: string } => ({
  name: field(0, 30),
  sex: field(30, 2),
  birth: field(36, 16),
  number: field(122, 36),
  from: field(188, 16),
  to: field(204, 16),
})

/** How an eighteen-character number is judged. */
export const number18 = {
  numberHolds: isNumber18,
  birthInNumber: birthDigits18,
  birthCompared: (birth: string): string => birth,
}

/** The citizens' card: no letter. */
export const resident: Layout = { kind: 'resident', read: commonFields, ...number18 }

/** A letter that no source lists: the resident's fields, marked, and never treated as a resident's. */
export const unknown: Layout = { ...resident, kind: 'unknown' }
