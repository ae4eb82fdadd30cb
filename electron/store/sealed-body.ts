import type { FieldCipher } from './field-cipher.ts'

/** The row that a record's text stands in; its cipher text opens nowhere else. */
export interface BodyPlace {
  table: 'outbox' | 'recovered_record'
  incarnation: string
  sequence: number
}

/** A record's canonical text begins with a brace: the two cannot be taken for each other. */
const mark = 'sealed:'

/** What a sealed text stands for in its cell, and back. */
export const sealedBytes = (body: string): Uint8Array => Buffer.from(body.slice(mark.length), 'base64')
export const sealedText = (bytes: Uint8Array): string => mark + Buffer.from(bytes).toString('base64')

/** What a record's text is bound to. */
export const fieldOf = ({
  table,
  incarnation,
  sequence,
}: BodyPlace): Parameters<FieldCipher['encrypt']>[1] => ({
  table: `${table}.body`,
  row: `${incarnation}/${String(sequence)}`,
})

export const isSealed = (body: string): boolean => body.startsWith(mark)

/** A record's text as it lies on the disk when it must not be read there. */
export const sealBody = (cipher: FieldCipher, text: string, place: BodyPlace): string =>
  sealedText(cipher.encrypt(text, fieldOf(place)))

/** The text that was hashed and is sent. Throws `keyWrong` when a sealed one was changed or moved. */
export const openBody = (cipher: FieldCipher, body: string, place: BodyPlace): string =>
  isSealed(body) ? cipher.decrypt(sealedBytes(body), fieldOf(place)) : body
