import type { CardKind } from '../contract/records/index.ts'
import { ageOn } from '../contract/values.ts'

/** Below this age (on the day) a person is a number under a guardian: nothing of the card is kept. */
export const minorBelow = 14

/** What a card tells about a person who may be kept. Never photo, address, ethnic group or fingerprints. */
export interface CardHolder {
  kind: CardKind
  /** Chinese name, or the Latin one where there is none. */
  name: string
  idNumber: string
  /** `YYYY-MM-DD`. */
  birth: string
  sexCode: '0' | '1' | '2' | '9'
  /** `YYYY-MM-DD`, `null` for a long-term card. */
  validTo: string | null
}

export const isMinor = (birth: string, day: string): boolean => ageOn(birth, day) < minorBelow

/** An expired card still checks in, with a word about it. */
export const isExpired = (validTo: string | null, day: string): boolean => validTo !== null && validTo < day

/** Codes outside GB/T 2261.1 count as not stated. */
export const knownSex = (code: string): CardHolder['sexCode'] =>
  code === '0' || code === '1' || code === '2' ? code : '9'

/** Of somebody without a card only the year is asked: the middle of it stands for the day. */
export const provisionalBirth = (year: number): string => `${String(year)}-07-01`
