import type { CardKind } from '../card-reader.ts'
import { photoBytes, textBytes } from '../sam/commands.ts'

/** What is printed on a card, and how the reader takes it. All people are invented. */
export interface SimulatedCard {
  readonly id: string
  readonly kind: CardKind
  readonly name: string
  readonly sexCode: string
  /** Dates as `YYYY-MM-DD` or eight digits. */
  readonly birth: string
  readonly idNumber: string
  readonly from: string
  /** A date, or `长期`. */
  readonly to: string
  readonly nameEn?: string
  /** ISO 3166 alpha-3. */
  readonly nationality?: string
  readonly passNumber?: string
  /** Three characters that lead to the number of 2017; layout of 2023 only. */
  readonly oldLink?: string
  /** The appended address, which the kiosk never keeps. */
  readonly newAddress?: string
  /** SW3 that the security module answers instead of the card's content, `41` for one that is worn out. */
  readonly readStatus?: number
}

/** Letter at offset 248. */
const letters: Readonly<Record<CardKind, string>> = {
  resident: ' ',
  foreigner2017: 'I',
  foreigner2023: 'Y',
  hmt: 'J',
  unknown: 'Q',
}

type Field = readonly [offset: number, bytes: number, value: string]

const digits = (date: string): string => date.replaceAll('-', '')

const common = (card: SimulatedCard): Field[] => [
  [0, 30, card.name],
  [30, 2, card.sexCode],
  [36, 16, digits(card.birth)],
  [122, 36, card.idNumber],
  [188, 16, digits(card.from)],
  [204, 16, digits(card.to)],
]

const citizens = (card: SimulatedCard): Field[] => [
  ...common(card),
  [32, 4, '01'],
  [52, 70, '试验省样例市 无名路1号'],
  [158, 30, '样例市公安局'],
]

const fieldsOf = (card: SimulatedCard): Field[] => {
  switch (card.kind) {
    case 'resident':
    case 'unknown':
      return citizens(card)
    case 'hmt':
      return [...common(card), [52, 70, '试验省样例市'], [220, 18, card.passNumber ?? ''], [238, 4, '01']]
    case 'foreigner2023': {
      const nameEn = card.nameEn ?? ''
      return [
        ...common(card),
        [32, 4, '00'],
        [52, 70, nameEn.slice(0, 35)],
        [220, 22, nameEn.slice(35)],
        [242, 6, card.nationality ?? ''],
        [250, 6, card.oldLink ?? ''],
      ]
    }
    case 'foreigner2017':
      return [
        [0, 120, card.nameEn ?? ''],
        [120, 2, card.sexCode],
        [122, 30, card.idNumber],
        [152, 6, card.nationality ?? ''],
        [158, 30, card.name],
        [188, 16, digits(card.from)],
        [204, 16, digits(card.to)],
        [220, 16, digits(card.birth)],
        [236, 4, '01'],
        [240, 8, '1500'],
      ]
  }
}

/** The fields of a card that are longer than their place, by content. Empty when it fits. */
export const overlongFields = (card: SimulatedCard): string[] =>
  fieldsOf(card)
    .filter(([, bytes, value]) => value.length * 2 > bytes)
    .map(([, , value]) => value)

/** The 256 bytes of text: UTF-16LE, blanks where nothing stands. */
export const buildText = (card: SimulatedCard): Uint8Array => {
  const text = Buffer.from(' '.repeat(textBytes / 2), 'utf16le')
  for (const [offset, bytes, value] of [...fieldsOf(card), [248, 2, letters[card.kind]] as const])
    text.write(value, offset, bytes, 'utf16le')
  return text
}

/** The appended address as the reader answers it: 70 bytes, or `null` where the card has none. */
export const buildAddress = (card: SimulatedCard): Uint8Array | null =>
  card.newAddress === undefined ? null : Buffer.from(card.newAddress.padEnd(35).slice(0, 35), 'utf16le')

/** 1024 bytes with the head of the real format (WL, 102 by 126) and nothing of a face. */
export const buildPhoto = (): Uint8Array => {
  const photo = new Uint8Array(photoBytes)
  for (let i = 0; i < photo.length; i++) photo[i] = (i * 167 + 13) & 0xff
  photo.set([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00])
  return photo
}
