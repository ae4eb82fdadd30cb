import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { auditWords } from '../../contract/words/audit.ts'
import { framed } from './frame.ts'
import type { PaperOf } from './paper.ts'

/** Who did and saw what, to be kept in a binder. */
export const auditPaper = ({ station, about, rows }: PaperOf<'audit'>): TDocumentDefinitions =>
  framed(station, auditWords.paper.foot, {
    fontSize: 11,
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 60],
    info: { title: auditWords.title },
    content: [
      { text: auditWords.title, fontSize: 20 },
      { text: about.join('\n'), margin: [0, 4, 0, 12] },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [112, 64, '*', 60],
          body: [[...auditWords.columns], ...rows],
        },
        layout: 'lightHorizontalLines',
      },
    ],
  })
