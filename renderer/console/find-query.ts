export type QueryFault = 'tooFewLetters' | 'tooFewDigits'

/** Why a query is not worth asking yet; `null` = ask. The empty one finds who tapped just now. */
export const queryFault = (query: string): QueryFault | null => {
  if (/^[A-Z]$/.test(query)) return 'tooFewLetters'
  return /^\d{1,3}$/.test(query) ? 'tooFewDigits' : null
}

const longest = 20

/** The query after one more key. */
export const typed = (query: string, key: string): string => `${query}${key}`.slice(0, longest)
