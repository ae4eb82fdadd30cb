import type { WebContents } from 'electron'

/** Whatever way they were opened. */
export const noDeveloperTools = (contents: WebContents): void => {
  contents.on('devtools-opened', () => {
    contents.closeDevTools()
  })
}
