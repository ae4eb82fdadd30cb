import type { WebContents } from 'electron'

/** Text size is a button of the page; two fingers never zoom it out of reach. */
export const fixedZoom = (contents: WebContents): void => {
  contents.on('dom-ready', () => {
    contents.setZoomFactor(1)
    void contents.setVisualZoomLevelLimits(1, 1)
  })
  contents.on('zoom-changed', () => {
    contents.setZoomFactor(1)
  })
}
