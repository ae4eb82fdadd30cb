import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import type { Program } from '../support/program.ts'
import {
  newFolder,
  removeFolder,
  startCentre,
  startReader,
  startStation,
  type RunningCentre,
  type RunningStation,
  type StationSetup,
} from '../support/station.ts'

interface WorkerParts {
  /** One reference centre on PGlite for all tests of a worker: it takes seconds to start. */
  centre: RunningCentre
}

export type Start = (setup?: Partial<StationSetup>) => Promise<RunningStation>

interface Parts {
  /** A reader on a pseudo-terminal, paced like the wire. */
  reader: Program & { path: string }
  /** Starts a station that is ended after the test. */
  start: Start
  /** A demonstration station with the reader, paired with the centre, on the page. */
  station: RunningStation
  /** What the page complained about; a test ends with none. */
  complaints: string[]
}

const watch = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

let stations = 0

export const test = base.extend<Parts, WorkerParts>({
  centre: [
    async ({}, use) => {
      const dir = newFolder()
      const centre = await startCentre({ dir })
      await use(centre)
      await centre.stop()
      removeFolder(dir)
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  reader: async ({}, use) => {
    const dir = newFolder()
    const path = join(dir, 'reader')
    const reader = await startReader(path)
    await use(Object.assign(reader, { path }))
    await reader.stop()
    removeFolder(dir)
  },

  start: async ({}, use) => {
    const started: RunningStation[] = []
    const folders: string[] = []
    await use(async (setup = {}) => {
      const dir = setup.dir ?? newFolder()
      folders.push(dir)
      const station = await startStation({ dir, ...setup })
      started.push(station)
      return station
    })
    for (const station of started) await station.stop()
    for (const dir of folders) removeFolder(dir)
  },
  complaints: async ({ page }, use) => {
    const complaints = watch(page)
    await use(complaints)
    expect(complaints).toEqual([])
  },
  station: async ({ centre, reader, start, page, complaints }, use, info) => {
    expect(complaints).toEqual([])
    // Each station its own code, so that tests that share a centre do not see each other.
    stations += 1
    const code = `119999${String(info.workerIndex).padStart(3, '0')}${String(stations).padStart(3, '0')}`
    const token = await centre.token(code)
    const station = await start({ reader: reader.path, centre: { url: centre.url, token } })
    await station.healthy((health) => health.reader.state === 'ready')
    await page.goto(station.url)
    await expect(page.getByTestId('home')).toBeVisible()
    await use(station)
  },
})

export { expect }

/** The result that shows now. */
export const result = (page: Page, outcome: string): ReturnType<Page['locator']> =>
  page.locator(`[data-testid="checkin-result"][data-outcome="${outcome}"]`)

export const question = (page: Page, name: 'scoring' | 'sharing'): ReturnType<Page['locator']> =>
  page.locator(`[data-question="${name}"]`)
