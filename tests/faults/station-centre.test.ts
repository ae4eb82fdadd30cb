import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { FakeCentre, refusal, type Behaviour } from '../support/fake-centre.ts'
import { noteRun, type FaultOf } from '../support/fault-table.ts'
import { deep, lacks } from '../support/fault-tools.ts'
import { newFolder, removeFolder } from '../support/station.ts'
import { readRecords } from '../support/station-records.ts'
import { startLife, startVisitors, type Life, type Visitors } from '../support/visitors.ts'

/** A page of a network's login, as a hotel gives it to everybody. */
const loginPage: Behaviour = {
  kind: 'answer',
  status: 200,
  body: '<!doctype html><title>Login</title>',
  headers: { 'content-type': 'text/html' },
}

const overloaded = (status: number): Behaviour => ({
  kind: 'answer',
  status,
  body: '',
  headers: { 'retry-after': '1' },
})

const lie = (ack: string): Behaviour => ({ kind: 'lie', change: (answer) => ({ ...answer, ack }) })

const lacking = lacks('socat')
const around = newFolder()
const cards = crowd(200, businessDateOf(systemClock.now()))
const cardIds = cards.map(({ id }) => id).values()
let visitors: Visitors

/** Somebody whose card was never here before checks in. */
const checkInOne = async (life: Life): Promise<void> => {
  const { outcome } = await visitors.tap(life, String(cardIds.next().value))
  expect(outcome.kind).toBe('checkedIn')
}

const drained = (life: Life): Promise<unknown> =>
  life.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)

/** What the centre lacks, and what one of its streams holds twice. */
const compare = (dir: string, centre: FakeCentre): { lost: number; doubled: number } => {
  const held = new Set(centre.distinctIds)
  const doubled = [...centre.streams.values()].reduce(
    (sum, stream) => sum + stream.length - new Set(stream.map(({ event }) => event.id)).size,
    0,
  )
  return { lost: readRecords(dir).ids.filter((id) => !held.has(id)).length, doubled }
}

const expectAllOnce = (dir: string, centre: FakeCentre): void => {
  expect(centre.distinctIds.sort()).toEqual(readRecords(dir).ids.sort())
  for (const stream of centre.streams.values()) {
    const ids = stream.map(({ event }) => event.id)
    expect(new Set(ids).size).toBe(ids.length)
  }
}

beforeAll(async () => {
  if (!lacking) visitors = await startVisitors(around, cards)
})
afterAll(async () => {
  if (!lacking) await visitors.reader.stop()
  removeFolder(around)
})

describe.skipIf(lacking)('a centre that fails, lies or is not there', () => {
  const dir = join(around, 'main')
  let centre: FakeCentre
  let life: Life

  beforeAll(async () => {
    centre = await FakeCentre.start()
    life = await startLife({ dir, reader: visitors.port, centre: { url: centre.url, token: 'TOKEN' } })
    await checkInOne(life)
    await drained(life)
  })
  afterAll(async () => {
    await life.stop()
    await centre.close()
  })

  /** People check in while the centre is as it is; staff can see what is wrong, and nothing is lost by it. */
  const expectTapsGoOn = async (code: string): Promise<void> => {
    await checkInOne(life)
    const first = await life.healthy(({ outbox }) => outbox.lastError?.code === code)
    expect(first.outbox.pending).toBeGreaterThan(0)
    await checkInOne(life)
    expect((await life.health()).outbox.pending).toBeGreaterThan(first.outbox.pending)
  }

  const expectAllArrives = async (of: FaultOf): Promise<void> => {
    const began = performance.now()
    await drained(life)
    noteRun(of, { ...compare(dir, centre), recoveredMs: performance.now() - began })
    expectAllOnce(dir, centre)
  }

  it.each<[name: string, behaviour: Behaviour, code: string, row: number]>([
    ['with an error of its own', { kind: 'answer', status: 500, body: 'oops' }, 'http-500', 28],
    ['with somebody’s login page', loginPage, 'not-json', 27],
    ['with half an answer', { kind: 'cutAnswer', after: 10 }, 'cut', 26],
    ['with no answer after it kept all', { kind: 'loseAnswer' }, 'unreachable', 26],
    ['with an ack beyond what was sent', lie('9999999999'), 'ack-beyond-sent', 27],
    ['with an ack that shrinks', lie('0000000000'), 'ack-shrunk', 27],
    ['that it has too much to do (429)', overloaded(429), 'overloaded', 28],
    ['that it has too much to do (503)', overloaded(503), 'overloaded', 28],
    [
      'that there is a gap, whatever it gets',
      refusal(409, 'gap', { expected: '0000000001' }),
      'gap-impossible',
      29,
    ],
  ])('answers %s', async (name, behaviour, code, row) => {
    centre.otherwise = behaviour
    await expectTapsGoOn(code)
    centre.otherwise = { kind: 'honest' }
    await expectAllArrives({ row, variant: name })
  })

  it('is unreachable', async () => {
    const comeBack = await centre.goAway()
    await expectTapsGoOn('unreachable')
    await comeBack()
    await expectAllArrives({ row: 25, variant: 'connection refused' })
  })

  it('sends its answer byte by byte', async () => {
    centre.otherwise = { kind: 'trickle' }
    await checkInOne(life)
    await checkInOne(life)
    expect((await life.health()).outbox.pending).toBeGreaterThanOrEqual(4)
    if (deep) await systemClock.sleep(31_000)
    else centre.cutConnections()
    await life.healthy(({ outbox }) => outbox.lastError?.code === (deep ? 'timeout' : 'cut'))
    centre.otherwise = { kind: 'honest' }
    centre.cutConnections()
    await expectAllArrives({ row: 27, variant: 'a byte now and then' })
  })

  it('was restored from a copy: it gets again what it lost', async () => {
    const [incarnation = ''] = centre.streams.keys()
    centre.rollBack(incarnation, 3)
    await checkInOne(life)
    await expectAllArrives({ row: 29, variant: 'restored from a copy' })
    expect(centre.streams.size).toBe(1)
  })

  it('says fork to everything: one new stream, and each record is there once', async () => {
    centre.otherwise = refusal(409, 'fork', { at: '0000000001' })
    await expectTapsGoOn('fork-repeated')
    centre.otherwise = { kind: 'honest' }
    await expectAllArrives({ row: 29, variant: 'says fork' })
    expect(centre.streams.size).toBe(2)
  })
})

