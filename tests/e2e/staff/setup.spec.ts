import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'

const type = async (page: Page, text: string): Promise<void> => {
  for (const key of text) await page.getByTestId(`board-${key}`).tap()
}

test('a new station is told its code and its name by touch alone', async ({ page, start, complaints }) => {
  const station = await start({ demo: false })
  await page.goto(station.url)
  const setup = page.getByTestId('setup')
  await touch(page, setup.getByRole('button', { name: /站的编号/ }))
  await settle(page)
  await type(page, '119999001002')
  await page.getByTestId('board-done').tap()
  await touch(page, setup.getByRole('button', { name: /站的名字/ }))
  await settle(page)
  await type(page, 'xuanjiang')
  await page
    .getByTestId('candidate')
    .filter({ hasText: /^宣讲$/ })
    .first()
    .tap()
  await page.getByTestId('board-done').tap()
  await touch(page, setup.getByRole('button', { name: '就这样，下一步' }))
  await expect(setup.getByText('第2步，共8步')).toBeVisible()
  expect(complaints).toEqual([])
  // What was said stands in the folder: the next start goes on behind it.
  await page.reload()
  await expect(setup.getByText('第2步，共8步')).toBeVisible()
})
