import { expect, result, test } from '../fixtures.ts'

test('a new folder with nothing said begins with the first step of setting up', async ({
  page,
  start,
  complaints,
}) => {
  const station = await start({ demo: false })
  await page.goto(station.url)
  await expect(page.getByTestId('setup').getByText('第1步，共8步')).toBeVisible()
  await expect(page.getByTestId('home')).toHaveCount(0)
  expect(complaints).toEqual([])
})

test('a first PIN opens home with no event; a card gets its own page and is not checked in', async ({
  page,
  reader,
  start,
  complaints,
}) => {
  const station = await start({ demo: false, reader: reader.path, env: { STATION_PIN: '271828' } })
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await expect(page.getByText('现在没有活动').first()).toBeVisible()
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandfather')
  await expect(result(page, 'nothingOn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('于*海')
  expect((await station.health()).store.records).toBe(1)
  expect(complaints).toEqual([])
})

test('a reader that is not there is said on home, and found when it comes', async ({
  page,
  reader,
  start,
}) => {
  const station = await start({ reader: `${reader.path}-later` })
  await page.goto(station.url)
  await expect(page.getByText('读卡器没连上').first()).toBeVisible()
  expect((await station.health()).reader.state).toBe('searching')
})
