/** What carries messages between the page and the station core. It moves JSON values and knows no calls. */
export interface Transport {
  /**
   * Opens one connection. `onMessage` gets every message that is whole and not over-long;
   * `onClose` comes exactly once, also when the connection never opened.
   */
  open(handlers: { onMessage: (value: unknown) => void; onClose: () => void }): Connection
}

export interface Connection {
  /** Sends one message; one that cannot leave any more is dropped, because the client sends again. */
  send(message: unknown): void
  /** Ends the connection; `onClose` follows. */
  close(): void
}
