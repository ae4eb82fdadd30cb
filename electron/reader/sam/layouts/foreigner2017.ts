import { birthDigits15, isNumber15 } from '../id-number.ts'
import type { Layout } from './layout.ts'

/** Permanent residence card for foreigners, 2017: letter `I`. Its number has no century. */
export const foreigner2017: Layout = {
  kind: 'foreigner2017',
  read: (field) => ({
    name: field(158, 30),
    nameEn: field(0, 120),
    sex: field(120, 2),
    birth: field(220, 16),
    number: field(122, 30),
    nationality: field(152, 6),
    from: field(188, 16),
    to: field(204, 16),
  }),
  numberHolds: isNumber15,
  birthInNumber: birthDigits15,
  birthCompared: (birth) => birth.slice(2),
}
