import sexTable from '../../../resources/code-tables/sex.json' with { type: 'json' }
import type { CardWarning, IdCard } from '../card-reader.ts'
import { decodeUnits, hasLoneSurrogate, hasPrivateUse, trimPadding, wellFormed } from './card-text.ts'
import { isLongTerm, parseCardDate } from './card-date.ts'
import { layoutOf, letterOffset } from './layouts/index.ts'
import type { Layout, RawCard } from './layouts/layout.ts'

const warningsOf = (layout: Layout, raw: RawCard): CardWarning[] => {
  const longTerm = isLongTerm(raw.to)
  const dates = [raw.birth, raw.from, ...(longTerm ? [] : [raw.to])]
  const texts = Object.values(raw) as string[]
  const found: Record<CardWarning, boolean> = {
    idCheck: !layout.numberHolds(raw.number),
    birthMismatch: layout.birthInNumber(raw.number) !== layout.birthCompared(raw.birth),
    typeUnknown: layout.kind === 'unknown',
    privateUse: texts.some(hasPrivateUse),
    badSurrogate: texts.some(hasLoneSurrogate),
    badDate: dates.some((date) => !parseCardDate(date).real),
    sexUnknown: !Object.hasOwn(sexTable.codes, raw.sex),
  }
  return (Object.keys(found) as CardWarning[]).filter((warning) => found[warning])
}

const optional = <K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined || value === '' ? {} : ({ [name]: wellFormed(value) } as Partial<Record<K, string>>)

/**
 * The person on a card, from its 256 bytes of text. Never throws: what is odd becomes a warning.
 * `birth` and `validFrom` are `''` and `validTo` is `null` where eight digits are missing.
 */
export const decodeCard = (text: Uint8Array): IdCard => {
  const units = (offset: number, bytes: number): string => decodeUnits(text, offset, bytes)
  const field = (offset: number, bytes: number): string => trimPadding(units(offset, bytes))
  const layout = layoutOf(field(letterOffset, 2))
  const raw = layout.read(field, units)
  const longTerm = isLongTerm(raw.to)
  const validTo = parseCardDate(raw.to).text
  return {
    kind: layout.kind,
    name: wellFormed(raw.name),
    ...optional('nameEn', raw.nameEn),
    sexCode: wellFormed(raw.sex === '' ? ' ' : raw.sex),
    birth: parseCardDate(raw.birth).text,
    idNumber: wellFormed(raw.number),
    ...optional('nationality', raw.nationality),
    ...optional('passNumber', raw.passNumber),
    ...optional('oldNumber', raw.oldNumber),
    validFrom: parseCardDate(raw.from).text,
    validTo: longTerm || validTo === '' ? null : validTo,
    longTerm,
    warnings: warningsOf(layout, raw),
  }
}

/**
 * Whether one reading is not enough to say who this is: a damaged frame passes its checksum once in 256 times.
 * Such a card is read again and counts only if both text blocks are the same, byte by byte. A bad date counts
 * too: the number of 2017 has no century to compare a birth with.
 */
export const needsSecondReading = (card: IdCard): boolean =>
  card.warnings.some((warning) => ['idCheck', 'birthMismatch', 'typeUnknown', 'badDate'].includes(warning))
