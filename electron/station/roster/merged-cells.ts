/** Rows and columns from zero, both ends inside. */
export interface Merged {
  top: number
  bottom: number
  left: number
  right: number
}

const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** `A2:B5`. */
const rangePattern = /<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g
/** The longest such tag that may be cut in two by the end of a piece. */
const longestTag = 200

/** Collects merged cells from the parts of a workbook while they stream by. */
export const createMergedCells = (): {
  see: (part: string, piece: Buffer) => void
  of: (part: string) => Merged[]
} => {
  const found = new Map<string, { ends: string; ranges: Map<string, Merged> }>()
  return {
    see: (part, piece) => {
      if (!part.startsWith('xl/worksheets/')) return
      const seen = found.get(part) ?? { ends: '', ranges: new Map<string, Merged>() }
      const text = seen.ends + piece.toString('latin1')
      for (const [tag, left = '', top, right = '', bottom] of text.matchAll(rangePattern))
        seen.ranges.set(tag, {
          left: columnOf(left),
          right: columnOf(right),
          top: Number(top) - 1,
          bottom: Number(bottom) - 1,
        })
      found.set(part, { ...seen, ends: text.slice(-longestTag) })
    },
    of: (part) => [...(found.get(part)?.ranges.values() ?? [])],
  }
}

/** What stands in a merged cell counts for every row that it spans: one team over the rows of its members. */
export const fillMerged = (rows: string[][], merged: readonly Merged[]): void => {
  for (const { top, bottom, left } of merged) {
    const value = rows[top]?.[left] ?? ''
    if (value === '' || bottom === top) continue
    for (const row of rows.slice(top + 1, bottom + 1)) {
      // A row that holds nothing else is no person.
      if (row.every((cell) => cell === '')) continue
      while (row.length <= left) row.push('')
      if (row[left] === '') row[left] = value
    }
  }
}
