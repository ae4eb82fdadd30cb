import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'
import { openDoor, signIn, typePin } from './door.ts'

const pin = '246810'

const openAdd = async (page: Page): Promise<void> => {
  await signIn(page, pin)
  await page.getByTestId('by-hand').tap()
  await touch(page, page.getByRole('button', { name: '登记一位没带卡的人' }))
  await touch(page, page.getByTestId('add-name'))
  await expect(page.getByTestId('typing-board')).toBeVisible()
  await settle(page)
}

const type = async (page: Page, letters: string): Promise<void> => {
  for (const letter of letters) await page.getByTestId(`board-${letter}`).tap()
}
const text = (page: Page) => page.getByTestId('typed-text')

test('staff write words, a name and a year by touch', async ({ page, station }) => {
  expect(station.url).toContain('http')
  await openAdd(page)
  await type(page, 'dangshixuanjiang')
  await expect(page.getByTestId('candidate').first()).toHaveText('党史宣讲')
  await page.getByTestId('candidate').first().tap()
  await type(page, 'nuanxinshitang')
  // Before the words are there: the key waits for them.
  await page.getByTestId('board-space').tap()
  await expect(text(page)).toHaveText('党史宣讲暖心食堂')
  await page.getByTestId('board-clear').tap()
  await expect(text(page)).toHaveText('')
  await type(page, 'wangxiulan')
  await page.getByTestId('board-done').tap()
  await expect(page.getByTestId('typing-board')).toHaveCount(0)
  await expect(page.getByTestId('add-name')).toContainText('王秀兰')
  await touch(page, page.getByTestId('add-year'))
  await settle(page)
  await type(page, '1950')
  await page.getByTestId('board-done').tap()
  await page.getByTestId('add-provisional').tap()
  await expect(page.getByTestId('check-in-by-hand')).toBeEnabled()
})

test('a card in the middle of a word takes nothing away: it goes on after the PIN', async ({
  page,
  reader,
  station,
}) => {
  await openAdd(page)
  await type(page, 'wangxiulan')
  await page.getByTestId('board-space').tap()
  await expect(text(page)).toHaveText('王秀兰')
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await expect(page.getByTestId('home')).toBeVisible()
  await openDoor(page)
  await typePin(page, pin)
  await expect(text(page)).toHaveText('王秀兰')
  await touch(page, page.getByTestId('board-done'))
  await expect(page.getByTestId('add-name')).toContainText('王秀兰')
})
