import { readonly, ref, type Ref } from 'vue'

const pinLength = 6

export interface PinEntry {
  /** How many digits stand there. */
  length: Readonly<Ref<number>>
  press: (digit: string) => void
  back: () => void
  clear: () => void
}

/**
 * Digits as they are pressed. They are held here and nowhere else: no component, store or attribute ever sees
 * them. The sixth hands all of them to `submit` and forgets them.
 */
export const createPinEntry = (submit: (pin: string) => void): PinEntry => {
  let digits = ''
  const length = ref(0)
  const put = (next: string): void => {
    digits = next
    length.value = next.length
  }
  return {
    length: readonly(length),
    press: (digit) => {
      put(digits + digit)
      if (digits.length < pinLength) return
      const pin = digits
      put('')
      submit(pin)
    },
    back: () => {
      put(digits.slice(0, -1))
    },
    clear: () => {
      put('')
    },
  }
}
