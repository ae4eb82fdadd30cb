import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** A field that waits for text. */
export interface Typing {
  label: string
  value: string
  /** Most characters. */
  most: number
  /** `text`: the pinyin keyboard; `digits`: the number pad. */
  keys: 'text' | 'digits'
  /** Values that are likely here, offered as keys. */
  likely: readonly string[]
}

/** The one field of the console that is typed into now; its keyboard covers the page's foot. */
export const useTyping = defineStore('typing', () => {
  const field = shallowRef<Typing | null>(null)
  let settle: ((text: string | null) => void) | null = null

  const close = (text: string | null): void => {
    field.value = null
    settle?.(text)
    settle = null
  }

  /** Opens the keyboard. Resolves with the text when it is done, with `null` when it is left as it was. */
  const ask = (asked: Typing): Promise<string | null> => {
    close(null)
    field.value = asked
    return new Promise((resolve) => {
      settle = resolve
    })
  }

  return { field, ask, done: close }
})
