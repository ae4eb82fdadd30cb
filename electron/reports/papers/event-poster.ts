import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { kindColours } from '../../contract/kind-shapes.ts'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, shapeOf, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

/** In points, as everything on paper. */
const margin = 60
const band = 170
const foot = 120
const white = '#ffffff'

const cancelledColour = '#9b1c17'
type Margins = [number, number, number, number]

/** Between the margins of an upright A3. */
const lineWidth = 722
const mostInLine = 12
const largest = 112

/** As large as fits, in lines of about one length: no last line of a single character. */
const titleSize = (title: string): number => {
  const characters = Array.from(title).length
  const lines = Math.ceil(characters / mostInLine)
  return Math.min(largest, Math.floor(lineWidth / Math.ceil(characters / lines)))
}

const head = ({ event, station }: PaperOf<'eventPoster'>): Content => ({
  columns: [
    shapeOf(event.kind, 84, white),
    { text: paperWords.kinds[event.kind], fontSize: 60, color: white, margin: [0, 4, 0, 0] },
    { text: station, fontSize: 30, color: white, alignment: 'right', margin: [0, 28, 0, 0] },
  ],
  columnGap: 28,
  absolutePosition: { x: margin, y: (band - 84) / 2 },
})

const facts = (paper: PaperOf<'eventPoster'>): Content[] => {
  const { event, date, lunar } = paper
  const say = paperWords.poster
  const lines: [string, string | null, number][] = [
    [say.when, `${paperWords.day(date)} ${weekdayOf(date)}\n${event.time}`, 60],
    [' ', say.lunar(lunar), 34],
    [say.where, event.place, 48],
    [say.who, paper.host, 40],
    [say.forWhom, paper.forWhom, 40],
    [say.bring, paper.bring, 40],
  ]
  return lines.flatMap(([label, text, fontSize]): Content[] =>
    text === null || text === ''
      ? []
      : [
          {
            columns: [
              { text: label, width: 150, fontSize: 34, margin: [0, (fontSize - 34) * 0.8, 0, 0] },
              { text, fontSize },
            ],
            columnGap: 30,
            margin: [0, 6, 0, 12],
          },
        ],
  )
}

/** One event, to be read from across the road. */
export const eventPoster = (paper: PaperOf<'eventPoster'>): TDocumentDefinitions => {
  const { event } = paper
  return {
    ...framed(paper.station, '', {
      fontSize: 34,
      pageSize: 'A3',
      pageMargins: [margin, band + 40, margin, foot],
      info: { title: event.title },
      background: (_, { width }) => ({
        canvas: [{ type: 'rect', x: 0, y: 0, w: width, h: band, color: kindColours[event.kind] }],
      }),
      content: [
        head(paper),
        {
          text: event.title,
          fontSize: titleSize(event.title),
          lineHeight: 1.05,
          margin: [0, 10, 0, 20],
          ...(event.cancelled ? { decoration: 'lineThrough' as const } : {}),
        },
        ...(event.cancelled
          ? [
              {
                text: paperWords.poster.cancelled,
                fontSize: 90,
                color: cancelledColour,
                margin: [0, 0, 0, 20] as Margins,
              },
            ]
          : []),
        ...(paper.picture === null
          ? []
          : [
              {
                image: `data:image/jpeg;base64,${paper.picture}`,
                fit: [720, 380] as [number, number],
                margin: [0, 0, 0, 20] as Margins,
              },
            ]),
        ...facts(paper),
      ],
    }),
    footer: {
      text: event.cancelled ? '' : paperWords.poster.come,
      fontSize: 40,
      alignment: 'center',
      margin: [0, 24, 0, 0],
    },
  }
}
