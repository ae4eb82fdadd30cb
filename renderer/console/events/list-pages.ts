/** Rows of the list that fit onto the panel, with titles of three lines. They divide the 20 of one answer of the core. */
export const listRows = 5
const rowsPerPart = 20

/** Which of the core's answers holds a page of the panel, and where in it the page begins. */
export const partOfList = (page: number): { part: number; from: number } => {
  const first = page * listRows
  return { part: Math.floor(first / rowsPerPart), from: first % rowsPerPart }
}
