import { businessDateOf } from '../../../electron/contract/values.ts'
import { expect, question, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'

const dayMs = 86_400_000

test('a resident looks through the calendar, signs up with the card, and sees it there', async ({
  page,
  reader,
  station,
}) => {
  const tomorrow = businessDateOf(Date.now() + dayMs)
  const openTomorrow = async (): Promise<void> => {
    await touch(page, page.getByRole('button', { name: '日历' }))
    await expect(page.getByTestId('calendar')).toBeVisible()
    await expect(page.getByTestId('event-card').first()).toBeVisible()
    await touch(page, page.locator(`[data-testid="calendar-day"][data-date="${tomorrow}"]`))
    await touch(page, page.getByTestId('event-card').filter({ hasText: '清扫海草房小巷' }))
    await expect(page.getByTestId('event-page')).toBeVisible()
  }

  const signUp = async (): Promise<void> => {
    await openTomorrow()
    await touch(page, page.getByRole('button', { name: '我要参加' }))
    await expect(page.getByTestId('sign-up-card')).toBeVisible()
    reader.say('place grandmother')
    await expect(result(page, 'signedUp')).toBeVisible()
    await expect(page.getByTestId('resident-name')).toHaveText('王*兰')
    reader.say('remove')
    await station.healthy(({ reader: { state } }) => state === 'ready')
  }

  await signUp()
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await expect(page.getByTestId('home')).toBeVisible()
  // The place is there already: nothing changes, and the page of the event is the person's own.
  await signUp()
  await touch(page, page.getByRole('button', { name: '看这一场' }))
  await expect(page.getByTestId('signed-up')).toBeVisible()
  await touch(page, page.getByRole('button', { name: '不去了' }))
  // The first touch only asks: the place is there until the second one.
  await expect(page.getByTestId('cancel-sure')).toBeVisible()
  await touch(page, page.getByRole('button', { name: '还是去' }))
  await expect(page.getByTestId('signed-up')).toBeVisible()
  await touch(page, page.getByRole('button', { name: '不去了' }))
  await expect(page.getByTestId('cancel-sure')).toBeVisible()
  await touch(page, page.getByRole('button', { name: '不去了' }))
  await expect(page.getByTestId('event-page')).toBeVisible()
  await expect(page.getByTestId('signed-up')).toHaveCount(0)
})
