import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { openDoor } from '../staff/door.ts'
import { touch } from '../touch.ts'

const press = (page: Page, name: string | RegExp): Promise<void> =>
  touch(page, page.getByRole('button', { name }).first())

const language = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.lang)

test('a guest reads English from the first touch to the own points, and who comes next reads Chinese', async ({
  page,
  reader,
  start,
  complaints,
}) => {
  const station = await start({ reader: reader.path })
  const tap = async (outcome: string, title: string): Promise<void> => {
    reader.say('place grandmother')
    await expect(result(page, outcome)).toContainText(title)
    reader.say('remove')
    await station.healthy(({ reader: { state } }) => state === 'ready')
  }
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await page.clock.install()
  await page.goto(station.url)
  await press(page, '字大小')
  await page.getByRole('radio', { name: 'English' }).tap()
  expect(await language(page)).toBe('en')
  await press(page, 'Text size')
  await expect(page.getByRole('heading', { name: 'Place your ID card on the reader' })).toBeVisible()

  await tap('checkedIn', 'You are checked in')
  await expect(question(page, 'scoring')).toContainText('You can join everything without it.')
  await question(page, 'scoring').getByTestId('consent-yes').tap()
  await expect(question(page, 'sharing')).toContainText('Give your ID number to the city centre?')
  await question(page, 'sharing').getByTestId('consent-no').tap()
  await expect(page.getByTestId('home')).toBeVisible()

  await tap('alreadyCheckedIn', 'You are already checked in')
  await press(page, 'See my points')
  await expect(page.getByTestId('points-balance')).toHaveText('0.5')
  await expect(page.getByText(/^Attending a lecture: /)).toBeVisible()
  await press(page, 'Done')
  await expect(page.getByTestId('home')).toContainText('Place your ID card')

  await page.clock.runFor(61_000)
  await expect(page.getByTestId('attract')).toBeVisible()
  expect(await language(page)).toBe('zh-CN')
  await expect(page.getByTestId('attract')).toContainText('请把身份证放在读卡处')
  expect(complaints).toEqual([])
})

test('staff’s door is Chinese, whatever the one before it had chosen', async ({ page, start }) => {
  const station = await start()
  await page.goto(station.url)
  await press(page, '字大小')
  await page.getByRole('radio', { name: 'English' }).tap()
  await press(page, 'Text size')
  await openDoor(page)
  expect(await language(page)).toBe('zh-CN')
  await press(page, '不是工作人员？点这里回首页。')
  await expect(page.getByTestId('home')).toContainText('Please ask staff')
  expect(await language(page)).toBe('en')
})
