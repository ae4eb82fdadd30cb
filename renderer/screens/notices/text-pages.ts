import type { TextSize } from '../../flow-state.ts'

/** What a page of text holds: full-width characters in a line, and lines. */
export interface Room {
  perLine: number
  lines: number
}

export type Layout = 'portrait' | 'landscape' | 'lowered'

const rooms: Readonly<Record<Layout, Readonly<Record<TextSize, Room>>>> = {
  portrait: {
    standard: { perLine: 19, lines: 15 },
    large: { perLine: 17, lines: 11 },
    largest: { perLine: 15, lines: 8 },
  },
  lowered: {
    standard: { perLine: 19, lines: 6 },
    large: { perLine: 17, lines: 4 },
    largest: { perLine: 15, lines: 3 },
  },
  landscape: {
    standard: { perLine: 31, lines: 8 },
    large: { perLine: 27, lines: 6 },
    largest: { perLine: 24, lines: 5 },
  },
}

/** A title of more characters is written smaller, and still takes more lines. */
export const longTitle = 14

export const roomOf = (layout: Layout, text: TextSize, title: string): Room => {
  const { perLine, lines } = rooms[layout][text]
  return { perLine, lines: Math.max(2, title.length > longTitle ? lines - 2 : lines) }
}

/** So many rows of the list stand on a page. */
export const rowsOf = (layout: Layout, text: TextSize): number => {
  if (layout === 'lowered') return text === 'standard' ? 3 : 2
  if (layout === 'landscape') return text === 'standard' ? 6 : 4
  return { standard: 6, large: 5, largest: 4 }[text]
}

/** Where one paragraph may be cut: after so many characters of which each takes a full width. */
const cut = (paragraph: string, most: number): [string, string] => {
  const characters = Array.from(paragraph)
  return [characters.slice(0, most).join(''), characters.slice(most).join('')]
}

const linesOf = (paragraph: string, { perLine }: Room): number =>
  Math.ceil(Array.from(paragraph).length / perLine)

/** Cuts paragraphs into pages, because nothing here is scrolled. What is left of a paragraph begins the next page. */
export const pagesOfText = (paragraphs: readonly string[], room: Room): string[][] => {
  const pages: string[][] = []
  let page: string[] = []
  let left = room.lines
  const turn = (): void => {
    pages.push(page)
    page = []
    left = room.lines
  }
  for (const paragraph of paragraphs) {
    let rest = paragraph
    while (rest !== '') {
      if (left < 1) turn()
      const [now, later] = cut(rest, Math.floor(left) * room.perLine)
      page.push(now)
      // The gap after a paragraph takes half a line.
      left -= linesOf(now, room) + 0.5
      rest = later
    }
  }
  if (page.length > 0 || pages.length === 0) turn()
  return pages
}
