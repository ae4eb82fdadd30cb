import type { KioskEnd } from '../contract/kiosk.ts'

/**
 * `stuck`: a page is there and does not paint; `gone`: none is there. `dark`: the screen may be switched off; `light`:
 * it is needed.
 */
export type PageNews = 'stuck' | 'gone' | 'dark' | 'light'

/** Whoever started this core and can start it again: the launcher, or the Electron shell. */
export interface Supervisor {
  /**
   * `powerCut`: this process is about to die by SIGKILL; start it again.
   * `startOver`: throw the demonstration's folder away and start again. `goLive`: start the real station.
   * `leave`, `restart`, `off`: end the kiosk until the machine starts again, or the machine itself.
   */
  announce(what: 'powerCut' | 'startOver' | 'goLive' | KioskEnd): void
  /** What became of the page. */
  page(news: PageNews): void
  /** One line for the terminal: a tap, an upload. No personal data. */
  line(text: string): void
}
