import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'

/** The page's time goes on so far at once; what is due then happens. */
const pass = (page: Page, ms: number): Promise<void> => page.clock.runFor(ms)

const letter = (page: Page, name: string): Promise<void> =>
  touch(page, page.locator(`[data-letter="${name}"]`))

test('by letters to an event: three touches and the card sign up', async ({
  page,
  reader,
  start,
  complaints,
}) => {
  const station = await start({ reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.goto(station.url)
  await touch(page, page.locator('.find-door'))
  await letter(page, 'Q')
  await letter(page, 'S')
  await letter(page, 'H')
  const event = page.getByTestId('activity').filter({ hasText: '清扫海草房小巷' })
  await expect(event.locator('mark')).toHaveText('清扫海')
  await touch(page, page.getByTestId('erase-letter'))
  await expect(page.getByTestId('typed-letters')).toHaveText('QS')
  await touch(page, event)
  await touch(page, page.getByRole('button', { name: '我要参加' }))
  await expect(page.getByTestId('sign-up-card')).toBeVisible()
  reader.say('place grandmother')
  await expect(result(page, 'signedUp')).toBeVisible()
  expect(complaints).toEqual([])
})

test('whoever browses is asked after a minute, may go on, and home comes 20 seconds later', async ({
  page,
  start,
  complaints,
}) => {
  const station = await start()
  await page.clock.install()
  await page.goto(station.url)
  await touch(page, page.locator('.find-door'))
  await expect(page.getByTestId('activity').first()).toBeVisible()
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 50_000)
  const asked = page.locator('.idle-question')
  await expect(asked).toHaveCount(0)
  await pass(page, 11_000)
  await expect(asked).toBeVisible()
  await asked.getByRole('button', { name: '继续看' }).tap()
  await expect(asked).toHaveCount(0)
  await expect(page.getByTestId('activities')).toBeVisible()

  await pass(page, 59_000)
  await expect(asked).toHaveCount(0)
  await pass(page, 2_000)
  await expect(asked).toBeVisible()
  await pass(page, 20_000)
  await expect(page.getByTestId('home')).toBeVisible()
  expect(complaints).toEqual([])
})

test('the own page stays when the card is lifted, and ends by its key, when nobody is there, and by the next card', async ({
  page,
  reader,
  start,
  complaints,
}) => {
  const station = await start({ reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.clock.install()
  await page.goto(station.url)
  const mine = page.getByTestId('activities-mine')
  const openMine = async (outcome: string): Promise<void> => {
    await touch(page, page.locator('.find-door'))
    await touch(page, page.getByTestId('find-mine'))
    await expect(page.getByTestId('mine-card')).toBeVisible()
    reader.say('place grandmother')
    await expect(result(page, outcome)).toBeVisible()
    reader.say('remove')
    await station.healthy((health) => health.reader.state === 'ready')
    await pass(page, 7_000)
  }

  await openMine('checkedIn')
  await touch(page, question(page, 'scoring').getByTestId('consent-later'))
  await expect(mine).toBeVisible()
  await touch(page, page.getByTestId('mine-done'))
  await expect(page.getByTestId('home')).toBeVisible()

  await openMine('alreadyCheckedIn')
  await expect(mine).toBeVisible()
  await pass(page, 46_000)
  await expect(page.locator('.idle-question')).toBeVisible()
  await pass(page, 20_000)
  await expect(mine).toHaveCount(0)
  await expect(page.getByTestId('home')).toBeVisible()

  await openMine('alreadyCheckedIn')
  await expect(mine).toBeVisible()
  reader.say('place grandfather')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(mine).toHaveCount(0)
  expect(complaints).toEqual([])
})
