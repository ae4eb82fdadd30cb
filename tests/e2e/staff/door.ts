import { expect, type Page } from '@playwright/test'
import { settle } from '../touch.ts'

/** Five touches as fast as a finger: looking for the name before each one would take longer than the door waits. */
const knock = async (page: Page): Promise<void> => {
  const name = await page.getByTestId('staff-door').boundingBox()
  if (name === null) throw new Error('the station’s name is not on the page')
  for (let times = 0; times < 5; times++)
    await page.touchscreen.tap(name.x + name.width / 2, name.y + name.height / 2)
}

/** A touch on a page that has just come counts for nothing, so the door is knocked at until it opens. */
export const openDoor = async (page: Page): Promise<void> => {
  await expect(async () => {
    await knock(page)
    await expect(page.getByTestId('staff-page')).toBeVisible({ timeout: 500 })
  }).toPass()
  await settle(page)
}

export const typePin = async (page: Page, pin: string): Promise<void> => {
  for (const digit of pin) await page.getByTestId(`pin-key-${digit}`).tap()
}

export const signIn = async (page: Page, pin: string, who = '值班员'): Promise<void> => {
  await openDoor(page)
  await page.getByRole('button', { name: who }).first().tap()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await typePin(page, pin)
  await expect(page.getByTestId('staff-console')).toBeVisible()
  await settle(page)
}
