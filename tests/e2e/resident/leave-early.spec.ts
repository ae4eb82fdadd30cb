import type { Page } from '@playwright/test'
import { makeEventFolder, presencesIn, type EventAround } from '../../support/event-folder.ts'
import { newFolder, type RunningStation } from '../../support/station.ts'
import { expect, result, test, type Start } from '../fixtures.ts'
import { shiftedEnv } from '../pictures/morning.ts'

const minuteMs = 60_000
const service = { title: '海滩清洁志愿服务', kind: 'volunteer' } as const
/** Long enough under way, and about to end: a tap signs out. */
const ending: EventAround = { ...service, startsIn: -180, endsIn: 5 }

/**
 * A station at which the grandmother checked in with her card some minutes ago, by the clock of a station
 * that ran then.
 */
const insideSince = async (
  {
    page,
    start,
    reader,
  }: { page: Page; start: Start; reader: { path: string; say: (line: string) => void } },
  dir: string,
  minutesAgo: number,
): Promise<RunningStation> => {
  const setup = { dir, demo: false, reader: reader.path }
  const then = await start({ ...setup, env: shiftedEnv(-minutesAgo * minuteMs) })
  await then.healthy((health) => health.reader.state === 'ready')
  reader.say('place grandmother')
  await then.healthy(({ store }) => store.records === 2)
  reader.say('remove')
  await then.healthy((health) => health.reader.state === 'ready')
  await then.stop()
  const now = await start(setup)
  await now.healthy((health) => health.reader.state === 'ready')
  await page.goto(now.url)
  await expect(page.getByTestId('home')).toBeVisible()
  expect(presencesIn(dir)).toMatchObject([{ checkedOut: null }])
  return now
}

test('a tap before its time signs nobody out; it offers to leave with the minutes so far, and the key does so once', async ({
  page,
  start,
  reader,
  complaints,
}) => {
  const dir = newFolder()
  await makeEventFolder(dir, [{ ...service, startsIn: -100, endsIn: 30 }])
  const station = await insideSince({ page, start, reader }, dir, 95)
  reader.say('place grandmother')
  const offer = result(page, 'alreadyCheckedIn')
  const leave = offer.getByRole('button', { name: '提前离开·签退' })
  await expect(leave).toContainText('现在走，记 1小时35分')
  await expect(offer).toContainText('再刷一次身份证，就是签退')
  reader.say('remove')
  await page.waitForTimeout(400)
  await offer.getByRole('button', { name: '接着干，不走' }).tap()
  await expect(offer).toHaveCount(0)
  expect(presencesIn(station.dir)).toMatchObject([{ checkedOut: null }])

  await station.healthy((health) => health.reader.state === 'ready')
  reader.say('place grandmother')
  await expect(leave).toBeVisible()
  reader.say('remove')
  await page.waitForTimeout(400)
  await leave.tap()
  await expect(result(page, 'checkedOut')).toContainText('签退好了')
  await expect(result(page, 'checkedOut')).toContainText('1小时35分')
  const [left, ...others] = presencesIn(station.dir)
  expect(left?.checkedOut).not.toBeNull()
  expect(others).toEqual([])

  await station.healthy((health) => health.reader.state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'alreadyOut')).toBeVisible()
  expect(presencesIn(station.dir)).toEqual([left])
  expect(complaints).toEqual([])
})

test('near the end of the service a tap signs out with verified minutes', async ({ page, start, reader }) => {
  const dir = newFolder()
  await makeEventFolder(dir, [ending])
  const station = await insideSince({ page, start, reader }, dir, 170)
  reader.say('place grandmother')
  const out = result(page, 'checkedOut')
  await expect(out).toContainText('签退好了')
  await expect(out).toContainText('今天服务2小时50分')
  const [left] = presencesIn(station.dir)
  expect(left?.checkedOut).not.toBeNull()
})

test('at the gate of two events who is inside one is asked, and the card of that one signs out', async ({
  page,
  start,
  reader,
}) => {
  const dir = newFolder()
  const [cleaning] = await makeEventFolder(dir, [
    ending,
    { title: '防骗知识宣讲', kind: 'lecture', startsIn: 10, endsIn: 70 },
  ])
  await insideSince({ page, start, reader }, dir, 170)
  reader.say('place grandmother')
  const cards = page.getByTestId('event-card')
  await expect(cards).toHaveCount(2)
  await expect(cards.first()).toContainText('签退这一个')
  await expect(cards.last()).toContainText('签到这一个')
  reader.say('remove')
  await page.waitForTimeout(400)
  await cards.first().tap()
  await expect(result(page, 'checkedOut')).toContainText(cleaning!.title)
  const [left, ...others] = presencesIn(dir)
  expect(left?.event).toBe(cleaning!.id)
  expect(left?.checkedOut).not.toBeNull()
  expect(others).toEqual([])
})
