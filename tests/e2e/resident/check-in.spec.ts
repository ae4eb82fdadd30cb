import { expect, question, result, test } from '../fixtures.ts'

test('a card is put down, the resident is checked in, the record reaches the centre', async ({
  page,
  reader,
  station,
  centre,
}) => {
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('王*兰')
  // What is read out is the outcome, without the name.
  await expect(page.getByTestId('announcer').getByRole('img', { name: '签到好了' })).toHaveCount(1)
  await expect(page.getByTestId('points-added')).toHaveCount(0)
  reader.say('remove')

  const health = await station.healthy(({ outbox }) => outbox.pending === 0)
  expect(health.outbox.lastError).toBeNull()
  expect(health.store.records).toBe(2)
  const shown = (await (await fetch(`${centre.url}page.json`)).json()) as unknown
  expect(JSON.stringify(shown)).not.toMatch(/王|样|119999\d{12}/)
})

test('the same card again is "already", with the time, and makes no record', async ({
  page,
  reader,
  station,
}) => {
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  await expect(page.getByTestId('announcer').getByRole('img', { name: '您已经签过到了' })).toHaveCount(1)
  reader.say('remove')
  expect((await station.health()).store.records).toBe(2)
})

test('consent in two questions: points at once, the number to the city only after the second yes', async ({
  page,
  reader,
  station,
}) => {
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await expect(question(page, 'scoring')).toBeVisible()
  await question(page, 'scoring').getByTestId('consent-yes').tap()
  await expect(question(page, 'sharing')).toBeVisible()
  await expect(page.getByTestId('points-added')).toHaveText('+0.5')
  await station.healthy(({ store, outbox }) => store.records === 4 && outbox.pending === 0)
  await question(page, 'sharing').getByTestId('consent-yes').tap()
  await expect(page.getByTestId('points-added')).toHaveText('+0.5')
  await station.healthy(({ store, outbox }) => store.records === 6 && outbox.pending === 0)
  await expect(page.getByTestId('home')).toBeVisible()

  reader.say('place grandmother')
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  await expect(page.getByTestId('points-balance')).toContainText('0.5')
})

test('refusing is respected: no points, no second question, not asked again', async ({
  page,
  reader,
  station,
}) => {
  reader.say('place grandmother')
  await expect(question(page, 'scoring')).toBeVisible()
  reader.say('remove')
  await question(page, 'scoring').getByTestId('consent-no').tap()
  await expect(page.getByTestId('home')).toBeVisible()
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  await expect(page.getByTestId('points-balance')).toHaveCount(0)
  await expect(page.getByTestId('home')).toBeVisible({ timeout: 15_000 })
  await expect(question(page, 'scoring')).toHaveCount(0)
})

test('the next card takes the place of the question', async ({ page, reader, station }) => {
  reader.say('place grandmother')
  await expect(question(page, 'scoring')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandfather')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('于*海')
})

test('a child is counted and not kept', async ({ page, reader, station }) => {
  reader.say('place girl')
  await expect(result(page, 'minor')).toBeVisible()
  expect((await station.health()).store.records).toBe(1)
})

test('an unreadable card: once more, then another way', async ({ page, reader, station }) => {
  reader.say('place unreadable')
  await expect(result(page, 'cardUnreadable')).toBeVisible()
  await expect(page.getByText('请再放一次')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place unreadable')
  await expect(page.getByText('请找工作人员').first()).toBeVisible()
  await expect(page.getByText('请再放一次')).toHaveCount(0)
})

test('a name with a character that no ordinary font has is shown without an empty box', async ({
  page,
  reader,
  station,
}) => {
  expect((await station.health()).key).toBe('file')
  reader.say('place privateUse')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name').getByRole('img', { name: '生僻字' })).toBeVisible()
})
