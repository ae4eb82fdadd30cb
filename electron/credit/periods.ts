import type { CapPeriod } from '../contract/credit.ts'

/** First and last business date, both inclusive. */
export interface Period {
  from: string
  to: string
}

const pad = (value: number): string => String(value).padStart(2, '0')

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const months = (year: string, first: number, last: number): Period => ({
  from: `${year}-${pad(first)}-01`,
  to: `${year}-${pad(last)}-${pad(lastDayOf(Number(year), last))}`,
})

/** November to March: a winter belongs to no calendar year. */
const winterOf = (year: number, month: number): Period | null => {
  if (month > 3 && month < 11) return null
  const begins = month >= 11 ? year : year - 1
  return { from: `${String(begins)}-11-01`, to: `${String(begins + 1)}-03-31` }
}

/** The period of a cap that a business date falls in; `null` outside the winter. */
export const periodOf = (per: CapPeriod, date: string): Period | null => {
  const year = date.slice(0, 4)
  const month = Number(date.slice(5, 7))
  switch (per) {
    case 'day':
      return { from: date, to: date }
    case 'month':
      return months(year, month, month)
    case 'quarter': {
      const first = Math.floor((month - 1) / 3) * 3 + 1
      return months(year, first, first + 2)
    }
    case 'year':
      return months(year, 1, 12)
    case 'winter':
      return winterOf(Number(year), month)
    case 'ever':
      return { from: '0000-01-01', to: '9999-12-31' }
  }
}

export const isWithin = ({ from, to }: Period, date: string): boolean => from <= date && date <= to
