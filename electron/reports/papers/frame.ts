import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { EventKind } from '../../contract/events.ts'
import { kindColours, kindShapes } from '../../contract/kind-shapes.ts'
import { weekdayOfDate } from '../../contract/values.ts'
import { paperWords } from '../../contract/words/papers.ts'

export const printFont = 'print'
/** Points; a larger paper is read from further away. */
const leastFoot = 10

/** The shape that screens give a kind, as a drawing in its colour or another. */
export const shapeOf = (kind: EventKind, width: number, colour = kindColours[kind]): Content => ({
  svg: `<svg viewBox="0 0 28 28"><path fill-rule="evenodd" fill="${colour}" d="${kindShapes[kind]}"/></svg>`,
  width,
})

export const weekdayOf = (date: string): string => paperWords.weekday(weekdayOfDate(date))

/** What all papers share: the font, the foot with the station's name and the count of pages. */
export const framed = (
  station: string,
  foot: string,
  rest: Omit<TDocumentDefinitions, 'footer' | 'defaultStyle'> & { fontSize: number },
): TDocumentDefinitions => {
  const { fontSize, ...definition } = rest
  return {
    ...definition,
    defaultStyle: { font: printFont, fontSize },
    footer: (page: number, pages: number): Content => ({
      margin: [40, 12, 40, 0],
      fontSize: Math.max(leastFoot, fontSize / 2),
      columns: [
        { text: station, width: 'auto' },
        { text: foot, alignment: 'center' },
        { text: paperWords.page(page, pages), width: 'auto' },
      ],
    }),
  }
}
