import type { CardKind } from '../../electron/reader/card-reader.ts'

/**
 * A second decoder of the 256 bytes, made from the published tables alone and sharing nothing with the first:
 * rows of [field, first unit, units], read one unit at a time.
 */
type Row = readonly [field: string, unit: number, units: number]

const eighteen: Row[] = [
  ['name', 0, 15],
  ['sexCode', 15, 1],
  ['birth', 18, 8],
  ['idNumber', 61, 18],
  ['validFrom', 94, 8],
  ['validTo', 102, 8],
]

const tables: Record<CardKind, Row[]> = {
  resident: eighteen,
  unknown: eighteen,
  hmt: [...eighteen, ['passNumber', 110, 9]],
  foreigner2023: [
    ...eighteen,
    ['nameEn', 26, 35],
    ['nameEn', 110, 11],
    ['nationality', 121, 3],
    ['link', 125, 3],
  ],
  foreigner2017: [
    ['nameEn', 0, 60],
    ['sexCode', 60, 1],
    ['idNumber', 61, 15],
    ['nationality', 76, 3],
    ['name', 79, 15],
    ['validFrom', 94, 8],
    ['validTo', 102, 8],
    ['birth', 110, 8],
  ],
}

const kindOf: Record<string, CardKind> = {
  ' ': 'resident',
  '\0': 'resident',
  I: 'foreigner2017',
  Y: 'foreigner2023',
  J: 'hmt',
}

const withoutPadding = (text: string): string => {
  let end = text.length
  while (end > 0 && [' ', '\0', '\u3000'].includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`

/** The fields of a card by name; dates with dashes, absent ones left out. */
export const decodeByTable = (text: Uint8Array): Record<string, unknown> => {
  const units = Array.from({ length: 128 }, (_, i) =>
    String.fromCharCode((text[2 * i] ?? 0) + 256 * (text[2 * i + 1] ?? 0)),
  )
  const kind = kindOf[units[124] ?? ''] ?? 'unknown'
  const raw = new Map<string, string>()
  for (const [field, unit, count] of tables[kind])
    raw.set(field, (raw.get(field) ?? '') + units.slice(unit, unit + count).join(''))
  const result: Record<string, unknown> = { kind }
  for (const [field, value] of raw) result[field] = withoutPadding(value)
  result.longTerm = result.validTo === '长期'
  result.validTo = result.longTerm === true ? null : dashed(String(result.validTo))
  result.birth = dashed(String(result.birth))
  result.validFrom = dashed(String(result.validFrom))
  return Object.fromEntries(
    Object.entries(result).filter(([field, value]) => field !== 'link' && (value !== '' || field === 'name')),
  )
}
