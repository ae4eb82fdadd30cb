import type { PageClock } from './clock.ts'

/** A page that has stood so long has drawn itself and loaded what it needs. */
export const warmAfterMs = 4_000

interface Warming {
  clock: Pick<PageClock, 'after' | 'afterPaint'>
  /** Whether nobody waits for the page now. */
  isQuiet: () => boolean
  /** Draws, unseen, what takes long the first time; `false` takes it away again. */
  draw: (isDrawn: boolean) => void
}

/** The first month after a start takes as long as the second, because it was drawn once while nobody was there. */
export const warmPages = ({ clock, isQuiet, draw }: Warming): void => {
  clock.after(warmAfterMs, () => {
    if (!isQuiet()) {
      warmPages({ clock, isQuiet, draw })
      return
    }
    draw(true)
    clock.afterPaint(() => {
      draw(false)
    })
  })
}
