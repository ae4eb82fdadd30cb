import type { WebContents } from 'electron'

/** Pictures and links cannot be dragged away; what is dropped never navigates (`navigateOnDragDrop`). */
export const noDragging = (contents: WebContents): void => {
  contents.on('dom-ready', () => {
    void contents.insertCSS('img, a, svg { -webkit-user-drag: none }', { cssOrigin: 'user' })
  })
}
