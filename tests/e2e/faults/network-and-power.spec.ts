import { expect, result, test } from '../fixtures.ts'
import { newFolder, removeFolder, startCentre } from '../../support/station.ts'

test('without the centre everything goes on; when it is back, everything arrives once', async ({
  page,
  reader,
  start,
}) => {
  const centreDir = newFolder()
  let centre = await startCentre({ dir: centreDir })
  const token = await centre.token()
  const station = await start({ reader: reader.path, centre: { url: centre.url, token } })
  await page.goto(station.url)
  await station.healthy(({ outbox, reader: { state } }) => state === 'ready' && outbox.lastError === null)
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await station.healthy(({ outbox, store }) => store.records === 2 && outbox.pending === 0)
  reader.say('remove')

  await centre.kill()
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandfather')
  await expect(page.getByTestId('resident-name')).toHaveText('于*海')
  await expect(page.getByTestId('queue-pending')).toHaveText('2')
  await station.healthy(({ outbox }) => outbox.pending === 2 && outbox.lastError !== null)

  const port = Number(new URL(centre.url).port)
  centre = await startCentre({ dir: centreDir, port })
  await station.healthy(({ outbox }) => outbox.pending === 0)
  await expect(page.getByTestId('queue-pending')).toHaveText('0')
  await centre.stop()
  removeFolder(centreDir)
})

test('killed and started again, the station shows on the same page what was true', async ({
  page,
  reader,
  start,
}) => {
  const dir = newFolder()
  const key = 'k'.repeat(64)
  const first = await start({ dir, reader: reader.path, env: { STATION_KEY: key } })
  await page.goto(first.url)
  await first.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await first.kill()
  reader.say('remove')
  const port = Number(new URL(first.url).port)
  const second = await start({ dir, reader: reader.path, port, env: { STATION_KEY: key } })
  await second.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  expect((await second.health()).store.records).toBe(2)
})
