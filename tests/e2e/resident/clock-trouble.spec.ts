import { releasedAt } from '../../../electron/station/version.ts'
import { systemClock } from '../../../electron/base/clock.ts'
import { makeEventFolder, presencesIn, type EventAround } from '../../support/event-folder.ts'
import { FakeCentre } from '../../support/fake-centre.ts'
import { newFolder } from '../../support/station.ts'
import { expect, result, test as base } from '../fixtures.ts'
import { shiftedEnv, shiftPage } from '../pictures/morning.ts'

const dayMs = 86_400_000
const talk: EventAround = { title: '防骗知识宣讲', kind: 'lecture', startsIn: -5, endsIn: 60, pinned: true }

const test = base.extend<{ fakeCentre: FakeCentre }>({
  fakeCentre: async ({}, use) => {
    const centre = await FakeCentre.start()
    await use(centre)
    await centre.close()
  },
})

test('a machine that wakes up in the past says so, refuses nobody, and marks what it records', async ({
  page,
  start,
  reader,
  fakeCentre,
  complaints,
}) => {
  // A mainboard whose battery is empty begins before the program was made.
  const shiftMs = releasedAt - 30 * dayMs - systemClock.now()
  await shiftPage(page, shiftMs)
  const dir = newFolder()
  const [event] = await makeEventFolder(dir, [talk])
  const station = await start({ dir, demo: false, reader: reader.path, env: shiftedEnv(shiftMs) })
  const health = await station.healthy((now) => now.reader.state === 'ready')
  expect(health.clock.state).toBe('unset')
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toContainText('签到照常，时间请工作人员核对')
  await expect(page.getByTestId('home')).toContainText(talk.title)

  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toContainText('签到已记下，时间要工作人员核对')
  reader.say('remove')
  expect(presencesIn(dir)).toMatchObject([{ event: event!.id, checkedOut: null }])
  expect(complaints).toEqual([])
  await page.goto('about:blank')
  await station.stop()

  // The next start knows the time again; what was recorded keeps its mark.
  const centre = { url: fakeCentre.url, token: 'TOKEN' }
  const later = await start({ dir, demo: false, centre })
  await later.healthy(({ outbox }) => outbox.pending === 0)
  const checkIn = fakeCentre.held.find(({ event: { type } }) => type === 'cn.wmsj.attendance.checkin.v1')
  expect(checkIn?.event).toMatchObject({ clockstate: 'unset' })
})

test('a clock that went back is noticed at the next start', async ({ page, start, reader }) => {
  const dir = newFolder()
  await makeEventFolder(dir, [talk])
  const setup = { dir, demo: false, reader: reader.path }
  const before = await start(setup)
  await before.healthy((health) => health.reader.state === 'ready')
  reader.say('place grandmother')
  await before.healthy(({ store }) => store.records === 2)
  reader.say('remove')
  await before.stop()

  const shiftMs = -2 * 3_600_000
  await shiftPage(page, shiftMs)
  const station = await start({ ...setup, env: shiftedEnv(shiftMs) })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toContainText('签到照常，时间请工作人员核对')
  reader.say('place grandfather')
  await expect(result(page, 'checkedIn')).toContainText(talk.title)
})
