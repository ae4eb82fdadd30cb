import type { Session } from 'electron'

/** Nothing is ever saved from the page. */
export const refuseDownloads = (session: Session): void => {
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}
