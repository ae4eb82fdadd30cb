import type { WebContents } from 'electron'
import { pageOrigin } from '../app-scheme.ts'

const isOwn = (url: string): boolean => url === pageOrigin || url.startsWith(`${pageOrigin}/`)

/** The page never leaves itself, in no frame and by no redirect. */
export const stayOnThePage = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => {
    if (!isOwn(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOwn(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwn(event.url)) event.preventDefault()
  })
}
