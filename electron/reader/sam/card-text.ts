/**
 * The text of a card: fixed fields of UTF-16LE, padded at the end. Names and addresses hold blanks,
 * so only the end is trimmed; what ministries' fonts and old tables left behind is shown and marked, never refused.
 */

const padding = /[\u0000\u0020\u3000]+$/

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** The units of a field as a string, padding and all; lone surrogates stay as they are. */
export const decodeUnits = (text: Uint8Array, offset: number, bytes: number): string =>
  Buffer.from(text.buffer, text.byteOffset + offset, bytes).toString('utf16le')

/** Without the padding at the end: blank, NUL, ideographic blank. */
export const trimPadding = (field: string): string => field.replace(padding, '')

export const hasLoneSurrogate = (text: string): boolean => loneSurrogate.test(text)

/** Lone surrogates become U+FFFD, so that every later string is well-formed. */
export const wellFormed = (text: string): string => text.toWellFormed()

/** Code points that only a ministry's own font draws: the private-use areas of all three planes. */
export const hasPrivateUse = (text: string): boolean => /\p{Co}/u.test(text)
