/** Letters that are about half as wide as a character. Digits are wide enough to be counted whole. */
const narrow = /[A-Za-z ,.;?!\u2019-]/

/** How wide a text is drawn, in characters. */
export const widthOf = (text: string): number =>
  Array.from(text.trim()).reduce((sum, letter) => sum + (narrow.test(letter) ? 0.55 : 1), 0)
