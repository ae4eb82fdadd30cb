import type { Input, WebContents } from 'electron'

const editingKeys = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  // An input method is composing.
  'Process',
  'Unidentified',
])

/** Typing and moving pass; every shortcut of browser, developer tools and system does not. */
export const isAllowedKey = (input: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean => {
  if (input.control || input.alt || input.meta) return false
  return /^.$/u.test(input.key) || editingKeys.has(input.key)
}

/** A stray or hostile keyboard can type, and nothing else. */
export const typingOnly = (contents: WebContents): void => {
  contents.on('before-input-event', (event, input) => {
    if (!isAllowedKey(input)) event.preventDefault()
  })
}
