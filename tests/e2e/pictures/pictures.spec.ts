import type { Locator } from '@playwright/test'
import { expect, question, result, test as base } from '../fixtures.ts'
import { makeEventFolder } from '../../support/event-folder.ts'
import { newFolder, type RunningStation } from '../../support/station.ts'
import { FakeCentre } from '../../support/fake-centre.ts'
import { shiftedEnv, shiftPage, toMorningMs } from './morning.ts'
import { asRealStation, moveCheckIn, takePicture } from './picture-station.ts'
import { openDoor, signIn, typePin } from '../staff/door.ts'
import { touch } from '../touch.ts'
import { addVillages } from './villages.ts'

/*
 * Pictures of every screen as the running station shows it. `PICTURES=1` takes them with the panel upright and
 * lying and puts them into docs/pictures; without it the upright ones lie with the other results of the run.
 */
interface Parts {
  fakeCentre: FakeCentre
  /** How far page, stations and centre are from the machine's clock. */
  shiftMs: number
  take: (name: string, sign: Locator) => Promise<void>
}

const test = base.extend<Parts>({
  shiftMs: async ({ page }, use) => {
    const shiftMs = toMorningMs()
    await shiftPage(page, shiftMs)
    await use(shiftMs)
  },
  fakeCentre: async ({ shiftMs }, use) => {
    const centre = await FakeCentre.start()
    centre.serverTime = () => new Date(Date.now() + shiftMs).toISOString()
    await use(centre)
    await centre.close()
  },
  take: async ({ page }, use, info) => {
    await use((name, sign) => takePicture(page, info, name, sign))
  },
})
// Half of the panel's points are enough for a page of documentation.
test.use({ deviceScaleFactor: 0.5, contextOptions: { reducedMotion: 'reduce' } })
test.setTimeout(120_000)

test.beforeEach(({}, info) => {
  const isAsked = process.env.PICTURES === '1'
  test.skip(info.project.name !== 'portrait' && !isAsked, 'PICTURES=1 takes them with the panel lying, too')
})

const settled = ({ reader, outbox }: Awaited<ReturnType<RunningStation['health']>>): boolean =>
  reader.state === 'ready' && outbox.pending === 0 && outbox.lastError === null

test('a resident’s way through the screens', async ({ page, reader, start, fakeCentre, shiftMs, take }) => {
  const env = { ...shiftedEnv(shiftMs), STATION_KEY: 'p'.repeat(43) }
  const ok = page.getByRole('button', { name: '好的' })
  const dir = newFolder()
  await (await start({ dir, env })).stop()
  asRealStation(dir)
  const centre = { url: fakeCentre.url, token: 'TOKEN' }
  const setup = { dir, demo: false, reader: reader.path, centre, env }

  moveCheckIn(dir, 'away')
  const early = await start(setup)
  await early.healthy(settled)
  await page.goto(early.url)
  await take('home-nothing-on', page.getByText('现在没有活动').first())
  reader.say('place grandmother')
  await take('nothing-on', result(page, 'nothingOn'))
  reader.say('remove')
  await ok.tap()
  await question(page, 'scoring').getByTestId('consent-yes').tap()
  await take('consent-sharing', question(page, 'sharing'))
  await question(page, 'sharing').getByTestId('consent-no').tap()
  await take('thanks', page.getByText('记下了').first())
  await early.stop()
  await take('safe', page.getByText('机器正在休息').first())

  moveCheckIn(dir, 'back')
  const station = await start({ ...setup, port: Number(new URL(early.url).port) })
  const place = async (card: string, picture: string, sign: Locator): Promise<void> => {
    reader.say(`place ${card}`)
    await take(picture, sign)
    reader.say('remove')
    await station.healthy((now) => now.reader.state === 'ready')
  }
  await station.healthy(settled)
  await take('home', page.getByText('正在签到').first())
  await place('grandmother', 'checked-in-points', result(page, 'checkedIn').getByTestId('points-added'))
  await place('grandmother', 'already', result(page, 'alreadyCheckedIn'))
  await touch(page, page.getByRole('button', { name: '看我的积分' }))
  await take('my-credit', page.getByTestId('points-balance'))
  await touch(page, page.getByRole('button', { name: '这笔不对，我要问' }))
  await touch(page, page.getByRole('button', { name: /听宣讲《/ }).first())
  await touch(page, page.getByRole('button', { name: '我要问这笔' }))
  await take('objection', page.getByTestId('objection-number'))
  await touch(page, page.getByRole('button', { name: '看完了' }))
  await touch(page, page.getByRole('button', { name: /我的积分/ }))
  await touch(page, page.getByRole('button', { name: /怎么得分/ }))
  await take('rules', page.getByText('移风易俗').first())
  await touch(page, page.getByRole('button', { name: '首页' }))
  await touch(page, page.getByRole('button', { name: '日历' }))
  await take('calendar', page.getByTestId('event-card').first())
  await touch(page, page.getByTestId('event-card').first())
  await take('event', page.getByTestId('event-page'))
  await touch(page, page.getByRole('button', { name: '首页' }))
  await touch(page, page.locator('.find-door'))
  await take('activities', page.getByTestId('activity').first())
  await touch(page, page.getByRole('button', { name: '首页' }))
  await place('grandfather', 'checked-in-first', result(page, 'checkedIn'))
  await ok.tap()
  await take('consent-scoring', question(page, 'scoring'))
  await place('unreadable', 'unreadable', page.getByText('请再放一次').first())
  await place('unreadable', 'unreadable-again', page.getByText('还是读不出').first())
  await place('girl', 'child', result(page, 'minor'))

  await station.healthy(settled)
  await fakeCentre.close()
  reader.say('place foreigner')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await page.getByRole('button', { name: '首页' }).tap()
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await take('home-offline', page.getByText('网络断了').first())
  await touch(page, page.getByRole('button', { name: '字大小' }))
  await page.getByRole('radio', { name: 'English' }).tap()
  await touch(page, page.getByRole('button', { name: 'Text size' }))
  await take('home-english', page.getByRole('heading', { name: 'Place your ID card on the reader' }))
})

