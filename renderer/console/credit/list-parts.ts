/** Cards, or lines, that fit onto the panel either way. It divides the ten of one part. */
export const cardsPerPage = 5
const cardsPerPart = 10

/** Which part of the core's list holds a page of the screen, and where in it the page begins. */
export const partOfCards = (page: number): { part: number; from: number } => {
  const first = page * cardsPerPage
  return { part: Math.floor(first / cardsPerPart), from: first % cardsPerPart }
}

/** Rows of the quarter that fit onto the panel either way. It divides the twenty of one part. */
export const quarterRowsPerPage = 10
const rowsPerPart = 20

/** Which part of the core's report holds a page of the screen, and where in it the page begins. */
export const partOfRows = (page: number): { part: number; from: number } => {
  const first = page * quarterRowsPerPage
  return { part: Math.floor(first / rowsPerPart), from: first % rowsPerPart }
}
