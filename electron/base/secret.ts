const hidden = '•••'

/**
 * Wraps personal data so that no log line, error text or JSON shows it by accident.
 * Whoever needs the value says so by name: `secret.reveal()`.
 */
export class Secret<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