test('two events at once, and staff', async ({ page, reader, start, shiftMs, take }) => {
  const minuteMs = 60_000
  const shift = shiftMs / minuteMs
  const dir = newFolder()
  const beach = { title: '清理东海滩', kind: 'volunteer', startsIn: shift - 112, endsIn: shift + 8 } as const
  const lecture = {
    title: '医保报销今年怎么变',
    kind: 'lecture',
    startsIn: shift + 8,
    endsIn: shift + 68,
  } as const
  await makeEventFolder(dir, [beach, lecture])
  const setup = { dir, demo: false, reader: reader.path }
  const earlier = await start({ ...setup, env: shiftedEnv(shiftMs - 110 * minuteMs) })
  await earlier.healthy((now) => now.reader.state === 'ready')
  reader.say('place grandmother')
  await earlier.healthy(({ store }) => store.records === 2)
  reader.say('remove')
  await earlier.healthy((now) => now.reader.state === 'ready')
  await earlier.stop()

  const station = await start({ ...setup, env: shiftedEnv(shiftMs) })
  const isReady = (now: Awaited<ReturnType<RunningStation['health']>>): boolean =>
    now.reader.state === 'ready'
  await station.healthy(isReady)
  await page.goto(station.url)
  await take('home-two', page.getByText('正在签到').first())
  reader.say('place grandmother')
  await take('choose', page.getByText('您来参加哪一个').first())
  reader.say('remove')
  await station.healthy(isReady)
  await page.getByRole('button', { name: /签退这一个/ }).tap()
  await take('signed-out', result(page, 'checkedOut'))
  await page.getByRole('button', { name: '首页' }).tap()
  await question(page, 'scoring').getByTestId('consent-later').tap()
  await openDoor(page)
  await take('staff', page.getByText('您是哪一位').first())
  await page.getByRole('button', { name: '值班员' }).first().tap()
  await take('pin', page.getByTestId('pin-pad'))
  await typePin(page, '271828')
  await take('console', page.getByText('要您办的').first())
  await page.getByTestId('by-hand').tap()
  await take('by-hand', page.getByTestId('found-person').first())
  await touch(page, page.getByRole('button', { name: '活动' }).first())
  await take('console-events', page.getByRole('button', { name: '新活动' }))
  await touch(page, page.getByRole('button', { name: '人员' }).first())
  await take('console-people', page.getByTestId('open-teams'))
})

test('the demonstration', async ({ page, start, fakeCentre, shiftMs, take }) => {
  const station = await start({
    reader: 'simulated',
    centre: { url: fakeCentre.url, token: 'TOKEN' },
    env: shiftedEnv(shiftMs),
    supervised: true,
  })
  await station.healthy(settled)
  await page.goto(station.url)
  await take('tour', page.getByTestId('tour'))
  await touch(page, page.getByTestId('demo-cards').getByRole('button', { name: '不看了' }))
  await take('demonstration', page.getByTestId('demo-cards'))
  await page.locator('[data-card="grandmother"]').tap()
  await expect(result(page, 'checkedIn')).toBeVisible()
  await take('demonstration-tap', page.getByTestId('demo-cards').getByText(/^中心\s*\d/))
  await touch(page, question(page, 'scoring').getByTestId('consent-later'))
  await signIn(page, '246810')
  const rail = page.getByRole('navigation')
  await touch(page, rail.getByRole('button', { name: '设备' }))
  await take('device', page.getByTestId('device-reader'))
  await touch(page, rail.getByRole('button', { name: '设置' }))
  await touch(page, page.getByRole('button', { name: /备份/ }))
  await take('backup', page.getByTestId('backup-last'))
})

test('the centre', async ({ page, centre, take }) => {
  await addVillages(centre)
  await page.goto(centre.url)
  await take('centre', page.getByText('鸥湾村').first())
})

test('a folder in which nothing is set up', async ({ page, start, take }) => {
  const station = await start({ demo: false })
  await page.goto(station.url)
  await take('set-up', page.getByText('第1步，共8步'))
})
