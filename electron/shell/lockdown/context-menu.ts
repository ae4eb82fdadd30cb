import type { WebContents } from 'electron'

/** A long press opens nothing. */
export const noContextMenu = (contents: WebContents): void => {
  contents.on('context-menu', (event) => {
    event.preventDefault()
  })
}
