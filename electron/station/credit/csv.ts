/** Begins the file, so that office programs take it for UTF-8. */
const byteOrderMark = '\uFEFF'

/** Office programs run a cell that begins so as a formula; an apostrophe makes it text. Numbers keep their sign. */
const harmless = (cell: string): string =>
  /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** RFC 4180 with a byte order mark: CRLF after every row, quotes where they are needed. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  byteOrderMark + rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(',')}\r\n`).join('')
