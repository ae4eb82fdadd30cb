import type { Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, quietFlags, sandboxFlags } from '../../../electron/launch/browser.mjs'
import { expect, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'

const executablePath = findBrowser()

test.use({
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: sandboxFlags().length === 0,
    args: [...quietFlags, ...sandboxFlags(), '--autoplay-policy=no-user-gesture-required'],
  },
})

/** Everything that the page said, in its order. */
const saidOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { said: string[] }).said)

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const text = (target as Element).getAttribute('data-speaking')
        if (text !== null) said.push(text)
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-speaking'] })
  })
})

test('a result says its outcome and no name', async ({ page, reader, station }) => {
  expect(station.url).toContain('127.0.0.1')
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect.poll(() => saidOn(page)).toContain('签到好了')
  reader.say('remove')
  expect((await saidOn(page)).join('')).not.toMatch(/[王兰]/)
})

test('听一听 reads the page, and stops when it is pressed again', async ({ page, station }) => {
  expect(station.url).toContain('127.0.0.1')
  const key = page.getByTestId('listen')
  await touch(page, key)
  await expect(key).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => saidOn(page)).toContainEqual(expect.stringContaining('请把身份证放在读卡处'))
  await key.tap()
  await expect(key).toHaveAttribute('aria-pressed', 'false')
  await expect(page.locator('[data-speaking]')).toHaveCount(0)
})

test('every shipped clip is sound to a real browser', async ({ page, station }) => {
  test.skip(process.env.E2E_SHORT !== undefined, 'clips change seldom: `npm run e2e` decodes them all')
  expect(station.url).toContain('127.0.0.1')
  const wrong = await page.evaluate(async () => {
    const list = (await (await fetch('/voice/manifest.json')).json()) as {
      leadMs: number
      clips: { file: string; seconds: number }[]
    }
    const audio = new OfflineAudioContext(1, 1, 48_000)
    const bad: string[] = []
    for (const { file, seconds } of list.clips) {
      const buffer = await audio.decodeAudioData(await (await fetch(`/voice/${file}`)).arrayBuffer())
      const samples = buffer.getChannelData(0)
      const loudest = (from: number, to: number): number =>
        samples
          .slice(Math.floor(from * 48_000), Math.floor(to * 48_000))
          .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      const isRight =
        Math.abs(buffer.duration - seconds) < 0.05 &&
        buffer.numberOfChannels === 1 &&
        loudest(0, list.leadMs / 1_000 - 0.03) < 0.02 &&
        loudest(0, buffer.duration) > 0.1
      if (!isRight) bad.push(file)
    }
    return { bad, all: list.clips.length }
  })
  expect(wrong.all).toBeGreaterThan(500)
  expect(wrong.bad).toEqual([])
})

test('a recording of the village is heard by the page as soon as it lies in the folder', async ({
  page,
  start,
}) => {
  const station = await start({ reader: 'none' })
  const folder = join(station.dir, 'voice')
  mkdirSync(folder)
  writeFileSync(join(folder, '签到好了.wav'), 'no sound at all')
  writeFileSync(join(folder, 'tapPrompt.opus'), Buffer.from('OggS, and no more'))
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await expect
    .poll(() => page.evaluate(async () => (await fetch('/voice/own/tapPrompt.opus')).status))
    .toBe(200)
  expect(await page.evaluate(async () => (await fetch('/voice/own/签到好了.wav')).status)).toBe(404)
})
