import { clauses } from '../../words/clauses.ts'
import type { Layout, TextSize } from '../../flow-state.ts'

/** What a page of text holds: full-width characters in a line, and lines. */
export interface Room {
  perLine: number
  lines: number
}

const rooms: Readonly<Record<Layout, Readonly<Record<TextSize, Room>>>> = {
  portrait: {
    standard: { perLine: 19, lines: 16 },
    large: { perLine: 17, lines: 13 },
    largest: { perLine: 15, lines: 11 },
  },
  lowered: {
    standard: { perLine: 19, lines: 7 },
    large: { perLine: 17, lines: 5 },
    largest: { perLine: 15, lines: 4 },
  },
  landscape: {
    standard: { perLine: 24, lines: 8 },
    large: { perLine: 24, lines: 6 },
    largest: { perLine: 22, lines: 5 },
  },
}

/** A title of more characters is written smaller, and still takes more lines. */
export const longTitle = 12

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

/** Letters, digits and blanks are about half as wide as a character; a little more is safe. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x2000 ? 0.6 : 1)

const lengthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + widthOf(character), 0)

/** Cuts a paragraph that has no room whole: after a sentence or a clause, where one ends late enough. */
const cut = (paragraph: string, most: number): [string, string] => {
  const characters = Array.from(paragraph)
  let width = 0
  const end = characters.findIndex((character) => (width += widthOf(character)) > most)
  if (end < 0) return [paragraph, '']
  const now = characters.slice(0, end).join('')
  const clause = clauses(now).slice(0, -1).join('')
  const kept = lengthOf(clause) * 2 > most ? clause : now
  return [kept, paragraph.slice(kept.length)]
}

const linesOf = (paragraph: string, { perLine }: Room): number => Math.ceil(lengthOf(paragraph) / perLine)

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
