/** Listeners of one kind of news. */
export interface Signal<T> {
  /** Returns the function that ends the subscription. */
  readonly on: (listener: (value: T) => void) => () => void
  readonly emit: (value: T) => void
}

export const createSignal = <T>(): Signal<T> => {
  const listeners = new Set<(value: T) => void>()
  return {
    on: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    emit: (value) => {
      for (const listener of [...listeners]) listener(value)
    },
  }
}
