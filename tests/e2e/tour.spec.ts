import type { Page } from '@playwright/test'
import { expect, question, result, test } from './fixtures.ts'
import { openDoor, typePin } from './staff/door.ts'
import { touch } from './touch.ts'

const says = (page: Page, text: string) => expect(page.getByTestId('tour')).toContainText(text)
const drawerKey = (page: Page, name: string) =>
  page.getByTestId('demo-cards').getByRole('button', { name, exact: true })
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)

test('the tour begins by itself and leads by touches from the first card to staff’s page', async ({
  page,
  centre,
  start,
  complaints,
}) => {
  test.slow()
  const token = await centre.token('119999777001')
  const station = await start({ reader: 'simulated', centre: { url: centre.url, token }, supervised: true })
  await station.healthy(({ reader, outbox }) => reader.state === 'ready' && outbox.lastError === null)
  const lifted = () => station.healthy(({ reader }) => reader.state === 'ready')
  await page.goto(station.url)

  await says(page, '点王*兰的卡')
  await touch(page, card(page, 'grandmother'))
  await expect(result(page, 'checkedIn')).toBeVisible()
  await says(page, '会问她一句话')
  await touch(page, question(page, 'scoring').getByTestId('consent-yes'))
  await touch(page, question(page, 'sharing').getByTestId('consent-no'))
  await says(page, '再点一次王*兰的卡')
  await lifted()
  await touch(page, card(page, 'grandmother'))
  // The drawer makes room for the key that is spoken of.
  await says(page, '点“看我的积分”')
  await touch(page, page.getByRole('button', { name: '看我的积分' }))
  await says(page, '看好了就点“看完了”')
  await touch(page, page.getByRole('button', { name: '看完了' }))
  await says(page, '拔网线')
  await touch(page, drawerKey(page, '拔网线'))
  await says(page, '网断了')
  await lifted()
  await touch(page, card(page, 'grandfather'))
  await says(page, '插回网线')
  await touch(page, question(page, 'scoring').getByTestId('consent-later'))
  await touch(page, drawerKey(page, '插回网线'))
  await says(page, '连点五下')
  await openDoor(page)
  await says(page, '选值班员')
  await page.getByRole('button', { name: '值班员' }).first().tap()
  await typePin(page, '246810')
  await says(page, '导览完了')
  await touch(page, page.getByTestId('staff-lock'))
  await expect(page.getByTestId('tour')).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('it can be stepped through, put away, called back, and read in English', async ({
  page,
  start,
  complaints,
}) => {
  const station = await start({ reader: 'simulated', supervised: true })
  await page.goto(station.url)
  await says(page, '点王*兰的卡')
  await touch(page, drawerKey(page, 'English'))
  await says(page, 'Touch this card')
  for (const part of ['see her points', 'network', 'Staff come in here']) {
    await touch(page, drawerKey(page, 'Next'))
    await says(page, part)
  }
  await touch(page, drawerKey(page, 'Next'))
  await expect(page.getByTestId('tour')).toHaveCount(0)
  await touch(page, drawerKey(page, 'Tour'))
  await says(page, 'Touch this card')
  await touch(page, drawerKey(page, 'Stop'))
  await expect(page.getByTestId('tour')).toHaveCount(0)
  // Who has put it away is not shown it again by a page that was only loaded anew with something recorded.
  await touch(page, card(page, 'foreigner'))
  await expect(result(page, 'checkedIn')).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('demo-cards')).toBeVisible()
  await expect(page.getByTestId('tour')).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('where the browser lets nothing sound before a touch, the banner says so until it does', async ({
  page,
  start,
  complaints,
}) => {
  const station = await start({ reader: 'simulated', supervised: true })
  await page.addInitScript(() => {
    const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state')
    let isTouched = false
    let isAwake = false
    window.addEventListener('pointerdown', () => (isTouched = true), true)
    Object.defineProperty(BaseAudioContext.prototype, 'state', {
      get(this: BaseAudioContext): unknown {
        return isAwake ? (state?.get?.call(this) as unknown) : 'suspended'
      },
    })
    AudioContext.prototype.resume = function (this: AudioContext) {
      if (!isTouched) return new Promise(() => undefined)
      isAwake = true
      this.dispatchEvent(new Event('statechange'))
      return Promise.resolve()
    }
  })
  await page.goto(station.url)
  await expect(page.getByTestId('touch-for-sound')).toHaveText('点一下屏幕，就有声音。')
  await touch(page, drawerKey(page, '不看了'))
  await expect(page.getByTestId('touch-for-sound')).toHaveCount(0)
  expect(complaints).toEqual([])
})
