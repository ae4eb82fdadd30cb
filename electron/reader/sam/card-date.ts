/** Dates of a card: eight digits, or 长期 for one that does not end. */

export interface CardDate {
  /** `YYYY-MM-DD` wherever eight digits stood, else `''`. */
  readonly text: string
  /** Whether the calendar has such a day, in a century in which people and cards are. */
  readonly real: boolean
}

const longTermMark = '长期'

export const isLongTerm = (field: string): boolean => field === longTermMark

export const parseCardDate = (field: string): CardDate => {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(field)
  if (parts === null) return { text: '', real: false }
  const text = parts.slice(1).join('-')
  const time = Date.parse(`${text}T00:00:00Z`)
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  return { text, real: isDay && /^(19|20)/.test(text) }
}
