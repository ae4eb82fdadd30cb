import { test as base, type Page } from '@playwright/test'
import { startGallery, type Gallery } from '../../support/gallery.ts'

interface WorkerParts {
  gallery: Gallery
}

interface Parts {
  /** What the page complained about so far. */
  complaints: string[]
}

/** A page in the gallery: every state of the page's screens, without a station. */
export const test = base.extend<Parts, WorkerParts>({
  gallery: [
    async ({}, use) => {
      const gallery = await startGallery()
      await use(gallery)
      await gallery.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  complaints: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await use(complaints)
  },
  // Movement would make every measure a matter of luck.
  contextOptions: { reducedMotion: 'reduce' },
  trace: 'off',
})

/** Names of all states that the gallery lists. */
export const listStates = async (page: Page, gallery: Gallery): Promise<string[]> => {
  await page.goto(gallery.address)
  await page.locator('[data-state]').first().waitFor()
  return page.locator('[data-state]').allTextContents()
}

export const openState = async (page: Page, address: string): Promise<void> => {
  await page.goto(address)
  await page.locator('html[data-ready]').waitFor()
}