describe.skipIf(lacking)('pairing', () => {
  const withCentre = async (work: (centre: FakeCentre, dir: string) => Promise<void>): Promise<void> => {
    const dir = newFolder()
    mkdirSync(dir, { recursive: true })
    const centre = await FakeCentre.start()
    try {
      await work(centre, dir)
    } finally {
      await centre.close()
      removeFolder(dir)
    }
  }
  const during = async <T>(
    setup: { dir: string; url?: string; token?: string },
    work: (life: Life) => Promise<T>,
  ): Promise<T> => {
    const { dir, url, token } = setup
    const centre = url === undefined ? {} : { centre: token === undefined ? { url } : { url, token } }
    const life = await startLife({ dir, reader: visitors.port, ...centre })
    try {
      return await work(life)
    } finally {
      await life.stop()
      life.page.close()
    }
  }

  it('with a refused token: shown, records kept; a good token sends them', () =>
    withCentre(async (centre, dir) => {
      await during({ dir, url: centre.url, token: 'WRONG' }, async (life) => {
        await checkInOne(life)
        const { outbox } = await life.healthy((health) => health.outbox.lastError !== null)
        expect(outbox).toMatchObject({ pending: 2, lastError: { code: 'token-expired' } })
        await life.page.nextPush('home', ({ queue }) => queue.link === 'refused' && queue.pending === 2)
      })
      expect(centre.held).toEqual([])
      await during({ dir, url: centre.url, token: 'TOKEN' }, async (life) => {
        await drained(life)
        expectAllOnce(dir, centre)
      })
    }))

  it('once done is not done again, whatever --token says', () =>
    withCentre(async (centre, dir) => {
      await during({ dir, url: centre.url, token: 'TOKEN' }, async (life) => {
        await checkInOne(life)
        await drained(life)
      })
      centre.tokens.add('OTHER')
      await during({ dir, url: centre.url, token: 'OTHER' }, async (life) => {
        await checkInOne(life)
        await drained(life)
      })
      expect(centre.requests.filter(({ path }) => path === '/v1/devices')).toHaveLength(1)
      expect(centre.tokens).toContain('OTHER')
      expectAllOnce(dir, centre)
      expect(centre.streams.size).toBe(1)
    }))

  it('that answers another station code begins a new stream with the same records, and home shows the code', () =>
    withCentre(async (centre, dir) => {
      await during({ dir }, async (life) => {
        await checkInOne(life)
        await life.page.nextPush('home', ({ station }) => station.code === '119999001001')
      })
      const before = readRecords(dir)
      centre.station = '119999002002'
      await during({ dir, url: centre.url, token: 'TOKEN' }, async (life) => {
        await drained(life)
        await life.page.nextPush('home', ({ station }) => station.code === '119999002002')
        expect(await life.health()).toMatchObject({ store: { ok: true }, outbox: { pending: 0, held: 0 } })
        await checkInOne(life)
        await drained(life)
      })
      const after = readRecords(dir)
      expect(after.head).toMatchObject({ station: '119999002002', sequence: 4 })
      expect(after.head.incarnation).not.toBe(before.head.incarnation)
      expect(centre.distinctIds.slice(0, 2).sort()).toEqual(before.ids.sort())
      expectAllOnce(dir, centre)
    }))
})
