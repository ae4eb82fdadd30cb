import type { Locator, Page } from '@playwright/test'
import type { Push, PushName } from '../../electron/contract/pushes.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { openPageSocket, type PageSocket } from '../support/page-socket.ts'
import type { RunningStation } from '../support/station.ts'
import { expect, result, test as base } from './fixtures.ts'

interface Parts {
  fakeCentre: FakeCentre
  /** A demonstration with its simulated reader, on the page. */
  demonstration: RunningStation
}

const test = base.extend<Parts>({
  fakeCentre: async ({}, use) => {
    const centre = await FakeCentre.start()
    await use(centre)
    await centre.close()
  },
  demonstration: async ({ page, start, fakeCentre, complaints }, use) => {
    expect(complaints).toEqual([])
    const station = await start({
      reader: 'simulated',
      centre: { url: fakeCentre.url, token: 'TOKEN' },
      supervised: true,
    })
    await station.healthy(({ reader, outbox }) => reader.state === 'ready' && outbox.lastError === null)
    await page.goto(station.url)
    await expect(page.getByTestId('demo-cards')).toBeVisible()
    await use(station)
  },
})

const card = (page: Page, id: string): Locator => page.locator(`[data-card="${id}"]`)
const key = (page: Page, name: string): Locator =>
  page.getByTestId('demo-cards').getByRole('button', { name })
const stages = (page: Page): Locator => page.getByTestId('demo-cards').getByRole('listitem')
const pushesOf = <N extends PushName>(socket: PageSocket, name: N): Push<N>[] =>
  socket.received.flatMap((message) =>
    message.type === 'push' && message.name === name ? [message.value as Push<N>] : [],
  )

/** A visitor's card lies for a moment; the next one is put down after it was taken away. */
const lifted = (station: RunningStation): Promise<unknown> =>
  station.healthy(({ reader }) => reader.state === 'ready')

test('a card that a finger taps is checked in, and the strip shows the five stages of its way', async ({
  page,
  demonstration,
  fakeCentre,
}) => {
  await expect(stages(page)).toHaveText([/^卡\s*–$/, /^校验\s*–$/, /^落盘\s*–$/, /^屏幕\s*–$/, /^中心\s*–$/])
  await card(page, 'grandmother').tap()
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('王*兰')
  await expect(stages(page)).toHaveText([
    /^卡\s*[\d.]+\s*毫秒$/,
    /^校验\s*[\d.]+$/,
    /^落盘\s*[\d.]+$/,
    /^屏幕\s*[\d.]+$/,
    /^中心\s*[\d.]+$/,
  ])
  expect((await demonstration.health()).store.records).toBe(2)
  expect(fakeCentre.distinctIds).toHaveLength(2)
})

test('the same card again, the drawer’s last one, says already and records nothing', async ({
  page,
  demonstration,
}) => {
  await card(page, 'grandfather').tap()
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('于*海')
  await lifted(demonstration)
  await card(page, 'again').tap()
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveText('于*海')
  expect((await demonstration.health()).store.records).toBe(2)
})

test('without the net the queue grows and home says so; with it again everything goes up', async ({
  page,
  demonstration,
  fakeCentre,
}) => {
  await key(page, '拔网线').tap()
  await expect(key(page, '插回网线')).toHaveAttribute('aria-pressed', 'true')
  await card(page, 'foreigner').tap()
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(page.getByTestId('queue-pending')).toHaveText('2')
  await expect(stages(page).last()).toHaveText(/^中心\s*在等$/)
  await lifted(demonstration)
  await card(page, 'girl').tap()
  await expect(result(page, 'minor')).toBeVisible()
  await expect(page.getByTestId('queue-pending')).toHaveText('3')
  await key(page, '收起').tap()
  await page.getByRole('button', { name: '首页' }).tap()
  await expect(page.getByTestId('home')).toContainText('网络断了，不影响签到')
  await expect(page.getByTestId('home')).toContainText('3 条已存好')
  expect(fakeCentre.held).toHaveLength(0)

  await page.getByRole('button', { name: '打开抽屉' }).tap()
  await key(page, '插回网线').tap()
  await expect(page.getByTestId('queue-pending')).toHaveText('0')
  await demonstration.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)
  expect(fakeCentre.distinctIds).toHaveLength(3)
})

test('a worn card: once more, then another way', async ({ page, demonstration }) => {
  await card(page, 'unreadable').tap()
  await expect(result(page, 'cardUnreadable')).toContainText('没读出来')
  await lifted(demonstration)
  await card(page, 'unreadable').tap()
  await expect(result(page, 'cardUnreadable')).toContainText('还是读不出')
  expect((await demonstration.health()).store.records).toBe(0)
})

test('a child is counted and not kept', async ({ page, demonstration }) => {
  await card(page, 'girl').tap()
  await expect(result(page, 'minor')).toBeVisible()
  expect((await demonstration.health()).store.records).toBe(1)
})

test('of a crowd whoever was read has arrived once, also when the station ends in the middle', async ({
  page,
  demonstration,
  fakeCentre,
  start,
}) => {
  test.setTimeout(120_000)
  const listener = await openPageSocket(demonstration.url)
  const crowd = page.getByTestId('demo-cards').locator('.demo-switches button').last()
  await expect(crowd).toHaveText('来 60 个人')
  await crowd.tap()
  await expect(crowd).toBeDisabled()
  await expect(page.locator('.crowd .num')).toBeVisible()
  const inside = (): number => pushesOf(listener, 'home').at(-1)?.open?.arrived ?? 0
  await expect.poll(inside, { timeout: 60_000 }).toBeGreaterThanOrEqual(12)
  await page.goto('about:blank')
  await demonstration.stop()
  listener.close()

  const counts = pushesOf(listener, 'home').map(({ open }) => open?.arrived ?? -1)
  expect([...new Set(counts)]).toEqual(Array.from({ length: Math.max(...counts) + 1 }, (_, count) => count))
  const taps = pushesOf(listener, 'lastTap').filter((tap) => tap?.outcome.kind === 'checkedIn')
  const shown = new Set(taps.map((tap) => tap?.seq)).size
  expect(shown).toBeGreaterThanOrEqual(12)

  const again = await start({
    dir: demonstration.dir,
    demo: false,
    reader: 'simulated',
    centre: { url: fakeCentre.url },
  })
  const health = await again.healthy(({ outbox }) => outbox.pending === 0)
  const arrived = health.store.records / 2
  // Who stood at the reader at the very end may be recorded and not have seen it.
  expect([shown, shown + 1]).toContain(arrived)
  expect(fakeCentre.distinctIds).toHaveLength(2 * arrived)
  // A page of its own: a browser may still fetch the icon of the station that has gone.
  const later = await page.context().newPage()
  await later.goto(again.url)
  await expect(later.getByTestId('home').locator('.arrived')).toHaveText(`${String(arrived)} 人已到`)
  await later.close()
})

test('starting over asks first, and 算了 leaves everything as it is', async ({ page, demonstration }) => {
  await card(page, 'grandmother').tap()
  await expect(result(page, 'checkedIn')).toBeVisible()
  await key(page, '重来').tap()
  await expect(page.getByRole('dialog')).toContainText('从头再来一遍？')
  await page.getByRole('dialog').getByRole('button', { name: '算了' }).tap()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect((await demonstration.health()).store.records).toBe(2)
})
