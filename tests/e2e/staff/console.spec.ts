import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'
import { openDoor, signIn, typePin } from './door.ts'

const pin = '246810'
const typeKeys = async (page: Page, keys: string): Promise<void> => {
  for (const key of keys) await page.getByTestId(`key-${key}`).tap()
}

const typeInto = async (page: Page, field: string, keys: string): Promise<void> => {
  await touch(page, page.getByTestId(field))
  await settle(page)
  for (const key of keys) await page.getByTestId(`board-${key}`).tap()
  await page.getByTestId('board-done').tap()
  await expect(page.getByTestId('typing-board')).toHaveCount(0)
}

test('staff sign in by touch, check somebody in without a card, take it back, and lock', async ({
  page,
  station,
}) => {
  await signIn(page, pin)
  await page.getByTestId('by-hand').tap()
  await typeKeys(page, 'XQ')
  await page.getByRole('button', { name: '登记一位没带卡的人' }).tap()
  await typeInto(page, 'add-name', 'xuqiang')
  await typeInto(page, 'add-year', '1950')
  await page.getByTestId('add-provisional').tap()
  const submit = page.getByTestId('check-in-by-hand')
  await expect(submit).toBeEnabled()
  const before = (await station.health()).store.records
  await submit.tap()
  await expect(page.getByRole('status').filter({ hasText: '签好了 1 位' })).toBeVisible()
  await station.healthy(({ store }) => store.records > before)

  await page.getByRole('button', { name: '今天', exact: true }).first().tap()
  const undo = page.getByTestId('undo').first()
  await expect(undo).toBeVisible()
  await undo.tap()
  await page.getByRole('dialog').getByRole('button', { name: '签错了人' }).tap()
  await expect(page.getByRole('status').filter({ hasText: '撤回了' })).toBeVisible()
  await expect(page.getByTestId('undo')).toHaveCount(0)

  await page.getByTestId('staff-lock').tap()
  await expect(page.getByTestId('staff-console')).toHaveCount(0)
  await expect(page.getByTestId('home')).toBeVisible()
})

test('a resident’s card takes the console off the screen; the half-typed form comes back after the PIN', async ({
  page,
  reader,
  station,
}) => {
  await signIn(page, pin)
  await page.getByTestId('by-hand').tap()
  await typeKeys(page, 'WY')
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('staff-console')).toHaveCount(0)
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await expect(page.getByTestId('home')).toBeVisible()

  await openDoor(page)
  await expect(page.getByText('继续编辑')).toBeVisible()
  await typePin(page, pin)
  await expect(page.getByTestId('find-query')).toHaveText('WY')
  await expect(page.getByTestId('found-person').filter({ hasText: '已到' })).toBeDisabled()
})
