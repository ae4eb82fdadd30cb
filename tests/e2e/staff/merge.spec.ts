import type { Page } from '@playwright/test'
import type { Program } from '../../support/program.ts'
import { expect, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { signIn, typePin } from './door.ts'
import { said } from './planning.ts'

const pin = '246810'

const comeIn = async (page: Page, reader: Program, card: string): Promise<void> => {
  reader.say(`place ${card}`)
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await touch(page, page.getByTestId('consent-later'))
  await expect(page.getByTestId('home')).toBeVisible()
}

test('who comes with a new number becomes one with the old entry, by two persons', async ({
  page,
  reader,
  start,
}) => {
  test.setTimeout(120_000)
  const station = await start({ reader: reader.path })
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await comeIn(page, reader, 'grandfather')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await comeIn(page, reader, 'grandmother')
  await expect(page.getByTestId('home').locator('.arrived')).toHaveText('2 人已到')
  await signIn(page, pin)
  await touch(page, page.getByRole('button', { name: '人员' }).first())
  await touch(page, page.getByTestId('found-person').filter({ hasText: '王*兰' }))
  await touch(page, page.getByTestId('open-merge'))
  const merge = page.getByTestId('merge-people')
  await expect(merge).toBeDisabled()
  await touch(page, page.getByTestId('found-person').filter({ hasText: '于*海' }))
  // Both came to the same lecture: it counts once.
  await expect(page.locator('.work')).toContainText('两份都有，只算一次')
  const before = (await station.health()).store.records
  await touch(page, merge)

  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('要第二个人批')
  await touch(page, dialog.getByTestId('second-person').filter({ hasText: '站长' }))
  await typePin(page, '000000')
  await expect(dialog.getByRole('alert')).toContainText('密码不对')
  expect((await station.health()).store.records).toBe(before)
  await typePin(page, pin)
  await expect(said(page, '并好了')).toBeVisible()
  await station.healthy(({ store }) => store.records > before)

  // Two cards, one person: one has come, and either card is there already.
  await touch(page, page.getByTestId('staff-lock'))
  await expect(page.getByTestId('home').locator('.arrived')).toHaveText('1 人已到')
  reader.say('place grandfather')
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  reader.say('remove')
})
