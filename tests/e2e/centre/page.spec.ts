import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import {
  pairWith,
  postUpload,
  runCentre,
  startCentre,
  temporaryFolder,
} from '../../centre/support/program.ts'
import { Stream } from '../../centre/support/station.ts'

interface Centre {
  url: string
  /** Sends this many check-ins of a new village. */
  village: (code: string, name: string, checkins: number) => Promise<() => Promise<void>>
}

const openCentre = async (): Promise<{ centre: Centre; close: () => Promise<void> }> => {
  const folder = temporaryFolder()
  const running = await startCentre(['--port', '0', '--data', folder.path])
  const { url } = running
  const village: Centre['village'] = async (code, name, checkins) => {
    const args = ['token', '--station', code, '--name', name, '--town', '崂岬镇', '--data', folder.path]
    const { stdout } = await runCentre(args)
    const { accessToken } = await pairWith(url, stdout.trim())
    const stream = new Stream(code)
    const send = async (count: number): Promise<void> => {
      const from = stream.records.length
      for (let n = 0; n < count; n += 1) {
        stream.checkin(undefined, undefined, { time: new Date().toISOString() })
      }
      const { status } = await postUpload(url, stream.upload(from), accessToken)
      expect(status).toBe(200)
    }
    await send(checkins)
    return () => send(1)
  }
  const close = async (): Promise<void> => {
    await running.end('SIGTERM')
    folder.remove()
  }
  return { centre: { url, village }, close }
}

const test = base.extend<object, { centre: Centre }>({
  centre: [
    async ({}, use) => {
      const { centre, close } = await openCentre()
      await use(centre)
      await close()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
})

/** Whatever the browser complains of: a refused inline style, a missing part, a fault of the script. */
const complaints = (page: Page): string[] => {
  const heard: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  return heard
}

let villages = 0
const newCode = (): string => {
  villages += 1
  return `119999${String(process.pid % 1000).padStart(3, '0')}${String(villages).padStart(3, '0')}`
}

test('what arrives appears by itself, without the page being loaded again', async ({ page, centre }) => {
  const heard = complaints(page)
  const code = newCode()
  const sendOneMore = await centre.village(code, '鸥湾村', 12)
  await page.clock.install()
  await page.goto(centre.url)
  const row = page.locator(`[data-station="${code}"]`)
  await expect(row.getByRole('cell')).toHaveText(['崂岬镇', '刚刚', '12', '12', '正常'])
  await page.evaluate(() => {
    document.body.dataset.first = 'yes'
  })
  await sendOneMore()
  await page.clock.runFor(5_000)
  await expect(row.getByRole('cell')).toHaveText(['崂岬镇', '刚刚', '13', '13', '正常'])
  await expect(page.locator('body')).toHaveAttribute('data-first', 'yes')
  expect(heard).toEqual([])
})

test('when the centre does not answer the page says so and keeps its numbers', async ({ page, centre }) => {
  const code = newCode()
  await centre.village(code, '东滩村', 3)
  await page.clock.install()
  await page.goto(centre.url)
  await expect(page.getByRole('status')).toBeHidden()
  await page.route('**/*', (route) => route.abort())
  await page.clock.runFor(5_000)
  await expect(page.getByRole('status')).toBeVisible()
  await expect(page.locator(`[data-station="${code}"]`)).toContainText('东滩村')
  await page.unroute('**/*')
  await page.clock.runFor(5_000)
  await expect(page.getByRole('status')).toBeHidden()
})

test('text is 18 pixels at least, contrast 7:1, nothing is cut and every row is whole', async ({
  page,
  centre,
}) => {
  await centre.village(newCode(), '海草屯', 25)
  await page.goto(centre.url)
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
      rules: { 'color-contrast-enhanced': { enabled: true } },
    })
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])

  const measured = await page.evaluate(() => {
    const text = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()),
    )
    const sizes = text.map((element) => parseFloat(getComputedStyle(element).fontSize))
    const cut = text.filter(
      (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0,
    )
    const root = document.documentElement
    const latest = document.querySelector('.latest .rows')!.getBoundingClientRect()
    const rows = [...document.querySelectorAll('.latest tbody tr')].map((row) => row.getBoundingClientRect())
    const shown = rows.filter(({ height, top }) => height > 0 && top < latest.bottom - 4)
    return {
      smallest: Math.min(...sizes),
      cut: cut.map((element) => element.textContent),
      scrolls: [root.scrollWidth > root.clientWidth, root.scrollHeight > root.clientHeight],
      shown: shown.length,
      lastIsWhole: (shown.at(-1)?.bottom ?? 0) <= latest.bottom + 2,
    }
  })
  expect(measured).toMatchObject({ smallest: 18, cut: [], scrolls: [false, false], lastIsWhole: true })
  expect(measured.shown).toBeGreaterThanOrEqual(10)
})
