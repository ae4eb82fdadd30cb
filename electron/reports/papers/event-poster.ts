import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { kindColours } from '../../contract/kind-shapes.ts'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, shapeOf, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

const shortTitle = 12

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
        columns: [
          { ...(shapeOf(event.kind, 70) as object), width: 100 } as Content,
          { text: paperWords.kinds[event.kind], fontSize: 48, color: kindColours[event.kind] },
        ],
      },
      {
        text: event.cancelled ? `${event.title} ${paperWords.plan.cancelled}` : event.title,
        fontSize: event.title.length > shortTitle ? 60 : 90,
        margin: [0, 30, 0, 30],
      },
      ...(paper.picture === null
        ? []
        : [{ image: `data:image/jpeg;base64,${paper.picture}`, fit: [720, 420] as [number, number] }]),
      ...lines,
    ],
  })
}
