import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of every page, and the sizes of pages in points, as another program reads them. */
export const readPdf = async (bytes: Uint8Array): Promise<{ pages: string[]; sizes: [number, number][] }> => {
  const task = getDocument({ data: new Uint8Array(bytes) })
  const document = await task.promise
  const pages: string[] = []
  const sizes: [number, number][] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
    const { width, height } = page.getViewport({ scale: 1 })
    sizes.push([Math.round(width), Math.round(height)])
  }
  await task.destroy()
  return { pages, sizes }
}
