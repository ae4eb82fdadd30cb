import type { WebContents } from 'electron'
import { isFromPage } from './relay.ts'
import { say } from './say.ts'

/** Prints the page on the default printer when the page asks for it. No dialog: nobody before a kiosk can answer one. */
export const printSilently = (contents: WebContents): void => {
  contents.ipc.on('print', (event) => {
    if (!isFromPage(event, contents)) {
      say('A foreign frame wanted to print and was refused.')
      return
    }
    contents.print({ silent: true, margins: { marginType: 'none' } }, (isDone, reason) => {
      if (!isDone) say(`The slip was not printed: ${reason}`)
    })
  })
}
