import { expect, type Locator, type Page } from '@playwright/test'

/** A touch within this time after a change of page belongs to the page before. */
const settleMs = 350

export const settle = (page: Page): Promise<void> => page.waitForTimeout(settleMs)

/** Touches a key as soon as it is there and touches count. */
export const touch = async (page: Page, key: Locator): Promise<void> => {
  await expect(key).toBeVisible()
  await settle(page)
  await key.tap()
}
