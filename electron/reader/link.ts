/** A byte link to a reader: a serial port, the simulated device in this process, a test's faulty wire. */
export interface Link {
  /** Name for staff and logs: `/dev/ttyUSB0`, `simulated`. */
  readonly name: string
  /** Resolves when the bytes were handed over; rejects with `StationError` `readerMissing` when the link is gone. */
  write(bytes: Uint8Array): Promise<void>
  /** Throws away input that has arrived and was not delivered. */
  flushInput(): Promise<void>
  /** Bytes in arbitrary pieces. Returns the function that ends the subscription. */
  onData(listener: (bytes: Uint8Array) => void): () => void
  /** Called once when the link is gone for good, by either side. */
  onClose(listener: () => void): () => void
  /** Idempotent; resolves when the port is free again. */
  close(): Promise<void>
}

/** Opens a link; rejects with `StationError` `readerMissing` or `readerBusy`, which name the port. */
export interface LinkOpener {
  readonly name: string
  open(): Promise<Link>
}
