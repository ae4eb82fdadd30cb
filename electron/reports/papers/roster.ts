import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { paperWords } from '../../contract/words/papers.ts'
import { framed, weekdayOf } from './frame.ts'
import type { PaperOf } from './paper.ts'

const rowHeight = 26

/** A list to sign on paper: who tapped a card has a time there and needs no signature. */
export const rosterPaper = (paper: PaperOf<'roster'>): TDocumentDefinitions => {
  const { event, date, people } = paper
  const say = paperWords.roster
  const about = [
    paperWords.kinds[event.kind],
    `${paperWords.fullDay(date)} ${weekdayOf(date)}`,
    event.time,
    event.place,
    paper.host ?? '',
  ]
  const counts = [
    paper.expected === null ? '' : say.expected(paper.expected),
    paper.most === null ? '' : say.most(paper.most),
  ]
  return framed(paper.station, say.foot, {
    fontSize: 12,
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 60],
    info: { title: event.title },
    content: [
      {
        columns: [
          { text: event.title, fontSize: 20 },
          { text: counts.filter((text) => text !== '').join('\n'), width: 'auto' },
        ],
      },
      { text: about.filter((text) => text !== '').join('  '), margin: [0, 4, 0, 12], fontSize: 11 },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          heights: rowHeight,
          widths: [28, 80, 55, 60, '*', 70],
          body: [
            [...say.columns],
            ...people.map(({ name, lastTwo, time }, index) => [
              String(index + 1),
              name,
              lastTwo === null ? '' : say.lastTwo(lastTwo),
              time ?? '',
              '',
              '',
            ]),
          ],
        },
      },
    ],
  })
}
