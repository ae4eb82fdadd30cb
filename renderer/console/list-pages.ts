/** Rows that fit onto the panel either way. It divides the 50 of one part. */
export const rowsPerPage = 10
const rowsPerPart = 50

/** Which part of the core's list holds a page of the screen, and where in it the page begins. */
export const partOfPage = (page: number): { part: number; from: number } => {
  const first = page * rowsPerPage
  return { part: Math.floor(first / rowsPerPart), from: first % rowsPerPart }
}
