import type { Page } from '@playwright/test'
import { systemClock } from '../../electron/base/clock.ts'
import { createIds } from '../../electron/base/ids.ts'
import { plannedEvent } from '../../electron/calendar/programme.ts'
import { insertEvent } from '../../electron/calendar/store.ts'
import type { EventDetails } from '../../electron/contract/calendar.ts'
import { addDays, addMonths, businessDateOf, shanghaiTime } from '../../electron/contract/values.ts'
import { ConnectionTx, openWriter, Statements } from '../../electron/store/connection.ts'
import { recordsFile } from '../../electron/store/files.ts'
import { warmAfterMs } from '../../renderer/warm.ts'
import { startBrowser, openKioskPage } from './browser.ts'
import { newFolder, removeFolder, startStation } from './station.ts'

const hourMs = 3_600_000

/** How often the month is opened, and how long after a start nobody touches the page. */
interface Opening {
  rounds?: number
  restMs?: number
}

/** Fills this month of a station that does not run: so many events on each of its first 30 days. */
const fillMonth = (dir: string, aDay: number, about: (index: number) => EventDetails): void => {
  const newId = createIds(systemClock)
  const db = openWriter(recordsFile(dir))
  const tx = new ConnectionTx(new Statements(db), true)
  const first = `${businessDateOf(Date.now()).slice(0, 7)}-01`
  db.exec('begin')
  for (let index = 0; index < 30 * aDay; index += 1) {
    const date = addDays(first, Math.floor(index / aDay))
    if (date >= addMonths(first, 1)) break
    const startsAt = shanghaiTime(date, 8 * 60) + (index % aDay) * hourMs
    const event = plannedEvent({ id: newId(), details: about(index), startsAt, endsAt: startsAt + hourMs })
    // Nobody checks in to these: the demonstration's own lecture is the one that is on.
    insertEvent(tx, { ...event, status: 'published', checkIn: null }, startsAt)
  }
  db.exec('commit')
  db.close()
}

/**
 * Milliseconds from the finger on the key to the frame in which so many things of `drawn` stand there. Times of both
 * are the browser's own: driving it adds nothing.
 */
const touchToPaint = async (page: Page, key: string, drawn: string, least: number): Promise<number> => {
  const measured = page.evaluate(
    ([selector, count]) =>
      new Promise<number>((resolve) => {
        const begun = { at: 0 }
        const look = (): void => {
          if (document.querySelectorAll(selector).length < count) requestAnimationFrame(look)
          else {
            // The next frame begins once this one is drawn.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel()
              port1.onmessage = () => {
                resolve(performance.now() - begun.at)
              }
              port2.postMessage(null)
            })
          }
        }
        document.addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            begun.at = timeStamp
            look()
          },
          { capture: true, once: true },
        )
      }),
    [drawn, least] as const,
  )
  const box = await page.locator(key).first().boundingBox()
  if (box === null) throw new Error(`${key} is not on the page`)
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  return measured
}

/** Opens the residents' month again and again; the page of before is gone each time, and the core is asked anew. */
export const monthPageTimes = async (
  aDay: number,
  about: (index: number) => EventDetails,
  { rounds = 60, restMs = warmAfterMs + 2_000 }: Opening = {},
): Promise<number[]> => {
  const dir = newFolder()
  await (await startStation({ dir })).stop()
  fillMonth(dir, aDay, about)
  const station = await startStation({ dir })
  const browser = await startBrowser()
  try {
    const page = await openKioskPage(browser, { hasTouch: true })
    await page.goto(station.url)
    await page.getByTestId('home').waitFor()
    await page.waitForTimeout(restMs)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await page.getByTestId('home').waitFor()
      // A touch that comes right after a change of page counts for nothing.
      await page.waitForTimeout(400)
      times.push(await touchToPaint(page, 'button:has-text("日历")', '.day-cells .marks .kind-shape', 80))
      await page.waitForTimeout(400)
      await page.getByRole('button', { name: '首页' }).tap()
    }
    return times
  } finally {
    await browser.close()
    await station.stop()
    removeFolder(dir)
  }
}
