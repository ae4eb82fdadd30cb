import type { PageClock } from './clock.ts'

/** Keys that type and move; everything else is a shortcut of the browser or of the system. */
const editingKeys = new Set([
  ...['Tab', 'Enter', 'Escape', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown', 'Shift'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Process', 'Unidentified'],
])

/** Typing and moving pass. Control, Alt and the system's key never type anything here. */
export const isTyping = ({
  key,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): boolean =>
  !ctrlKey && !altKey && !metaKey && (/^.$/u.test(key) || editingKeys.has(key))

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** What a browser would do by itself and a kiosk must not. */
const refused = ['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick', 'gesturestart', 'paste'] as const

const catching = { capture: true, passive: false } as const

/** Shuts the page against shortcuts, zooming, dragging, selecting, pasting and long presses, in any browser. */
export const lockPage = (page: Window): void => {
  const stop = (event: Event): void => {
    event.preventDefault()
  }
  for (const name of refused) page.addEventListener(name, stop, catching)
  page.addEventListener(
    'keydown',
    (event) => {
      if (isTyping(event)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    catching,
  )
  // A stylesheet says so as well; this holds where a field of staff lets text be marked.
  page.addEventListener(
    'selectstart',
    (event) => {
      if (!isField(event.target)) event.preventDefault()
    },
    catching,
  )
  page.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) event.preventDefault()
    },
    catching,
  )
  // The middle button would scroll by itself, and two fingers would zoom where the flags of the browser are missing.
  page.addEventListener(
    'mousedown',
    (event) => {
      if (event.button === 1) event.preventDefault()
    },
    catching,
  )
  page.addEventListener(
    'touchmove',
    (event) => {
      // A scroll that is under way cannot be stopped any more, and Chromium complains where one tries.
      if (event.touches.length > 1 && event.cancelable) event.preventDefault()
    },
    catching,
  )
}

const shortTouchMs = 500
const stillPixels = 12
const clickWithinMs = 700
const deadTouches = 3

interface Touch {
  at: number
  x: number
  y: number
}

/** No click follows where the page said so, or on a key that is out of use. */
const makesClicks = (event: Event): boolean =>
  !event.defaultPrevented && !(event.target instanceof Element && event.target.closest(':disabled'))

/**
 * Calls `onDead` when three short, still touches of one finger in a row made no click: then the browser's idea of the
 * touch screen is broken, and only loading anew helps.
 */
export const watchTouches = (page: Window, clock: PageClock, onDead: () => void): void => {
  let began: Touch | null = null
  let dead = 0
  let cancel = (): void => undefined

  page.addEventListener(
    'touchstart',
    ({ touches }) => {
      const [finger] = touches
      began =
        touches.length === 1 && finger
          ? { at: clock.monotonic(), x: finger.clientX, y: finger.clientY }
          : null
    },
    { capture: true, passive: true },
  )
  page.addEventListener(
    'touchend',
    (event) => {
      const [finger] = event.changedTouches
      if (began === null || !finger || !makesClicks(event)) return
      const isShort = clock.monotonic() - began.at < shortTouchMs
      const isStill = Math.hypot(finger.clientX - began.x, finger.clientY - began.y) < stillPixels
      began = null
      if (!isShort || !isStill) return
      cancel()
      cancel = clock.after(clickWithinMs, () => {
        dead += 1
        if (dead < deadTouches) return
        dead = 0
        onDead()
      })
    },
    { passive: true },
  )
  page.addEventListener(
    'click',
    () => {
      dead = 0
      cancel()
    },
    { capture: true },
  )
}
