import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { noteRun } from '../support/fault-table.ts'
import { startKiosk, type Kiosk } from '../support/kiosk-browser.ts'
import { eventually } from '../support/station.ts'

const limitMs = 180_000
let kiosk: Kiosk

afterEach(() => kiosk.stop())

const seen = async (testId: string): Promise<number> => {
  const began = performance.now()
  await eventually(`${testId} on the page`, async () => {
    try {
      const page = await kiosk.page()
      return (await page.getByTestId(testId).isVisible()) ? true : null
    } catch {
      // The browser went while it was looked at.
      return null
    }
  })
  return performance.now() - began
}

const pidOf = (part: string): number => {
  const found = readdirSync('/proc').find((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return /^\d+$/.test(pid) && line.includes(part) && line.includes(kiosk.home)
    } catch {
      return false
    }
  })
  if (found === undefined) throw new Error(`no process of ${part}`)
  return Number(found)
}

/** Somebody reads the calendar, in the largest letters. */
const readCalendar = async (): Promise<void> => {
  const page = await kiosk.page()
  await page.getByRole('button', { name: '日历' }).click()
  await seen('calendar')
  await page.getByRole('button', { name: '字大小' }).click()
  await page.locator('label').filter({ hasText: '特大' }).click()
}
const lettersNow = async (): Promise<string | null> =>
  (await kiosk.page()).locator('html').getAttribute('data-text')

/** A mark that only a page loaded anew lacks. */
const mark = async (): Promise<void> => {
  const page = await kiosk.page()
  await page.evaluate(() => {
    document.title = 'marked'
  })
}
const crash = async (): Promise<void> => {
  const page = await kiosk.page()
  const session = await page.context().newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
}
const hang = async (): Promise<void> => {
  const page = await kiosk.page()
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
}
const isLoadedAnew = (): Promise<true> =>
  eventually('a page that was loaded anew', async () => {
    try {
      return (await (await kiosk.page()).title()) === 'marked' ? null : true
    } catch {
      return null
    }
  })

test(
  'a page that crashed, and one that hangs, are there again as they were, and the address in the list of processes opens nothing',
  async () => {
    kiosk = await startKiosk({})
    await seen('home')
    const line = readFileSync(`/proc/${String(pidOf('--app='))}/cmdline`, 'utf8')
    const ticket = /--app=(http:[^\0]+)/.exec(line)?.[1] ?? ''
    expect(ticket).toContain('?ticket=')
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(401)
    expect(line).not.toContain(new URL(kiosk.launcher.ready).searchParams.get('key'))

    await readCalendar()
    // The next sign of life tells it.
    await sleep(1_500)
    for (const [row, how] of [
      [36, crash],
      [37, hang],
    ] as const) {
      await mark()
      const began = performance.now()
      await how()
      await isLoadedAnew()
      await seen('calendar')
      const recoveredMs = performance.now() - began
      expect(await lettersNow()).toBe('largest')
      noteRun({ row, variant: 'in a browser' }, { recoveredMs })
      process.stdout.write(`row ${String(row)}: the same page again after ${recoveredMs.toFixed(0)} ms\n`)
    }
  },
  limitMs,
)

test(
  'a core that is gone or stands still is said, and what was true is shown when it is back',
  async () => {
    kiosk = await startKiosk({})
    await seen('home')
    await mark()
    const first = pidOf('out/main/host.js')
    process.kill(first, 'SIGKILL')
    const host = await eventually('another core', () => {
      try {
        const next = pidOf('out/main/host.js')
        return next === first ? null : next
      } catch {
        return null
      }
    })
    await seen('home')
    process.kill(host, 'SIGSTOP')
    const page = await kiosk.page()
    await page
      .getByRole('alert')
      .filter({ hasText: words.safe.title[0] ?? '' })
      .waitFor()
    await eventually('the end of the core that stood still', () => {
      try {
        process.kill(host, 0)
        return null
      } catch {
        return true
      }
    }).catch(() => undefined)
    await page.getByTestId('home').waitFor()
    // The page itself was never touched.
    expect(await page.title()).toBe('marked')
  },
  limitMs,
)

test(
  'a station that cannot start shows what to do instead of nothing, and is tried again',
  async () => {
    kiosk = await startKiosk({
      ready: /^Starting (the|a real)? ?station/,
      prepare: (folder) => {
        mkdirSync(folder, { recursive: true })
        // A folder in the place of the settings: nothing can be read, and nothing may be thrown away.
        mkdirSync(join(folder, 'records.db'))
        writeFileSync(join(folder, 'records.db', 'x'), '')
      },
    })
    const page = await kiosk.page()
    await page.getByText(words.safe.title.join('')).waitFor()
    noteRun({ row: 42, variant: 'under the launcher, with a browser' })
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  },
  limitMs,
)
