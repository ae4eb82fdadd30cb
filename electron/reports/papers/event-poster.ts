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

const titleSize = ({ length }: string): number => (length <= 6 ? 112 : length <= 12 ? 90 : 60)

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
          text: event.cancelled ? `${event.title} ${paperWords.plan.cancelled}` : event.title,
          fontSize: titleSize(event.title),
          lineHeight: 1.05,
          margin: [0, 10, 0, 20],
        },
        ...(paper.picture === null
          ? []
          : [
              {
                image: `data:image/jpeg;base64,${paper.picture}`,
                fit: [720, 380] as [number, number],
                margin: [0, 0, 0, 20] as [number, number, number, number],
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
