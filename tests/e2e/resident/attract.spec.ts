import type { Page } from '@playwright/test'
import { expect, result, test } from '../fixtures.ts'
import { shiftedEnv, toMorningMs } from '../pictures/morning.ts'
import { signIn } from '../staff/door.ts'
import { settle } from '../touch.ts'

const pin = '246810'

/** From here on the page's time stands, and is moved by hand. */
const stopClock = async (page: Page, inMs: number): Promise<void> => {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + inMs)
}

/** A page whose home nobody has touched for a minute. */
const restingPage = async (page: Page, url: string): Promise<void> => {
  await page.clock.install()
  await page.goto(url)
  await expect(page.getByTestId('home')).toBeVisible()
  await stopClock(page, 61_000)
  await expect(page.getByTestId('attract')).toBeVisible()
  await expect(page.getByTestId('attract-next')).not.toBeEmpty()
}

test('idle for a minute home gives way, and the first touch only wakes, wherever it comes down', async ({
  page,
  start,
  complaints,
}) => {
  const station = await start()
  await page.clock.install()
  await page.goto(station.url)
  const door = page.locator('.home-doors .btn').first()
  await stopClock(page, 50_000)
  await expect(door).toBeVisible()
  const box = await door.boundingBox()
  if (box === null) throw new Error('the door has no place')
  const touchThere = (): Promise<void> => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  await page.clock.runFor(11_000)
  await expect(page.getByTestId('attract')).toBeVisible()

  // Just where a key of home lies: once wakes, and the second touch of a hurry is nobody's.
  await touchThere()
  await touchThere()
  await expect(page.getByTestId('home')).toBeVisible()
  await page.clock.runFor(400)
  await expect(page.getByTestId('home')).toBeVisible()
  await settle(page)
  await touchThere()
  await expect(page.getByTestId('home')).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('a card on it works as at home', async ({ page, reader, start, complaints }) => {
  const station = await start({ reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await restingPage(page, station.url)
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  expect(complaints).toEqual([])
})

interface StaffPage extends Element {
  __vue_app__: {
    config: {
      globalProperties: {
        $pinia: {
          _s: Map<string, { attempt: (call: string, input: object) => Promise<{ events: StaffEvent[] }> }>
        }
      }
    }
  }
}
interface StaffEvent {
  event: { id: string; title: string }
  sequence: number
}

/** Cancels the event of this title, as a clerk who is signed in on the page. */
const cancelEvent = (page: Page, title: string): Promise<unknown> =>
  page.evaluate(async (wanted) => {
    const root = document.querySelector<StaffPage>('#page')
    const staff = root?.__vue_app__.config.globalProperties.$pinia._s.get('staff')
    if (!staff) throw new Error('the page has no staff')
    const { events } = await staff.attempt('events.list', { from: null, to: null, phase: null, page: 0 })
    const found = events.find(({ event }) => event.title === wanted)
    if (!found) throw new Error(`no event is called ${wanted}`)
    const { event, sequence } = found
    const seen = { event: event.id, sequence, scope: 'one' }
    return staff.attempt('events.cancel', { ...seen, reason: '讲课的人病了', movedTo: null })
  }, title)

test('an event that is cancelled is off the poster at once', async ({ page, browser, start, complaints }) => {
  const station = await start({ env: shiftedEnv(toMorningMs()) })
  await restingPage(page, station.url)
  const next = page.getByTestId('attract-next')
  const title = (await next.getByRole('heading').textContent())?.trim() ?? ''
  expect(title).not.toBe('')

  const desk = await browser.newContext({ hasTouch: true, viewport: { width: 1080, height: 1920 } })
  const clerk = await desk.newPage()
  await clerk.goto(station.url)
  await signIn(clerk, pin)
  await cancelEvent(clerk, title)
  await expect(next).not.toContainText(title)
  await desk.close()
  expect(complaints).toEqual([])
})
