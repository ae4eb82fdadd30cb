import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf, maskName } from '../../electron/contract/values.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { findBrowser } from '../../electron/launch/browser.mjs'
import { keepBrowser } from '../../electron/launch/keep-browser.mjs'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { diskFolder, lacks } from '../support/fault-tools.ts'
import { syntheticNumber } from '../support/people.ts'
import { eventually } from '../support/station.ts'
import { tracesIn } from '../support/traces-of-text.ts'
import { startLife, startVisitors } from '../support/visitors.ts'

const name = '司样鹮'
const number = syntheticNumber('1949-07-23', 907)
/** The page shows both in full for half a minute, and the masked name everywhere. */
const secrets = [name, number, maskName(name)]
const pin = '271828'
const kept = '对照用的字'

/** Stands where the system's browser stands: the same one, without a screen and with a port for this test. */
const browserIn = (folder: string): string => {
  const file = join(folder, 'chromium')
  const flags = '--headless=new --no-sandbox --remote-debugging-port=0 --window-size=1080,1920'
  writeFileSync(file, `#!/bin/sh\nexec '${findBrowser() ?? ''}' ${flags} "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

/** The kiosk's browser as the launcher keeps it, with a profile of its own. */
const openKiosk = async (
  folder: string,
  url: string,
): Promise<{ page: Page; profile: string; close: () => Promise<void> }> => {
  const profile = join(folder, 'browser')
  const kept = keepBrowser({
    binary: browserIn(folder),
    address: () => Promise.resolve(url),
    profile,
    reopens: () => false,
    onClosed: () => undefined,
    onDead: () => undefined,
  })
  onTestFinished(kept.close)
  const browser = await eventually('the browser of the kiosk', async () => {
    try {
      const [port = ''] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    } catch {
      return null
    }
  })
  const page = await eventually('its page', () => browser.contexts()[0]?.pages()[0] ?? null)
  const close = async (): Promise<void> => {
    await browser.close()
    await kept.close()
  }
  return { page, profile, close }
}

const press = async (page: Page, key: string | ReturnType<Page['locator']>): Promise<void> => {
  const found = typeof key === 'string' ? page.getByRole('button', { name: key }).first() : key
  await found.waitFor()
  // A touch on a page that has just come counts for nothing.
  await page.waitForTimeout(500)
  await found.click()
}

const seeOwnCredit = async (page: Page, card: { place: () => void; lift: () => void }): Promise<void> => {
  for (const question of ['scoring', 'sharing'])
    await press(page, page.locator(`[data-question="${question}"]`).getByTestId('consent-yes'))
  await press(page, words.credit.title)
  card.place()
  await page.getByTestId('points-balance').first().waitFor()
  card.lift()
}

const seePersonPage = async (page: Page): Promise<void> => {
  await page.getByTestId('home').waitFor({ timeout: 90_000 })
  await page.waitForTimeout(500)
  for (let knocks = 0; knocks < 5; knocks += 1) await page.getByTestId('staff-door').click()
  await press(page, '值班员')
  for (const digit of pin) await page.getByTestId(`pin-key-${digit}`).click()
  await page.getByTestId('staff-console').waitFor()
  await press(page, words.console.rail.people)
  for (const key of 'SYH') await press(page, page.getByTestId(`key-${key}`))
  await press(page, page.getByTestId('found-person').filter({ hasText: maskName(name) }))
  await press(page, page.getByTestId('reveal'))
  await press(page, words.people.reveal.why.asked)
  await page.getByTestId('full-name').waitFor()
  expect(await page.getByTestId('full-name').innerText()).toBe(name)
  expect(await page.getByTestId('number').innerText()).toContain(number)
}

it.skipIf(lacks('socat') || lacks('python3') || findBrowser() === undefined)(
  'nothing of a resident stays in the profile of the browser that showed name and number, nor in a support file',
  async () => {
    const around = diskFolder()
    const dir = join(around, 'data')
    const centre = await FakeCentre.start()
    onTestFinished(() => centre.close())
    const [someone] = crowd(1, businessDateOf(systemClock.now()))
    if (someone === undefined) throw new Error('nobody came')
    const canary = { ...someone, id: 'canary', name, birth: '1949-07-23', sexCode: '1', idNumber: number }
    const visitors = await startVisitors(around, [canary])
    onTestFinished(() => void visitors.reader.stop())
    const life = await startLife({
      dir,
      reader: visitors.port,
      centre: { url: centre.url, token: 'TOKEN' },
      env: { STATION_PIN: pin },
    })
    onTestFinished(() => life.kill())

    const kiosk = await openKiosk(around, life.url)
    await kiosk.page.getByTestId('home').waitFor()
    visitors.place('canary')
    await kiosk.page.getByTestId('checkin-result').waitFor()
    visitors.lift()
    await seeOwnCredit(kiosk.page, {
      place: () => {
        visitors.place('canary')
      },
      lift: () => {
        visitors.lift()
      },
    })
    await seePersonPage(kiosk.page)
    // What a page does keep is found: the search is not blind.
    await kiosk.page.evaluate((text) => {
      localStorage.setItem('control', text)
    }, kept)
    // It writes late: after some seconds, and when it ends.
    await kiosk.page.waitForTimeout(10_000)
    await kiosk.close()
    expect(readdirSync(kiosk.profile, { recursive: true }).length).toBeGreaterThan(20)
    expect(tracesIn(kiosk.profile, [kept])).not.toEqual([])
    expect(tracesIn(kiosk.profile, secrets)).toEqual([])

    const { tiles } = await life.page.nextPush('staff', (staff) => staff.tiles.length > 0)
    expect(await life.page.call('staff.signIn', { account: tiles[0]?.id, pin })).toMatchObject({
      output: { result: { kind: 'signedIn' } },
    })
    const looked = await life.page.call('device.bundleLook')
    const { bundle } = (looked as { output: { bundle: string } }).output
    expect(await life.page.call('device.bundleSave', { bundle })).toMatchObject({
      output: { where: 'folder' },
    })
    const [file = ''] = readdirSync(join(dir, 'support'))
    const open = join(around, 'opened')
    execFileSync('python3', ['-m', 'zipfile', '-e', join(dir, 'support', file), open])
    expect(readdirSync(open).length).toBeGreaterThan(2)
    expect(tracesIn(open, secrets)).toEqual([])
    expect(tracesIn(dir, [name, number])).toEqual([])
    expect(await life.stop()).toBe(0)
  },
  240_000,
)
