import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, shapeOf, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

type Month = PaperOf<'plan'> | PaperOf<'monthPoster'>
type Day = Month['days'][number]

const titleOf = ({ kind, title, cancelled }: Day['events'][number], fontSize: number): Content => ({
  columnGap: fontSize / 2,
  columns: [
    shapeOf(kind, fontSize),
    {
      text: [
        { text: title, ...(cancelled ? { decoration: 'lineThrough' } : {}) },
        ...(cancelled ? [{ text: `  ${paperWords.plan.cancelled}` }] : []),
      ],
    },
  ],
})

/** Every line says its day, so that no page begins without one; after the first it steps back. */
const again = '#6b6b6b'

const dateOf = ({ date, lunar }: Day, isFirst: boolean, isNarrow: boolean): TableCell[] => {
  const shade = isFirst ? {} : { color: again }
  const day = `${paperWords.day(date)} ${weekdayOf(date)}`
  return isNarrow
    ? [{ text: isFirst ? `${day}\n${lunar}` : day, ...shade }]
    : [
        { text: day, ...shade },
        { text: lunar, ...shade },
      ]
}

const rowsOf = (day: Day, fontSize: number, isNarrow: boolean): TableCell[][] =>
  day.events.map((event, index) => [
    ...dateOf(day, index === 0, isNarrow),
    { text: event.time },
    titleOf(event, fontSize),
    { text: event.place },
  ])

/** A month as a table, day by day; what was cancelled is struck out and says so. */
export const monthPaper = (paper: Month): TDocumentDefinitions => {
  const isPlan = paper.kind === 'plan'
  const fontSize = isPlan && paper.size === 'A4' ? 12 : 18
  // Upright, the lunar day stands under the other one, and the titles get its room.
  const isNarrow = !isPlan
  const columns = paperWords.plan.columns.filter((_, index) => !isNarrow || index !== 1)
  const widths = isNarrow
    ? [fontSize * 8.5, fontSize * 6.5, '*', fontSize * 9]
    : [fontSize * 9.5, fontSize * 5.5, fontSize * 7, '*', fontSize * 9]
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
          widths,
          body: [
            columns.map((text) => ({ text })),
            ...paper.days.flatMap((day) => rowsOf(day, fontSize, isNarrow)),
          ],
        },
        layout: 'lightHorizontalLines',
      },
    ],
  })
}
