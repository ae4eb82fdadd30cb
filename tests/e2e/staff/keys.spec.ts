import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { settle } from '../touch.ts'

/** Goes on with Tab until a key has the focus, as somebody without a finger would. */
const tabTo = async (page: Page, key: Locator): Promise<void> => {
  await expect(key).toBeVisible()
  for (let step = 0; step < 120; step++) {
    if (await key.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never comes to it')
}

const press = async (page: Page, key: Locator): Promise<void> => {
  await settle(page)
  await tabTo(page, key)
  await page.keyboard.press('Enter')
}

/** Writes on the keyboard of the page; `word`: what is offered for the letters is taken. */
const write = async (page: Page, field: Locator, keys: string, word?: RegExp): Promise<void> => {
  await press(page, field)
  await expect(page.getByTestId('typing-board')).toBeVisible()
  await settle(page)
  await page.keyboard.type(keys, { delay: 20 })
  if (word !== undefined) {
    await expect(page.getByTestId('candidate').first()).toHaveText(word)
    await page.keyboard.press(' ')
    await expect(page.getByTestId('typed-text')).toHaveText(word)
  }
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('typing-board')).toHaveCount(0)
  await expect(field).toBeFocused()
}

/** Which of the page’s keys has the focus, and whether one can see it. */
const focused = (page: Page): Promise<{ inDialog: boolean; ring: boolean }> =>
  page.evaluate(() => {
    const { activeElement } = document
    const style = activeElement === null ? null : getComputedStyle(activeElement)
    return {
      inDialog: activeElement?.closest('[role="dialog"]') !== null,
      ring: style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3,
    }
  })

const openDoor = async (page: Page): Promise<void> => {
  await expect(async () => {
    for (let times = 0; times < 5; times++) await page.keyboard.press('Enter')
    await expect(page.getByTestId('staff-page')).toBeVisible({ timeout: 500 })
  }).toPass()
}

test('staff come in, sign somebody in without a card and take it back, with keys alone', async ({
  page,
  start,
  complaints,
}) => {
  test.setTimeout(120_000)
  const station = await start()
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await openDoor(page)
  await press(page, page.getByRole('button', { name: '值班员' }).first())
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  // One wrong digit, taken back.
  await page.keyboard.type('24689')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('10')
  await expect(page.getByTestId('staff-console')).toBeVisible()
  // The first Tab leads from the head of the page into the page, and not through the rail.
  await expect(page.locator('.work h1')).toBeFocused()
  await settle(page)
  await page.keyboard.press('Tab')
  await expect(page.getByTestId('by-hand')).toBeFocused()
  expect((await focused(page)).ring).toBe(true)
  await page.keyboard.press('Enter')

  await settle(page)
  await page.keyboard.type('xx')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('q')
  await expect(page.getByTestId('find-query')).toHaveText('XQ')
  await press(page, page.getByRole('button', { name: '登记一位没带卡的人' }))
  await write(page, page.getByTestId('add-name'), 'xuqiang', /^.强$/u)
  await write(page, page.getByTestId('add-year'), '1950')
  await press(page, page.getByTestId('add-provisional'))
  const submit = page.getByTestId('check-in-by-hand')
  await expect(submit).toBeEnabled()
  const before = (await station.health()).store.records
  await press(page, submit)
  await expect(page.getByRole('status').filter({ hasText: '签好了 1 位' })).toBeVisible()
  await station.healthy(({ store }) => store.records > before)

  await press(page, page.getByRole('button', { name: '今天', exact: true }).first())
  const undo = page.getByTestId('undo').first()
  await press(page, undo)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeFocused()
  // Digits and letters are for what lies on top, and Tab never leaves it for the page.
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    const isOnPage = await page.evaluate(() => document.activeElement?.closest('.work') !== null)
    expect(at.inDialog || !isOnPage).toBe(true)
  }
  await page.keyboard.press('Shift+Tab')
  await tabTo(page, dialog.getByRole('button').first())
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  // Whoever thinks better of it stands where they stood.
  await expect(undo).toBeFocused()
  await page.keyboard.press('Enter')
  await settle(page)
  await press(page, dialog.getByRole('button', { name: '签错了人' }))
  await expect(page.getByRole('status').filter({ hasText: '撤回了' })).toBeVisible()
  await press(page, page.getByTestId('staff-lock'))
  await expect(page.getByTestId('staff-console')).toHaveCount(0)
  expect(complaints).toEqual([])
})
