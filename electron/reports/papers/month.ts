import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, shapeOf, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

type Month = PaperOf<'plan'> | PaperOf<'monthPoster'>
type Day = Month['days'][number]

const titleOf = ({ kind, title, cancelled }: Day['events'][number], fontSize: number): Content => ({
  columns: [
    shapeOf(kind, fontSize),
    {
      text: [
        { text: title, ...(cancelled ? { decoration: 'lineThrough' } : {}) },
        ...(cancelled ? [{ text: `  ${paperWords.plan.cancelled}` }] : []),
      ],
    },
  ],
  columnGap: fontSize / 2,
})

const rowsOf = ({ date, lunar, events }: Day, fontSize: number): TableCell[][] =>
  events.map((event, index) => [
    index === 0 ? { text: `${paperWords.day(date)} ${weekdayOf(date)}` } : '',
    index === 0 ? { text: lunar } : '',
    { text: event.time },
    titleOf(event, fontSize),
    { text: event.place },
  ])

/** A month as a table, day by day; what was cancelled is struck out and says so. */
export const monthPaper = (paper: Month): TDocumentDefinitions => {
  const isPlan = paper.kind === 'plan'
  const fontSize = isPlan && paper.size === 'A4' ? 12 : 18
  const { columns } = paperWords.plan
  return framed(paper.station, '', {
    fontSize,
    pageSize: isPlan ? paper.size : 'A3',
    pageOrientation: isPlan ? 'landscape' : 'portrait',
    pageMargins: [40, 40, 40, 50],
    info: { title: paperWords.plan.title(paper.month) },
    content: [
      {
        text: paperWords.plan.title(paper.month),
        fontSize: fontSize * (isPlan ? 2 : 3),
        margin: [0, 0, 0, fontSize],
      },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [fontSize * 8.5, fontSize * 4.5, fontSize * 6.5, '*', fontSize * 8],
          body: [columns.map((text) => ({ text })), ...paper.days.flatMap((day) => rowsOf(day, fontSize))],
        },
        layout: 'lightHorizontalLines',
      },
    ],
  })
}
