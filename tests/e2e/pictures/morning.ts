import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../../support/program.ts'

const dayMs = 86_400_000
const zoneMs = 8 * 3_600_000
const morningMs = (8 * 60 + 52) * 60_000

/** From now to 8:52 of today in Shanghai: a village hall is photographed by day. */
export const toMorningMs = (): number => {
  const now = Date.now()
  return Math.floor((now + zoneMs) / dayMs) * dayMs - zoneMs + morningMs - now
}

/** The environment of a station whose clock is off by this much. */
export const shiftedEnv = (shiftMs: number): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import=${join(root, 'tests/support/shifted-clock.mjs')}`,
  SHIFT_MS: String(shiftMs),
})

/** Sets the page's clock as the station's. */
export const shiftPage = async (page: Page, shiftMs: number): Promise<void> => {
  await page.addInitScript((ms) => {
    const realNow = Date.now.bind(Date)
    Date.now = () => realNow() + ms
  }, shiftMs)
}
