import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import type { Push } from '../../electron/contract/pushes.ts'
import { servePages } from '../../electron/rpc/serve.ts'
import { readOptions } from '../../electron/station/options.ts'
import { createStation } from '../../electron/station/station.ts'
import { say } from '../support/figures.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { newFolder, removeFolder, stationArgs } from '../support/station.ts'

/**
 * What a station keeps in memory over many taps: a whole one, with the driver over a simulated reader, the real
 * database, a page and a centre that takes everything, but on a clock that runs as fast as the machine can.
 * Each crowd of sixty comes to a new lecture, so that nearly every tap is a check-in with records.
 */
const tapsPerStep = 10_000
const steps = process.argv.includes('--deep') ? 10 : 4
const crowdLimitMs = 300_000
const untilNextLectureMs = 70 * 60_000
/** After it the station has looked for an open lecture. */
const minuteMs = 60_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

interface Upload {
  records: { sequence: string }[]
}

/** Pairs, and holds whatever comes. */
const centre: typeof fetch = (url, init) => {
  const { pathname } = new URL(url instanceof Request ? url.url : url)
  if (pathname === '/v1/devices')
    return Promise.resolve(
      Response.json({ deviceId: 'device', stationId: '119999001001', accessToken: 'access' }),
    )
  const upload = JSON.parse(gunzipSync(init?.body as Uint8Array).toString('utf8')) as Upload
  return Promise.resolve(
    Response.json({ ack: upload.records.at(-1)?.sequence, results: [], nextUploadMs: 0 }),
  )
}

const mebibytes = (bytes: number): number => bytes / 1024 ** 2

/** Megabytes of live objects, of buffers outside the heap and of the whole process. */
const measure = (): Record<'heap' | 'outside' | 'process', number> => {
  collectGarbage()
  collectGarbage()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: mebibytes(heapUsed), outside: mebibytes(external), process: mebibytes(rss) }
}

const dir = newFolder()
const clock = new ManualClock()
const newId = createIds(clock)
const setup = { dir, reader: 'simulated', centre: { url: 'http://centre', token: 'TOKEN' } }
const station = await createStation(readOptions(stationArgs(setup), {}), {
  clock,
  log: silentLog,
  fetch: centre,
  random: () => 0.5,
  supervisor: null,
  warn: say,
  fatal: (error) => {
    throw error
  },
})

let crowd: NonNullable<Push<'demo'>>['crowd'] = null
const kinds = new Map<string, number>()
const pages = servePages(station, { log: silentLog, newId })
const page = pages.connect((message) => {
  const sent = JSON.parse(JSON.stringify(message)) as typeof message
  if (sent.type !== 'push') return
  if (sent.name === 'demo') crowd = (sent.value as Push<'demo'>)?.crowd ?? null
  const tap = sent.name === 'lastTap' ? (sent.value as Push<'lastTap'>) : null
  if (tap === null) return
  kinds.set(tap.outcome.kind, (kinds.get(tap.outcome.kind) ?? 0) + 1)
  call('demo.painted', { seq: tap.seq })
})
const call = (name: string, input: object): void => {
  page.receive({ type: 'request', id: 1, call: name, input: { commandId: newId(), ...input } })
}

/** Sixty people tap, one after another. */
const bringCrowd = async (): Promise<void> => {
  clock.setWall(clock.now() + untilNextLectureMs)
  await clock.advanceAsync(minuteMs)
  call('demo.bringCrowd', {})
  await clock.advanceUntil(() => crowd !== null, minuteMs)
  if (!(await clock.advanceUntil(() => crowd === null, crowdLimitMs))) throw new Error('the crowd is stuck')
}

const taps = (): number => [...kinds.values()].reduce((sum, count) => sum + count, 0)

try {
  const seen: ReturnType<typeof measure>[] = []
  for (let step = 1; step <= steps; step++) {
    while (taps() < step * tapsPerStep) await bringCrowd()
    const now = measure()
    seen.push(now)
    say(
      `${String(taps())} taps: live objects ${now.heap.toFixed(2)} MiB, buffers ${now.outside.toFixed(2)} MiB, process ${now.process.toFixed(1)} MiB`,
    )
  }
  const [first, last] = [seen[0], seen.at(-1)]
  const growth = (of: 'heap' | 'process'): string =>
    (((last?.[of] ?? 0) - (first?.[of] ?? 0)) / (steps - 1)).toFixed(2)
  say(`outcomes: ${[...kinds].map(([kind, count]) => `${String(count)} ${kind}`).join(', ')}`)
  say(
    `growth per 10,000 taps after the first: live objects ${growth('heap')} MiB, process ${growth('process')} MiB (goal: below 1)`,
  )
} finally {
  pages.close()
  await station.stop()
  removeFolder(dir)
}
