import type { Page } from '@playwright/test'
import { openKioskPage, startBrowser } from '../support/browser.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { newFolder, removeFolder, startStation } from '../support/station.ts'

/**
 * What a finger waits for on the residents' pages in a Chromium that draws by software: from the touch to the frame in
 * which its key looks pressed, and from the whole interaction to its next frame, as the browser itself reports them.
 */
const rounds = 10
const goalMs = 100

interface Felt {
  name: string
  duration: number
}

/** One way through the residents' pages; every name is a key's. */
const way = [
  ['日历', '周', '日', '月', '12月', '全部队伍', '返回', '首页'],
  ['活动', '今天', '本周', '全部', 'Y', 'Z', '删除', '与我有关', '先不看', '首页'],
  ['字大小', '字大小', '高对比', '高对比', '放低屏幕', '放低屏幕', '找人帮忙', '好的'],
  ['我的积分', '怎么得分', '首页'],
] as const

const observe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const felt: Felt[] = []
    Object.assign(window, { felt })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (['pointerdown', 'pointerup', 'click'].includes(name)) felt.push({ name, duration })
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })

/** Touches a key where it is there: what stands on a page depends on the day. Returns whether it was. */
const touch = async (page: Page, name: string): Promise<boolean> => {
  const key = page.locator('button:visible:enabled').filter({ hasText: name }).first()
  const box = (await key.count()) === 0 ? null : await key.boundingBox()
  if (box === null) return false
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  // A touch that comes right after a change of page counts for nothing.
  await page.waitForTimeout(400)
  return true
}

const dir = newFolder()
const station = await startStation({ dir })
const browser = await startBrowser()
try {
  const page = await openKioskPage(browser, { hasTouch: true })
  await page.goto(station.url)
  await page.getByTestId('home').waitFor()
  await observe(page)
  sayLoad()
  let touches = 0
  for (let round = 0; round < rounds; round += 1)
    for (const names of way) for (const name of names) touches += (await touch(page, name)) ? 1 : 0
  const felt = await page.evaluate(() => (window as unknown as { felt: Felt[] }).felt)
  // What took less than a frame is not reported: it counts with the least that could have been.
  const whole = (names: readonly string[]): number[] => {
    const times = felt.filter(({ name }) => names.includes(name)).map(({ duration }) => duration)
    return [...Array.from({ length: Math.max(0, touches - times.length) }, () => 8), ...times]
  }
  for (const [what, names] of [
    ['touch to pressed look', ['pointerdown']],
    ['interaction to next paint', ['pointerup', 'click']],
  ] as const) {
    const times = whole(names)
    say(`${what}, ${String(touches)} touches: ${spread(times)}`)
    say(`  p95 against the goal of ${String(goalMs)} ms: ${(quantile(times, 0.95) / goalMs).toFixed(2)} ×`)
  }
  sayLoad()
} finally {
  await browser.close()
  await station.stop()
  removeFolder(dir)
}
