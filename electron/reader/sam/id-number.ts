/** GB 11643 (eighteen characters) and the fifteen characters of the permit for foreigners of 2017. */

const weights18 = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkCharacters = '10X98765432'

/** The check character of seventeen digits, ISO 7064 MOD 11-2. */
export const checkCharacter18 = (seventeen: string): string => {
  const sum = weights18.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0)
  return checkCharacters[sum % 11] ?? ''
}

/** Form and check character of an eighteen-character number. A small x is a damaged X, not one. */
export const isNumber18 = (number: string): boolean =>
  /^\d{17}[\dX]$/.test(number) && number[17] === checkCharacter18(number)

const value15 = (character: string): number => (character === '<' ? 0 : Number.parseInt(character, 36))

/** The check digit of fourteen characters: weights 7 3 1, A = 10 … Z = 35, `<` = 0. */
export const checkDigit15 = (fourteen: string): string => {
  const sum = Array.from(fourteen).reduce((total, c, i) => total + value15(c) * ([7, 3, 1][i % 3] ?? 0), 0)
  return String(sum % 10)
}

/** Form and check digit of a fifteen-character number. */
export const isNumber15 = (number: string): boolean =>
  /^[A-Z<]{3}\d{12}$/.test(number) && number[14] === checkDigit15(number.slice(0, 14))

/** Birth digits inside a number: eight of eighteen characters, six (no century) of fifteen. */
export const birthDigits18 = (number: string): string => number.slice(6, 14)
export const birthDigits15 = (number: string): string => number.slice(7, 13)

/**
 * The fifteen-character number that a foreigner's eighteen-character one replaced, or `null`.
 * `link` are the three characters that the card keeps for it.
 */
export const oldNumberOf = (nationality: string, number: string, link: string): string | null => {
  if (!/^[A-Z<]{3}$/.test(nationality) || !/^\d{17}[\dX]$/.test(number) || !/^\d{3}$/.test(link)) return null
  const fourteen = nationality + number.slice(1, 3) + link.slice(0, 2) + number.slice(8, 14) + link.slice(2)
  return fourteen + checkDigit15(fourteen)
}
