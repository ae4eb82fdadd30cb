import type { Page } from '@playwright/test'

/** One task as somebody does it: how often a finger came down, and how long it took. */
export interface TaskRow {
  task: string
  touches: number
  cards: number
  seconds: number
}

declare global {
  interface Window {
    touchesSoFar?: number
  }
}

/** Counts every finger that is lifted off the page, also over a reload. */
export const countTouches = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    window.touchesSoFar = Number(sessionStorage.getItem('touches') ?? '0')
    window.addEventListener(
      'pointerup',
      () => {
        window.touchesSoFar = (window.touchesSoFar ?? 0) + 1
        sessionStorage.setItem('touches', String(window.touchesSoFar))
      },
      true,
    )
  })
}

const touchesOf = (page: Page): Promise<number> => page.evaluate(() => window.touchesSoFar ?? 0)

/** Does a task and notes what it took; `work` returns how many cards were put down. */
export const timeTask = async (page: Page, task: string, work: () => Promise<number>): Promise<TaskRow> => {
  const before = await touchesOf(page)
  const from = performance.now()
  const cards = await work()
  const seconds = (performance.now() - from) / 1_000
  return { task, touches: (await touchesOf(page)) - before, cards, seconds }
}

const wide = (text: string, width: number): string => {
  const columns = Array.from(text).reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(0, width - columns))
}

/** The rows as a table for the terminal. */
export const taskTable = (rows: readonly TaskRow[]): string =>
  [
    `${wide('task', 34)} touches  cards  seconds`,
    ...rows.map(
      ({ task, touches, cards, seconds }) =>
        `${wide(task, 34)} ${String(touches).padStart(7)} ${String(cards).padStart(6)} ${seconds.toFixed(1).padStart(8)}`,
    ),
  ].join('\n')
