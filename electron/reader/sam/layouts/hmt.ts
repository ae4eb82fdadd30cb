import type { Layout } from './layout.ts'
import { commonFields, number18 } from './resident.ts'

/** Residence permit for people from Hong Kong, Macao and Taiwan: letter `J`. */
export const hmt: Layout = {
  kind: 'hmt',
  read: (field) => ({ ...commonFields(field), passNumber: field(220, 18) }),
  ...number18,
}
