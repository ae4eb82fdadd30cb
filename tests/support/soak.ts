import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { silentLog } from '../../electron/base/log.ts'
import { createSync } from '../../electron/sync/sync.ts'
import { ManualClock, settle } from './manual-clock.ts'
import { syntheticNumber } from './people.ts'
import { nine, openPipeline } from './pipeline.ts'

const minute = 60_000
const hour = 60 * minute
const people = 900
const tapsPerDay = 500

/** What a station holds after so many taps, rubbish collected. */
export interface SoakSample {
  taps: number
  heapMiB: number
  handles: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const measure = (taps: number): SoakSample => {
  collect()
  return {
    taps,
    heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
    handles: readdirSync('/proc/self/fd').length,
  }
}

/** A centre that remembers nothing but counts. */
const forgetfulCentre = (): { fetch: typeof globalThis.fetch; records: () => number } => {
  let records = 0
  const answerTo = (path: string, body: Uint8Array): object => {
    if (path === '/v1/devices')
      return { deviceId: 'd', stationId: '119999001001', accessToken: 'a', policy: { jitterMs: 0 } }
    if (path !== '/v1/sync/upload') return {}
    const sent = JSON.parse(gunzipSync(body).toString('utf8')) as { records: { sequence: string }[] }
    records += sent.records.length
    return { ack: sent.records.at(-1)?.sequence, results: [], nextUploadMs: 0 }
  }
  const fetch: typeof globalThis.fetch = (url, init) => {
    const body = init?.body instanceof Uint8Array ? init.body : new Uint8Array()
    const answer = answerTo(new URL(url as string).pathname, body)
    return Promise.resolve(Response.json(answer))
  }
  return { fetch, records: () => records }
}

export interface SoakResult {
  samples: SoakSample[]
  /** What the tap table and the centre hold in the end, and what they should. */
  stored: number
  acknowledged: number
  records: number
}

/** So many taps at one station that is never restarted, day after day, on a clock moved by hand. */
export const soak = async (dir: string, taps: number, samples: number): Promise<SoakResult> => {
  const clock = new ManualClock(nine)
  const station = await openPipeline({ dir, clock })
  const { store, outbox, cipher, boot } = station.parts
  const centre = forgetfulCentre()
  const sync = createSync({
    ...{ store, outbox, cipher, clock, boot, log: silentLog, fetch: centre.fetch },
    random: () => 0.5,
    station: '119999001001',
    rolledBack: false,
    centreUrl: 'http://centre',
    token: 'TOKEN',
    appVersion: '0.0.0',
    buildDate: nine - 30 * 24 * hour,
    onFatal: (error) => {
      throw error
    },
  })
  sync.start()
  const found: SoakSample[] = []
  for (let n = 0; n < taps; n += 1) {
    if (n % tapsPerDay === 0) {
      if (n > 0) await clock.advanceAsync(20 * hour)
      station.addEvent({ startsAt: clock.now(), endsAt: clock.now() + 4 * hour, ruleId: 'L01' })
    }
    const person = (n * 7) % people
    const birth = `19${String(40 + (person % 40))}-02-03`
    station.tap({ birth, idNumber: syntheticNumber(birth, person) })
    sync.kick()
    await clock.advanceAsync(20_000)
    if ((n + 1) % Math.floor(taps / samples) === 0) {
      station.log.lines.length = 0
      found.push(measure(n + 1))
    }
  }
  while (sync.health().pending > 0) {
    await clock.advanceAsync(minute)
    await settle()
  }
  const result = {
    samples: found,
    stored: station.count('tap'),
    acknowledged: centre.records(),
    records: station.records().length,
  }
  await sync.stop()
  station.close(true)
  return result
}

/** Least squares: how much more there is after each further tap. */
export const slopeOf = (samples: readonly { taps: number; value: number }[]): number => {
  const mean = (pick: (sample: { taps: number; value: number }) => number): number =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length
  const [x, y] = [mean(({ taps }) => taps), mean(({ value }) => value)]
  const above = samples.reduce((sum, { taps, value }) => sum + (taps - x) * (value - y), 0)
  const below = samples.reduce((sum, { taps }) => sum + (taps - x) ** 2, 0)
  return above / below
}
