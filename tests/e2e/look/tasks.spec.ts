import type { Page } from '@playwright/test'
import { makeEventFolder, type EventAround } from '../../support/event-folder.ts'
import { newFolder, type RunningStation } from '../../support/station.ts'
import { expect, question, result, test } from '../fixtures.ts'
import { signIn, typePin } from '../staff/door.ts'
import { touch } from '../touch.ts'
import { countTouches, taskTable, timeTask, type TaskRow } from './task-table.ts'

test.describe.configure({ mode: 'serial' })

const pin = '246810'
const rows: TaskRow[] = []

interface Screen {
  page: Page
  reader: { say: (line: string) => void }
  station: Pick<RunningStation, 'healthy'>
}

const press = (page: Page, name: string | RegExp): Promise<void> =>
  touch(page, page.getByRole('button', { name }).first())

/** Puts the card down; it is taken away when the page has said what it came to. */
const tapCard = async ({ page, reader, station }: Screen, outcome: string, who = 'grandmother') => {
  reader.say(`place ${who}`)
  await expect(result(page, outcome)).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
}

const goHome = async (page: Page): Promise<void> => {
  await press(page, '首页')
  await expect(page.getByTestId('home')).toBeVisible()
}

/** Does the task, adds it to the table, and holds it to the touches that it may take. */
const task = async (page: Page, name: string, most: number, work: () => Promise<number>): Promise<void> => {
  const row = await timeTask(page, name, work)
  rows.push(row)
  expect(row.touches, `${name}: touches`).toBeLessThanOrEqual(most)
}

test.beforeEach(async ({ page }) => {
  await countTouches(page)
})

test.afterAll(() => {
  process.stdout.write(`\n${taskTable(rows)}\n`)
})

test('what a resident does takes as few touches as was promised', async ({ page, reader, station }) => {
  test.slow()
  const screen = { page, reader, station }
  await task(page, '签到', 0, async () => {
    await tapCard(screen, 'checkedIn')
    return 1
  })
  await task(page, '答两个问题', 2, async () => {
    await touch(page, question(page, 'scoring').getByTestId('consent-yes'))
    await touch(page, question(page, 'sharing').getByTestId('consent-no'))
    await expect(page.getByTestId('home')).toBeVisible()
    return 0
  })
  await task(page, '再刷一次', 0, async () => {
    await tapCard(screen, 'alreadyCheckedIn')
    return 1
  })
  await goHome(page)
  await task(page, '我的积分', 1, async () => {
    await press(page, '我的积分')
    reader.say('place grandmother')
    await expect(page.getByTestId('points-balance')).toHaveText('0.5')
    reader.say('remove')
    return 1
  })
  await task(page, '问一笔积分', 3, async () => {
    await press(page, '这笔不对，我要问')
    await press(page, /听宣讲《/)
    await press(page, '我要问这笔')
    await expect(page.getByTestId('objection-number')).toBeVisible()
    return 0
  })
  await press(page, '看完了')
  await station.healthy((health) => health.reader.state === 'ready')
  await task(page, '报名', 3, async () => {
    await touch(page, page.locator('.find-door'))
    // Which stand first depends on the hour.
    await touch(
      page,
      page
        .getByTestId('activity')
        .filter({ hasText: /还有|可以报名/ })
        .first(),
    )
    await press(page, '我要参加')
    await tapCard(screen, 'signedUp')
    return 1
  })
  await goHome(page)
  await task(page, '按拼音找活动', 4, async () => {
    await touch(page, page.locator('.find-door'))
    for (const letter of ['Q', 'S']) await touch(page, page.locator(`[data-letter="${letter}"]`))
    await touch(page, page.getByTestId('activity').filter({ hasText: '清扫海草房小巷' }))
    await expect(page.getByTestId('event-page')).toBeVisible()
    return 0
  })
  await goHome(page)
  await task(page, '看明天有什么', 2, async () => {
    await press(page, '日历')
    await touch(page, page.getByTestId('calendar-day').nth(1))
    await expect(page.getByTestId('calendar')).toBeVisible()
    return 0
  })
  await goHome(page)
  await task(page, '字放大', 2, async () => {
    await press(page, '字大小')
    await touch(page, page.locator('label').filter({ hasText: '特大' }))
    await expect(page.locator('html')).toHaveAttribute('data-text', 'largest')
    return 0
  })
  await task(page, '找人帮忙', 1, async () => {
    await press(page, /找人\s*帮忙/)
    await expect(page.getByRole('dialog')).toBeVisible()
    return 0
  })
  await press(page, '好的')
  await task(page, '这不是我', 1, async () => {
    await tapCard(screen, 'checkedIn', 'grandfather')
    await press(page, '这不是我')
    await expect(result(page, 'disputed')).toBeVisible()
    return 1
  })
})

