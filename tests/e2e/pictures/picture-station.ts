import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test'
import { formatBody, parseBody } from '../../../electron/store/document-body.ts'
import { settingsSchema } from '../../../electron/station/settings.ts'

const format = {
  schemaVersion: 1,
  parse: (data: unknown) => settingsSchema.parse(data),
}

/** Makes a real station of a demonstration's folder: its week without its banner and drawer. */
export const asRealStation = (dir: string): void => {
  const file = join(dir, 'settings.json')
  const { data, sequence } = parseBody(readFileSync(file, 'utf8'), format)
  writeFileSync(file, formatBody(format.schemaVersion, sequence + 1, { ...data, mode: 'live' }))
}

// So far that a card is not told when it opens.
const awayMs = 3 * 3_600_000

/** Moves the check-in of the lecture that is on away by hours, or back, in the folder of a stopped station. */
export const moveCheckIn = (dir: string, where: 'away' | 'back'): void => {
  const database = new DatabaseSync(join(dir, 'records.db'))
  const openNow = 'select id from event where opens_at is not null order by starts_at limit 1'
  const shift = where === 'away' ? awayMs : -awayMs
  database
    .prepare(`update event set opens_at = opens_at + ?, closes_at = closes_at + ? where id = (${openNow})`)
    .run(shift, shift)
  database.close()
}

const largest = 120 * 1024

/** Waits until the screen stands and takes its picture, named after the way the panel hangs. */
export const takePicture = async (page: Page, info: TestInfo, name: string, sign: Locator): Promise<void> => {
  await expect(sign).toBeVisible()
  const stage = page.locator('.stage')
  const hasTime = (await stage.count()) > 0
  // A result closes by itself; it does not while a finger lies on the panel.
  if (hasTime) await stage.dispatchEvent('pointerdown')
  await page.evaluate(() => document.fonts.ready)
  const file = `${name}-${info.project.name}.jpg`
  const path = process.env.PICTURES === '1' ? join('docs/pictures', file) : info.outputPath(file)
  const picture = await page.screenshot({ path, type: 'jpeg', quality: 80 })
  if (hasTime) await stage.dispatchEvent('pointerup')
  expect(picture.length).toBeLessThan(largest)
}
