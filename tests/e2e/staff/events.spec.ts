import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'
import { openDoor, signIn, typePin } from './door.ts'
import { makeLecture, openEvents, said, typeWord } from './planning.ts'

const pin = '246810'
const title = '党史宣讲'

/** The lecture of the demonstration gives way: cards are ours now. */
const cancelTheOther = async (page: Page): Promise<string> => {
  await touch(page, page.getByTestId('events-list'))
  const other = page.getByTestId('event-row').filter({ hasNotText: title }).first()
  await touch(page, other)
  const name = (await other.locator('b').textContent()) ?? ''
  await touch(page, page.getByTestId('event-cancel'))
  await touch(page, page.getByTestId('stop-word').first())
  await page.getByTestId('stop-sure').tap()
  await expect(said(page, '取消好了')).toBeVisible()
  await expect(page.getByTestId('event-phase')).toHaveText('已取消')
  return name
}

test('staff make a lecture by touch, a card checks in to it, and residents see every change of it', async ({
  page,
  browser,
  reader,
  station,
}) => {
  test.setTimeout(120_000)
  await signIn(page, pin)
  await openEvents(page)
  await makeLecture(page, page.getByTestId('event-new'), title)
  const other = await cancelTheOther(page)
  await page.getByTestId('staff-lock').tap()

  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(result(page, 'checkedIn')).toContainText(title)
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await question(page, 'scoring').getByTestId('consent-later').tap()

  const context = await browser.newContext()
  const resident = await context.newPage()
  await resident.goto(station.url)
  await touch(resident, resident.getByRole('button', { name: /日历/ }))
  await touch(resident, resident.getByTestId('event-card').filter({ hasText: title }))
  const shown = resident.getByTestId('event-page')
  await expect(shown).toContainText('礼堂')

  await openDoor(page)
  await typePin(page, pin)
  await settle(page)
  await touch(page, page.getByTestId('event-row').filter({ hasText: title }))
  await expect(page.getByTestId('event-phase')).toHaveText('正在办')
  await touch(page, page.getByTestId('event-edit'))
  await typeWord(page, 'event-place', 'shitang', '食堂')
  await page.getByTestId('event-save').tap()
  await expect(said(page, '改好了')).toBeVisible()
  await expect(shown).toContainText('食堂')

  const before = await shown.textContent()
  await touch(page, page.getByTestId('event-extend-30'))
  await expect(said(page, '延长好了')).toBeVisible()
  await expect(shown).not.toHaveText(before ?? '')

  await resident.getByRole('button', { name: '返回' }).tap()
  await touch(resident, resident.getByTestId('event-card').filter({ hasText: other }).first())
  await expect(shown).toContainText('天气不好')
  await context.close()
})