test('who stands before two open events chooses with one touch', async ({ page, start, reader }) => {
  const dir = newFolder()
  const open = (title: string, kind: EventAround['kind'], endsIn: number): EventAround => ({
    title,
    kind,
    startsIn: -10,
    endsIn,
  })
  await makeEventFolder(dir, [open('防骗知识宣讲', 'lecture', 60), open('广场舞排练', 'culture', 61)])
  const station = await start({ dir, demo: false, reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.goto(station.url)
  const screen = { page, reader, station }
  await task(page, '两个活动里选一个', 1, async () => {
    await tapCard(screen, 'chooseEvent')
    await touch(page, page.getByTestId('event-card').first())
    await expect(result(page, 'checkedIn')).toBeVisible()
    return 1
  })
})

test('what staff do from today’s page takes four touches at most, PIN and letters apart', async ({
  page,
  reader,
  station,
}) => {
  test.slow()
  const screen = { page, reader, station }
  await tapCard(screen, 'checkedIn')
  await touch(page, question(page, 'scoring').getByTestId('consent-yes'))
  await touch(page, question(page, 'sharing').getByTestId('consent-no'))
  await expect(page.getByTestId('home')).toBeVisible()
  await tapCard(screen, 'alreadyCheckedIn')
  for (const name of ['看我的积分', '更多', '我做了件好事', '邻里互助', '今天']) await press(page, name)
  await press(page, '看完了')
  await signIn(page, pin)
  const today = page.getByRole('button', { name: '今天', exact: true }).first()

  await task(page, '值班：撤回一次签到', 2, async () => {
    await touch(page, page.getByTestId('undo').first())
    await touch(page, page.getByRole('dialog').getByRole('button', { name: '签错了人' }))
    await expect(page.getByRole('status').filter({ hasText: '撤回了' })).toBeVisible()
    return 0
  })
  const letters = 2
  await task(page, '值班：没带卡签到（两个字母在内）', 4 + letters, async () => {
    await touch(page, page.getByTestId('by-hand'))
    for (const letter of ['W', 'Y']) await touch(page, page.getByTestId(`key-${letter}`))
    await touch(page, page.getByTestId('found-person').first())
    await touch(page, page.getByTestId('check-in-by-hand'))
    await expect(page.getByRole('status').filter({ hasText: '签好了 1 位' })).toBeVisible()
    return 0
  })
  await touch(page, today)
  await task(page, '值班：打印名册', 4, async () => {
    await touch(page, page.getByTestId('event-list'))
    await expect(page.getByTestId('staff-console')).toContainText('王*兰')
    return 0
  })
  await touch(page, today)
  await task(page, '值班：两个人批一件好事（密码在内）', 4 + pin.length, async () => {
    await touch(page, page.getByRole('button', { name: '审批' }).first())
    await touch(page, page.getByTestId('claim-card').first())
    await touch(page, page.getByTestId('vouch'))
    await touch(page, page.getByTestId('approver').filter({ hasText: '站长' }))
    await typePin(page, pin)
    await expect(page.getByText('批好了，+1 分记上了。')).toBeVisible()
    return 0
  })
})
