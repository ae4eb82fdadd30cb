import type { Page } from '@playwright/test'
import { businessDateOf } from '../../../electron/contract/values.ts'
import { expect, question, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { signIn } from './door.ts'
import { openEvents, said, typeDigits, typeWord } from './planning.ts'

const pin = '246810'
const title = '党史宣讲'
const tomorrow = businessDateOf(Date.now() + 86_400_000)

/** An hour tomorrow morning, for one person. */
const makeForOne = async (page: Page): Promise<void> => {
  await openEvents(page)
  await touch(page, page.getByTestId('event-new'))
  await typeWord(page, 'event-title', 'dangshixuanjiang', title)
  await typeWord(page, 'event-place', 'litang', '礼堂')
  await page.getByTestId('block-when').tap()
  const day = page.locator(`[data-day="${tomorrow}"]`)
  if ((await day.count()) === 0) await page.getByRole('button', { name: '下个月' }).tap()
  await day.tap()
  await page.getByTestId('block-who').tap()
  await typeDigits(page, 'event-capacity', '1')
  await page.getByTestId('event-save').tap()
  await expect(said(page, '发布好了')).toBeVisible()
  await page.getByTestId('staff-lock').tap()
}

const openEvent = async (page: Page): Promise<void> => {
  await touch(page, page.getByRole('button', { name: /日历/ }))
  await touch(page, page.locator(`[data-testid="calendar-day"][data-date="${tomorrow}"]`))
  await touch(page, page.getByTestId('event-card').filter({ hasText: title }))
  await expect(page.getByTestId('event-page')).toBeVisible()
}

test('two pages ask for the last place: one card gets it, the next one gets the queue', async ({
  page,
  browser,
  reader,
  station,
}) => {
  test.setTimeout(120_000)
  await signIn(page, pin)
  await makeForOne(page)
  const context = await browser.newContext()
  const second = await context.newPage()
  await second.goto(station.url)
  for (const one of [page, second]) {
    await openEvent(one)
    await touch(one, one.getByRole('button', { name: '我要参加' }))
    await expect(one.getByTestId('sign-up-card')).toBeVisible()
  }

  reader.say('place grandmother')
  await expect(result(page, 'signedUp')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await context.close()

  await expect(page.getByTestId('home')).toBeVisible()
  await openEvent(page)
  await expect(page.getByRole('button', { name: '我要参加' })).toHaveCount(0)
  await touch(page, page.getByRole('button', { name: '排队等位' }))
  await expect(page.getByTestId('sign-up-card')).toBeVisible()
  reader.say('place grandfather')
  await expect(result(page, 'waitListed')).toBeVisible()
  reader.say('remove')
})
