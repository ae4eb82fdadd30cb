import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import pdfmake from 'pdfmake'
import { auditPaper } from './audit-list.ts'
import { eventPoster } from './event-poster.ts'
import { printFont } from './frame.ts'
import { monthPaper } from './month.ts'
import type { Paper } from './paper.ts'
import { rosterPaper } from './roster.ts'

const fontFile = 'print.ttf'

/** The package has it, and its types do not say so. */
const { virtualfs } = pdfmake as unknown as {
  virtualfs: { writeFileSync: (name: string, content: Uint8Array) => void }
}

const definitionOf = (paper: Paper): Parameters<typeof pdfmake.createPdf>[0] => {
  switch (paper.kind) {
    case 'plan':
    case 'monthPoster':
      return monthPaper(paper)
    case 'eventPoster':
      return eventPoster(paper)
    case 'roster':
      return rosterPaper(paper)
    case 'audit':
      return auditPaper(paper)
  }
}

/** A paper as PDF, with the glyphs that it uses inside. Reads nothing but the font, and nothing from any network. */
export const printPaper = (paper: Paper, font: string): Promise<Buffer> => {
  virtualfs.writeFileSync(fontFile, brotliDecompressSync(readFileSync(font)))
  pdfmake.setFonts({
    [printFont]: { normal: fontFile, bold: fontFile, italics: fontFile, bolditalics: fontFile },
  })
  // What a clerk typed may look like an address: nothing is ever fetched for it.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  return pdfmake.createPdf(definitionOf(paper)).getBuffer()
}
