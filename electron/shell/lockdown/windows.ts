import type { WebContents } from 'electron'

/** No second window, no web view. */
export const oneWindow = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
}
