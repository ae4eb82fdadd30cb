import { expect, type Locator, type Page } from '@playwright/test'
import { inShanghai } from '../../../electron/contract/values.ts'
import { settle, touch } from '../touch.ts'

/** The line under the title that says what was done. */
export const said = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text })

export const openEvents = (page: Page): Promise<void> =>
  touch(page, page.getByTestId('staff-console').getByRole('button', { name: '活动', exact: true }))

const openField = async (page: Page, field: string): Promise<void> => {
  await page.getByTestId(field).tap()
  await expect(page.getByTestId('typing-board')).toBeVisible()
  await settle(page)
}

const press = async (page: Page, keys: string): Promise<void> => {
  for (const key of keys) await page.getByTestId(`board-${key}`).tap()
}

/** Types on the pinyin keyboard, and takes the first word that it offers. */
export const typeWord = async (page: Page, field: string, letters: string, word: string): Promise<void> => {
  await openField(page, field)
  await press(page, letters)
  const first = page.getByTestId('candidate').first()
  await expect(first).toHaveText(word)
  await first.tap()
  await page.getByTestId('board-done').tap()
  await expect(page.getByTestId(field)).toContainText(word)
}

export const typeDigits = async (page: Page, field: string, digits: string): Promise<void> => {
  await openField(page, field)
  await press(page, digits)
  await page.getByTestId('board-done').tap()
  await expect(page.getByTestId(field)).toContainText(digits)
}

/** A lecture that runs already, for everybody to see; `add` opens its form. */
export const makeLecture = async (page: Page, add: Locator, title: string): Promise<void> => {
  await touch(page, add)
  await touch(page, page.getByTestId('kind-lecture'))
  await typeWord(page, 'event-title', 'dangshixuanjiang', title)
  await typeWord(page, 'event-place', 'litang', '礼堂')
  await page.getByTestId('block-when').tap()
  const { hour, minute } = inShanghai(Date.now())
  await page.getByTestId(`hour-${String(hour)}`).tap()
  await page.getByTestId(`minute-${String(Math.floor(minute / 15) * 15)}`).tap()
  await page.getByTestId('event-save').tap()
  await expect(said(page, '发布好了')).toBeVisible()
}
