import { expect, test } from 'vitest'
import { isAllowedKey } from '../../../electron/shell/lockdown/keyboard.ts'
import { isTyping } from '../../../renderer/lockdown.ts'

const keys = [
  ...['a', 'Z', '5', '汉', ' ', 'Backspace', 'Tab', 'Enter', 'ArrowLeft', 'Process', 'Escape', 'Delete'],
  ...[
    'F1',
    'F5',
    'F11',
    'F12',
    'BrowserBack',
    'ContextMenu',
    'PrintScreen',
    'Alt',
    'Control',
    'Meta',
    'Insert',
  ],
]

test.each(keys)('page and shell agree about %s, alone and held', (key) => {
  for (const held of [null, 'control', 'alt', 'meta'] as const) {
    const input = { key, control: held === 'control', alt: held === 'alt', meta: held === 'meta' }
    const event = { key, ctrlKey: input.control, altKey: input.alt, metaKey: input.meta }
    expect([held, isTyping(event)]).toEqual([held, isAllowedKey(input)])
    if (held !== null) expect(isTyping(event)).toBe(false)
  }
})

test('letters pass and shortcuts do not', () => {
  const free = { ctrlKey: false, altKey: false, metaKey: false }
  expect(isTyping({ ...free, key: 'a' })).toBe(true)
  expect(isTyping({ ...free, key: 'F12' })).toBe(false)
  expect(isTyping({ ...free, key: 'a', ctrlKey: true })).toBe(false)
})
