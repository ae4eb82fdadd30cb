import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../electron/base/clock.ts'
import { createTableReader } from '../../../../electron/station/roster/reading.ts'
import { mostBytes, refusalOf } from '../../../../electron/station/roster/table.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { openRosters } from '../../../support/roster-rig.ts'
import { csvOf, xlsx } from '../../../support/rosters.ts'

const bytesOf = (content: string | Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(content))
const never = new AbortController().signal

const refused = async (work: Promise<unknown>): Promise<string | null> => {
  try {
    await work
    return null
  } catch (error) {
    return refusalOf(error) ?? String(error)
  }
}

/** A thread that does something else than reading. */
const thread =
  (code: string, limits: { maxOldGenerationSizeMb?: number } = {}) =>
  (): Worker =>
    new Worker(code, { eval: true, resourceLimits: limits })

describe('a thread that reads a list', () => {
  it('hands over every row in order', async () => {
    const rows = Array.from({ length: 1234 }, (_, index) => `王${String(index)}`)
    const table = await createTableReader(systemClock).read(bytesOf(rows.join('\n')), never)
    expect(table.map(({ cells }) => cells[0])).toEqual(rows)
    expect(table.at(-1)?.row).toBe(1234)
  })

  it('says why it refuses', async () => {
    const reader = createTableReader(systemClock)
    expect(await refused(reader.read(bytesOf('PK\x03\x04'), never))).toBe('damaged')
    expect(await refused(reader.read(bytesOf(''), never))).toBe('empty')
  })

  it('is not begun for a file that no list fills', async () => {
    const reader = createTableReader(systemClock, () => expect.unreachable())
    expect(await refused(reader.read(new Uint8Array(mostBytes + 1), never))).toBe('tooHeavy')
  })

  it('is ended at once by who asked', async () => {
    const end = new AbortController()
    const reading = createTableReader(systemClock, thread('setInterval(() => undefined, 1000)')).read(
      bytesOf('x'),
      end.signal,
    )
    end.abort()
    expect(await refused(reading)).toBe('damaged')
  })

  it('is not waited for longer than a minute', async () => {
    const clock = new ManualClock()
    const reading = createTableReader(clock, thread('setInterval(() => undefined, 1000)')).read(
      bytesOf('x'),
      never,
    )
    clock.advance(60_000)
    expect(await refused(reading)).toBe('tooHeavy')
  })

  it.each([
    ['dies', 'process.exit(1)', 'damaged'],
    ['throws', 'throw new Error("no")', 'damaged'],
    ['runs out of memory', 'const all = []; for (;;) all.push(new Array(1e5).fill("x"))', 'tooHeavy'],
    [
      'ends without all its rows',
      `require('node:worker_threads').parentPort.postMessage({ kind: 'end', rows: 7 })`,
      'damaged',
    ],
    ['says something else', `require('node:worker_threads').parentPort.postMessage('hello')`, 'damaged'],
  ])('that %s takes nothing with it', async (_, code, why) => {
    const reader = createTableReader(systemClock, thread(code, { maxOldGenerationSizeMb: 24 }))
    expect(await refused(reader.read(bytesOf('x'), never))).toBe(why)
  })
})

describe('a list through a thread of its own', () => {
  it('an Excel sheet becomes people', async () => {
    const rig = await openRosters(true)
    const number = syntheticNumber('1945-03-07', 12)
    rig.lay(
      'list.xlsx',
      await xlsx([
        ['姓名', '身份证号'],
        ['王秀兰', number],
        ['李强', 119999195001020070],
      ]),
    )
    expect(await rig.preview('list.xlsx')).toMatchObject({ counts: { fresh: 1, known: 0, faulty: 1 } })
    expect((await rig.ask('roster.faults', { page: 0 })).faults[0]).toMatchObject({
      row: 3,
      fault: 'idFigure',
    })
    await rig.confirm()
    expect(await rig.reaches('done')).toMatchObject({ end: 'all', added: 1, faulty: 1 })
  })

  it('one that is cancelled while it is read leaves nothing behind', async () => {
    const rig = await openRosters(true)
    rig.lay('list.csv', csvOf({ name: '王秀兰', birth: '1945' }))
    expect((await rig.openFile('list.csv')).stage).toBe('reading')
    expect((await rig.ask('roster.cancel', {})).state).toEqual({ stage: 'none' })
    expect((await rig.preview('list.csv')).stage).toBe('preview')
  })
})
