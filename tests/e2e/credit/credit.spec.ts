import type { Page } from '@playwright/test'
import { expect, question, result, test } from '../fixtures.ts'
import { signIn, typePin } from '../staff/door.ts'
import { settle, touch } from '../touch.ts'

const pin = '246810'
const press = (page: Page, name: string | RegExp): Promise<void> =>
  touch(page, page.getByRole('button', { name }).first())

interface Screen {
  page: Page
  reader: { say: (line: string) => void }
  station: { healthy: (is: (health: { reader: { state: string } }) => boolean) => Promise<unknown> }
}

const tapCard = async ({ page, reader, station }: Screen, outcome: string): Promise<void> => {
  reader.say('place grandmother')
  await expect(result(page, outcome)).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
}

/** Comes to the lecture, and agrees to collect points. */
const comeAndAgree = async (screen: Screen): Promise<void> => {
  const { page } = screen
  await tapCard(screen, 'checkedIn')
  await question(page, 'scoring').getByTestId('consent-yes').tap()
  await question(page, 'sharing').getByTestId('consent-no').tap()
  await expect(page.getByTestId('home')).toBeVisible()
}

const openMine = async (screen: Screen): Promise<void> => {
  await tapCard(screen, 'alreadyCheckedIn')
  await press(screen.page, '看我的积分')
  await expect(screen.page.getByRole('button', { name: '看完了' })).toBeVisible()
}

test('a tap, consent, points, a sentence that says why, an objection, and staff’s answer', async ({
  page,
  reader,
  station,
}) => {
  const screen = { page, reader, station }
  await comeAndAgree(screen)
  await openMine(screen)
  await expect(page.getByTestId('points-balance')).toHaveText('0.5')
  await expect(page.getByText(/^听宣讲《.+》/)).toBeVisible()

  await press(page, '这笔不对，我要问')
  await press(page, /听宣讲《/)
  await press(page, '我要问这笔')
  await expect(page.getByTestId('objection-number')).toHaveText('0001')
  await press(page, '看完了')
  await expect(page.getByTestId('home')).toBeVisible()

  await signIn(page, pin, '站长')
  await expect(page.getByTestId('approvals-waiting')).toContainText('1')
  await page.getByRole('button', { name: '审批' }).first().tap()
  await press(page, '积分异议')
  await page.getByTestId('objection-card').first().tap()
  await press(page, '没有错')
  await expect(page.getByText('没有等答复的异议。')).toBeVisible()
  await page.getByTestId('staff-lock').tap()
  await expect(page.getByTestId('home')).toBeVisible()

  await openMine(screen)
  await expect(page.getByText('查过了，没有错。')).toBeVisible()
  await expect(page.getByTestId('points-balance')).toHaveText('0.5')
})

test('a good deed that a resident tells of counts when a clerk and a second person say so', async ({
  page,
  reader,
  station,
}) => {
  const screen = { page, reader, station }
  await comeAndAgree(screen)
  await openMine(screen)
  await press(page, '更多')
  await press(page, '我做了件好事')
  await press(page, '邻里互助')
  await press(page, '今天')
  await expect(page.getByText('核实了，再由另一个人批，批了就记分。')).toBeVisible()
  await press(page, '看完了')

  await signIn(page, pin)
  await page.getByRole('button', { name: '审批' }).first().tap()
  await page.getByTestId('claim-card').first().tap()
  await settle(page)
  await page.getByTestId('vouch').tap()
  await page.getByTestId('approver').filter({ hasText: '站长' }).tap()
  await typePin(page, pin)
  await expect(page.getByText('批好了，+1 分记上了。')).toBeVisible()
  await page.getByTestId('staff-lock').tap()

  await openMine(screen)
  await expect(page.getByTestId('points-balance')).toHaveText('1.5')
  await expect(page.getByText('邻里互助').first()).toBeVisible()
  await station.healthy(({ outbox }) => outbox.pending === 0)
})

test('who takes consent back is not scored from then on, and keeps what was earned', async ({
  page,
  reader,
  station,
}) => {
  const screen = { page, reader, station }
  await comeAndAgree(screen)
  await openMine(screen)
  await press(page, '更多')
  await press(page, '不再攒积分')
  await press(page, '不再攒积分')
  await expect(page.getByText('改好了')).toBeVisible()
  await press(page, '看完了')

  await tapCard(screen, 'alreadyCheckedIn')
  await expect(page.getByTestId('points-balance')).toHaveCount(0)
  await press(page, '看我的积分')
  await press(page, '想攒积分？')
  await question(page, 'scoring').getByTestId('consent-yes').tap()
  await expect(page.getByTestId('points-balance')).toHaveText('0.5')
})

test('the next card ends the page of the person before it', async ({ page, reader, station }) => {
  const screen = { page, reader, station }
  await comeAndAgree(screen)
  await openMine(screen)
  reader.say('place grandfather')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).not.toHaveText('王*兰')
  await expect(page.getByRole('button', { name: '看完了' })).toHaveCount(0)
})
