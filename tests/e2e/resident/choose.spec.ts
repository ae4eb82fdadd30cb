import type { Locator, Page } from '@playwright/test'
import { makeEventFolder, presencesIn, type EventAround } from '../../support/event-folder.ts'
import { newFolder, type RunningStation } from '../../support/station.ts'
import { expect, result, test, type Start } from '../fixtures.ts'

const titles = ['防骗知识宣讲', '广场舞排练', '剪纸培训', '义诊量血压', '村民议事会']
const kinds = ['lecture', 'culture', 'training', 'health', 'service'] as const

/** `count` events whose check-in is open now. */
const openNow = (count: number): EventAround[] =>
  kinds.slice(0, count).map((kind, index) => ({
    title: titles[index]!,
    kind,
    startsIn: -10,
    endsIn: 60 + index,
  }))

interface Begun {
  station: RunningStation
  ids: string[]
}

const begin = async (
  { page, start, reader }: { page: Page; start: Start; reader: { path: string } },
  count: number,
): Promise<Begun> => {
  const dir = newFolder()
  const events = await makeEventFolder(dir, openNow(count))
  const station = await start({ dir, demo: false, reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  return { station, ids: events.map(({ id }) => id) }
}

const lifted = (station: RunningStation): Promise<unknown> =>
  station.healthy((health) => health.reader.state === 'ready')

const cardsOf = (page: Page): Locator => page.getByTestId('event-card')

/** Wholly on the screen, wide enough for a thumb, and nothing lies over it. */
const canBeTouched = async (page: Page, target: Locator): Promise<void> => {
  const box = (await target.boundingBox())!
  const screen = page.viewportSize()!
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(72)
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(screen.width)
  expect(box.y + box.height).toBeLessThanOrEqual(screen.height)
  await target.tap({ trial: true })
}

test('one touch checks in to the one that was chosen, and the next in the queue is not asked', async ({
  page,
  start,
  reader,
  complaints,
}) => {
  const { station, ids } = await begin({ page, start, reader }, 2)
  reader.say('place grandmother')
  await expect(result(page, 'chooseEvent')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('王*兰')
  await expect(cardsOf(page)).toHaveCount(2)
  expect(presencesIn(station.dir)).toEqual([])
  reader.say('remove')
  await lifted(station)

  await page.waitForTimeout(400)
  await cardsOf(page).filter({ hasText: titles[1]! }).tap()
  await expect(result(page, 'checkedIn')).toContainText(titles[1]!)
  expect(presencesIn(station.dir).map(({ event }) => event)).toEqual([ids[1]])

  reader.say('place grandfather')
  await expect(result(page, 'checkedIn').getByTestId('resident-name')).toHaveText('于*海')
  await expect(cardsOf(page)).toHaveCount(0)
  expect(presencesIn(station.dir).map(({ event }) => event)).toEqual([ids[1], ids[1]])
  expect(complaints).toEqual([])
})

test('who leaves without a choice is in nowhere, and the next one is asked', async ({
  page,
  start,
  reader,
}) => {
  const { station } = await begin({ page, start, reader }, 4)
  reader.say('place grandmother')
  await expect(cardsOf(page)).toHaveCount(4)
  await expect(page.getByRole('button', { name: '下一页' })).toHaveCount(0)
  reader.say('remove')
  await page.waitForTimeout(400)
  await page.getByRole('button', { name: '首页' }).tap()
  await expect(page.getByTestId('home')).toBeVisible()
  expect(presencesIn(station.dir)).toEqual([])
  await lifted(station)
  reader.say('place grandfather')
  await expect(result(page, 'chooseEvent').getByTestId('resident-name')).toHaveText('于*海')
})

test('four stand on a page within reach; the fifth stands on the next, and can be chosen there', async ({
  page,
  start,
  reader,
}) => {
  const { station, ids } = await begin({ page, start, reader }, 5)
  reader.say('place grandmother')
  await expect(cardsOf(page)).toHaveCount(4)
  reader.say('remove')
  await page.waitForTimeout(400)
  const forward = page.getByRole('button', { name: '下一页' })
  const back = page.getByRole('button', { name: '上一页' })
  for (const card of await cardsOf(page).all()) await canBeTouched(page, card)
  await canBeTouched(page, forward)
  await expect(back).toBeDisabled()
  await forward.tap()
  await expect(cardsOf(page)).toHaveCount(1)
  await expect(cardsOf(page)).toContainText(titles[4]!)
  await expect(forward).toBeDisabled()
  await back.tap()
  await expect(cardsOf(page)).toHaveCount(4)
  await forward.tap()
  await canBeTouched(page, cardsOf(page))
  await cardsOf(page).tap()
  await expect(result(page, 'checkedIn')).toContainText(titles[4]!)
  expect(presencesIn(station.dir).map(({ event }) => event)).toEqual([ids[4]])
})
