/** Whoever started this core and can start it again: the launcher, or the Electron shell. */
export interface Supervisor {
  /**
   * `powerCut`: this process is about to die by SIGKILL; start it again.
   * `startOver`: throw the demonstration's folder away and start again. `goLive`: start the real station.
   */
  announce(what: 'powerCut' | 'startOver' | 'goLive'): void
  /** One line for the terminal: a tap, an upload. No personal data. */
  line(text: string): void
}
