import type { CardKind } from '../../card-reader.ts'

/** Reads a field of the text block, given its offset and length in bytes. */
export type ReadField = (offset: number, bytes: number) => string

/** What a layout takes from the 256 bytes: text as it stands there, nothing judged yet. */
export interface RawCard {
  readonly name: string
  readonly sex: string
  readonly birth: string
  readonly number: string
  readonly from: string
  readonly to: string
  readonly nameEn?: string
  readonly nationality?: string
  readonly passNumber?: string
  readonly oldNumber?: string
}

export interface Layout {
  readonly kind: CardKind
  /** `field` trims the padding at the end, `units` does not. */
  readonly read: (field: ReadField, units: ReadField) => RawCard
  /** Form and check character of the number. */
  readonly numberHolds: (number: string) => boolean
  /** The digits of the number, and those of the birth field, that have to be the same. */
  readonly birthInNumber: (number: string) => string
  readonly birthCompared: (birth: string) => string
}
