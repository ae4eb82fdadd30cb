import { StationError } from '../../base/errors.ts'
import type { Link, LinkOpener } from '../link.ts'
import type { SimulatedDevice, Wire } from './device.ts'

/** A link to a simulated device in this process. */
class SimulatedLink implements Link {
  readonly name: string
  readonly #wire: Wire
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>()
  readonly #closeListeners = new Set<() => void>()
  #open = true

  constructor(name: string, device: SimulatedDevice) {
    this.name = name
    this.#wire = device.attach({
      receive: (bytes) => {
        for (const listener of this.#dataListeners) listener(bytes)
      },
      hangUp: () => {
        this.#end()
      },
    })
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return Promise.reject(new StationError('readerMissing', { port: this.name }))
    this.#wire.send(bytes)
    return Promise.resolve()
  }

  /** Nothing waits here: what arrives is delivered at once. */
  flushInput(): Promise<void> {
    return Promise.resolve()
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener)
    return () => this.#dataListeners.delete(listener)
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener)
    return () => this.#closeListeners.delete(listener)
  }

  close(): Promise<void> {
    this.#end()
    return Promise.resolve()
  }

  #end(): void {
    if (!this.#open) return
    this.#open = false
    this.#wire.detach()
    for (const listener of this.#closeListeners) listener()
    this.#dataListeners.clear()
    this.#closeListeners.clear()
  }
}

/** Opens links to `device`; while it is unplugged that rejects as for a serial port that is gone. */
export const createSimulatedOpener = (device: SimulatedDevice, name = 'simulated'): LinkOpener => ({
  name,
  open: () =>
    device.plugged
      ? Promise.resolve(new SimulatedLink(name, device))
      : Promise.reject(new StationError('readerMissing', { port: name })),
})
