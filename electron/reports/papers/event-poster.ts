import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { kindColours } from '../../contract/kind-shapes.ts'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, shapeOf, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

const cancelledColour = '#9b1c17'
type Margins = [number, number, number, number]

/** Points between the margins of an upright A3. */
const lineWidth = 722
const mostInLine = 12
const largest = 90

/** As large as fits, in lines of about one length: no last line of a single character. */
const titleSize = (title: string): number => {
  const characters = Array.from(title).length
  const lines = Math.ceil(characters / mostInLine)
  return Math.min(largest, Math.floor(lineWidth / Math.ceil(characters / lines)))
}

/** One event, to be read from across the road. */
export const eventPoster = (paper: PaperOf<'eventPoster'>): TDocumentDefinitions => {
  const { event, date, lunar } = paper
  const say = paperWords.poster
  const facts: [string, string | null][] = [
    [say.when, `${paperWords.day(date)} ${weekdayOf(date)} ${lunar}\n${event.time}`],
    [say.where, event.place],
    [say.who, paper.host],
    [say.forWhom, paper.forWhom],
    [say.bring, paper.bring],
  ]
  const lines = facts.flatMap(([label, text]): Content[] =>
    text === null || text === ''
      ? []
      : [{ columns: [{ text: label, width: 170 }, { text }], margin: [0, 10, 0, 10] }],
  )
  return framed(paper.station, '', {
    fontSize: 34,
    pageSize: 'A3',
    pageMargins: [60, 60, 60, 60],
    info: { title: event.title },
    content: [
      {
        columnGap: 24,
        columns: [
          shapeOf(event.kind, 70),
          { text: paperWords.kinds[event.kind], fontSize: 48, color: kindColours[event.kind] },
        ],
      },
      {
        text: event.title,
        fontSize: titleSize(event.title),
        margin: [0, 30, 0, 30],
        ...(event.cancelled ? { decoration: 'lineThrough' as const } : {}),
      },
      ...(event.cancelled
        ? [
            {
              text: say.cancelled,
              fontSize: largest,
              color: cancelledColour,
              margin: [0, 0, 0, 30] as Margins,
            },
          ]
        : []),
      ...(paper.picture === null
        ? []
        : [{ image: `data:image/jpeg;base64,${paper.picture}`, fit: [720, 420] as [number, number] }]),
      ...lines,
    ],
  })
}
