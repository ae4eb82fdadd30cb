import { strict as assert } from 'node:assert'
import { cpus } from 'node:os'
import { readRunning } from '../../centre/folder.ts'
import { openPostgres } from '../../centre/store/postgres.ts'
import { pairWith, startCentre, temporaryFolder } from '../centre/support/program.ts'
import { asRequest, Stream } from '../centre/support/station.ts'
import { findPostgres, startPostgres } from '../support/postgres.ts'

/**
 * Records per second that the reference centre takes over HTTP with everything on: gzip, digest, access token,
 * hash chain, schema, raw record, attendance, ledger and balances in one transaction per batch. Clients share the
 * machine with it; their batches are made beforehand. Every twentieth batch is sent twice, as after a lost answer.
 * After each run the page, the streams and on PostgreSQL the ledger are counted: a run that is not exact fails.
 */
const stationCount = 16
const recordsPerStation = process.argv.includes('--deep') ? 20_000 : 4_000
const goal = 5_000
const points = 50

const out = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

interface Request {
  payload: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
  ack: string
}

interface Station {
  stream: Stream
  accessToken: string
  requests: Request[]
}

/** Half check-ins, half points, as taps make them. */
const fill = (stream: Stream): void => {
  const time = new Date().toISOString()
  for (let n = 0; n < recordsPerStation / 2; n += 1) {
    const { data } = stream.checkin(undefined, undefined, { time })
    const { resident, event } = data as { resident: string; event: string }
    stream.credit(resident, event, points, { time })
  }
}

const requestsOf = ({ stream, accessToken }: Omit<Station, 'requests'>, batch: number): Request[] => {
  const requests: Request[] = []
  for (let from = 0; from < stream.records.length; from += batch) {
    const to = Math.min(from + batch, stream.records.length)
    const { payload, headers } = asRequest(stream.upload(from, to), accessToken)
    const request = { payload: new Uint8Array(payload), headers, ack: String(to).padStart(10, '0') }
    requests.push(request)
    if (requests.length % 20 === 10) requests.push(request)
  }
  return requests
}

/** Sends a station's batches one after another, as a station does. Returns each one's milliseconds. */
const sendAll = async (url: string, { requests }: Station): Promise<number[]> => {
  const times: number[] = []
  for (const { payload, headers, ack } of requests) {
    const began = performance.now()
    const answer = await fetch(new URL('/v1/sync/upload', url), { method: 'POST', headers, body: payload })
    const body = (await answer.json()) as { ack?: string; results?: unknown[] }
    times.push(performance.now() - began)
    assert.deepEqual([answer.status, body.ack, body.results], [200, ack, []])
  }
  return times
}

/** From the running centre, with the operator's key that lies in its folder. */
const tokenFor = async (folder: string, station: string): Promise<string> => {
  const running = readRunning(folder)
  assert.ok(running)
  const answer = await fetch(new URL('/control/tokens', running.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${running.key}` },
    body: JSON.stringify({ station, name: null, town: null }),
  })
  return ((await answer.json()) as { token: string }).token
}

const makeStations = async (url: string, folder: string, batch: number): Promise<Station[]> => {
  const stations: Station[] = []
  for (let n = 1; n <= stationCount; n += 1) {
    const code = `119999${String(batch).padStart(3, '0')}${String(n).padStart(3, '0')}`
    const { accessToken } = await pairWith(url, await tokenFor(folder, code))
    const stream = new Stream(code)
    fill(stream)
    stations.push({ stream, accessToken, requests: requestsOf({ stream, accessToken }, batch) })
  }
  return stations
}

const checkPage = async (url: string, stations: Station[], before: number): Promise<number> => {
  const page = (await (await fetch(new URL('/page.json', url))).json()) as {
    totals: { received: number }
    stations: { station: string; attendances: number }[]
  }
  for (const { stream, accessToken } of stations) {
    const line = page.stations.find(({ station }) => station === stream.station)
    assert.equal(line?.attendances, recordsPerStation / 2)
    const headers = { authorization: `Bearer ${accessToken}` }
    const head = (await (await fetch(new URL('/v1/sync/stream', url), { headers })).json()) as {
      hash: string
    }
    assert.equal(head.hash, stream.hashes.at(-1))
  }
  assert.equal(page.totals.received - before, stationCount * recordsPerStation)
  return page.totals.received
}

const checkLedger = async (database: string, batches: number): Promise<void> => {
  const db = openPostgres(database)
  const [sums] = await db.query<{ entries: number; amount: number; balances: number }>(
    `select (select count(*) from ledger) as entries, (select cast(sum(amount) as bigint) from ledger) as amount,
       (select cast(sum(amount) as bigint) from balance) as balances`,
  )
  await db.close()
  const entries = (batches * stationCount * recordsPerStation) / 2
  assert.deepEqual(sums, { entries, amount: entries * points, balances: entries * points })
}

const measure = async (name: string, database?: string): Promise<void> => {
  const folder = temporaryFolder()
  const at = database === undefined ? [] : ['--database', database]
  const centre = await startCentre(['--port', '0', '--data', folder.path, ...at])
  let received = 0
  try {
    for (const [turn, batch] of [100, 500].entries()) {
      const stations = await makeStations(centre.url, folder.path, batch)
      const began = performance.now()
      const times = (await Promise.all(stations.map((station) => sendAll(centre.url, station)))).flat()
      const seconds = (performance.now() - began) / 1000
      times.sort((a, b) => a - b)
      received = await checkPage(centre.url, stations, received)
      if (database !== undefined) await checkLedger(database, turn + 1)
      const rate = (stationCount * recordsPerStation) / seconds
      const quantile = (part: number): string =>
        `${(times[Math.floor(times.length * part)] ?? 0).toFixed(0)} ms`
      out(
        `${name}, batches of ${String(batch)}: ${rate.toFixed(0)} records/s = ${(rate / goal).toFixed(1)} × the goal of ${String(goal)}; a batch p50 ${quantile(0.5)}, p99 ${quantile(0.99)}; exact`,
      )
    }
  } finally {
    await centre.end('SIGTERM')
    folder.remove()
  }
}

out(
  `${String(stationCount)} stations × ${String(recordsPerStation)} records each, ${String(cpus().length)} cores shared with the clients`,
)
await measure('PGlite')
if (findPostgres() === undefined) out('PostgreSQL: not installed here, skipped')
else {
  const postgres = await startPostgres()
  await measure('PostgreSQL', postgres.url).finally(() => postgres.stop())
}
