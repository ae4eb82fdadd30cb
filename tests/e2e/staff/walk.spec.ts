import { expect, result, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'
import { openDoor, signIn, typePin } from './door.ts'
import { setUp } from './first-run.ts'
import { makeLecture, said, typeWord } from './planning.ts'

const pin = '590271'
const title = '党史宣讲'

test('from a box to the first lecture: set up, plan, a card, edit, extend, cancel', async ({
  page,
  start,
  reader,
  complaints,
}) => {
  test.setTimeout(180_000)
  const station = await start({ demo: false, reader: reader.path })
  await page.goto(station.url)
  await setUp(page, reader, { code: '119999001077', pin })
  await expect(page.getByTestId('home')).toBeVisible()

  await signIn(page, pin)
  // 新活动 of today’s page leads into the form itself.
  await makeLecture(page, page.getByTestId('new-event'), title)
  await touch(page, page.getByTestId('staff-lock'))
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toContainText(title)
  reader.say('remove')
  await station.healthy(({ reader: { state }, store }) => state === 'ready' && store.records > 0)
  await touch(page, page.getByTestId('consent-later'))

  await openDoor(page)
  await typePin(page, pin)
  await settle(page)
  await expect(page.getByTestId('event-phase')).toHaveText('正在办')
  await touch(page, page.getByTestId('event-edit'))
  await typeWord(page, 'event-place', 'shitang', '食堂')
  await page.getByTestId('event-save').tap()
  await expect(said(page, '改好了')).toBeVisible()
  await touch(page, page.getByTestId('event-extend-30'))
  await expect(said(page, '延长好了')).toBeVisible()

  // 谁报了名 comes back to where it was opened.
  await touch(page, page.getByTestId('event-who'))
  await expect(page.locator('.work')).toContainText('王*兰')
  await touch(page, page.locator('.work').getByRole('button', { name: '活动', exact: true }))
  await expect(page.getByTestId('event-phase')).toHaveText('正在办')

  await touch(page, page.getByTestId('event-cancel'))
  await touch(page, page.getByTestId('stop-word').first())
  await page.getByTestId('stop-sure').tap()
  await expect(said(page, '取消好了')).toBeVisible()
  await expect(page.getByTestId('event-phase')).toHaveText('已取消')
  expect(complaints).toEqual([])
})
