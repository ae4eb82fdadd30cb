import type { Browser } from '@playwright/test'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openKioskPage, startBrowser } from '../support/browser.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { addManyRecords } from '../support/many-records.ts'
import { newFolder, removeFolder, startStation, type RunningStation } from '../support/station.ts'

/**
 * From starting the station's process to its ready line and to the home screen in a Chromium that is open already,
 * with an empty outbox and with a million records; what `/health` takes then; and what the page loads first.
 * A folder given as an argument is filled once and kept.
 */
const records = 1_000_000
const starts = 10
const questions = 100
const goals = { firstScreenMs: 1_500, scriptKiB: 250 }
const [keptFolder] = process.argv.slice(2)
const assets = 'out/renderer/assets'

interface Start {
  readyMs: number
  homeMs: number
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KiB`

const sayFirstLoad = (): void => {
  const html = readFileSync('out/renderer/index.html', 'utf8')
  const names = readdirSync(assets).filter((name) => html.includes(name))
  for (const [kind, ending] of [
    ['script', '.js'],
    ['style', '.css'],
  ] as const) {
    const files = names
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(assets, name)))
    const zipped = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0)
    const plain = files.reduce((sum, file) => sum + file.length, 0)
    const goal =
      kind === 'script' ? `, ${(zipped / 1024 / goals.scriptKiB).toFixed(2)} × the goal of 250 KiB` : ''
    say(`first load, ${kind}: ${kib(zipped)} gzipped, ${kib(plain)} as sent over loopback${goal}`)
  }
}

const sayHealth = async (station: RunningStation): Promise<void> => {
  const times: number[] = []
  for (let n = 0; n < questions; n++) {
    const asked = performance.now()
    await station.health()
    times.push(performance.now() - asked)
  }
  const { store, outbox } = await station.health()
  say(`  /health with ${String(store.records)} records, ${String(outbox.pending)} pending: ${spread(times)}`)
}

const measureStart = async (browser: Browser, dir: string, isLast: boolean): Promise<Start> => {
  const began = performance.now()
  const station = await startStation({ dir })
  try {
    const readyMs = performance.now() - began
    const page = await openKioskPage(browser)
    await page.goto(station.url, { waitUntil: 'commit' })
    await page.getByTestId('event-card').waitFor()
    const homeMs = performance.now() - began
    if (isLast) await sayHealth(station)
    await page.close()
    return { readyMs, homeMs }
  } finally {
    await station.stop()
  }
}

const measureStarts = async (browser: Browser, dir: string): Promise<void> => {
  const all: Start[] = []
  for (let n = 1; n <= starts; n++) all.push(await measureStart(browser, dir, n === starts))
  const home = all.map(({ homeMs }) => homeMs)
  say(`  process start to ready line: ${spread(all.map(({ readyMs }) => readyMs))}`)
  say(`  process start to home screen: ${spread(home)}`)
  say(`  against the goal of 1.5 s: ${(quantile(home, 0.5) / goals.firstScreenMs).toFixed(2)} ×`)
}

const fill = async (dir: string): Promise<void> => {
  const station = await startStation({ dir })
  const { store } = await station.health()
  await station.stop()
  if (store.records < records) addManyRecords(dir, records)
}

const dir = keptFolder ?? newFolder()
const empty = newFolder()
const browser = await startBrowser()
try {
  sayFirstLoad()
  mkdirSync(dir, { recursive: true })
  await fill(dir)
  say(`database of ${(statSync(join(dir, 'records.db')).size / 1024 ** 2).toFixed(0)} MiB`)
  sayLoad()
  say('no records:')
  await measureStarts(browser, empty)
  say(`${records.toLocaleString('en')} records:`)
  await measureStarts(browser, dir)
  sayLoad()
} finally {
  await browser.close()
  if (keptFolder === undefined) removeFolder(dir)
  removeFolder(empty)
}
