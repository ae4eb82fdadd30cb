import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSweep, type Sweep } from '../../../../electron/station/retention/sweep.ts'
import { verifyStore } from '../../../../electron/station/verify/verify.ts'
import { openReadOnly, openWriter } from '../../../../electron/store/connection.ts'
import type { OpenedStore } from '../../../../electron/store/database.ts'
import { textsStayMs } from '../../../../electron/store/emptied.ts'
import { mergeDamaged } from '../../../../electron/store/recovery/merge.ts'
import { findingsOf, isSound } from '../../../../electron/store/recovery/check.ts'
import { acknowledge, currentStream, nextBatch } from '../../../../electron/sync/stream.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { openPipeline, type Pipeline } from '../../../support/pipeline.ts'
import { testFolder } from '../../../support/test-store.ts'
import { tracesIn } from '../../../support/traces-of-text.ts'

const dayMs = 24 * 3_600_000
let station: Pipeline
let sweep: Sweep
let isClockRight: boolean

const head = (): number => station.parts.store.read(currentStream)?.sequence ?? 0
const rows = (): { sequence: number; type: string; body: string }[] =>
  station.parts.store.read((tx) =>
    tx.all('select sequence, type, body from outbox order by made_at, sequence'),
  )
const emptied = (): number[] => rows().flatMap(({ sequence, body }) => (body === '' ? [sequence] : []))
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)
const ack = (sequence: number): void => {
  station.parts.store.transaction((tx) => {
    acknowledge(tx, currentStream(tx)?.incarnation ?? '', sequence, [], station.clock.now())
  })
}
const flush = (): void => {
  station.parts.store.read((tx) => tx.all('pragma wal_checkpoint(truncate)'))
}
const found = async (): Promise<string[]> => (await verifyStore(station.dir, { deep: true })).found
const comes = (nth: number): void => {
  station.clock.advance(60_000)
  station.tap({ idNumber: syntheticNumber('1945-03-07', 2 * nth) })
  for (const question of ['scoring', 'sharing'] as const)
    if (station.session.holder()?.ask !== null)
      station.consent({ commandId: station.newId(), question, answer: 'yes' })
}
const newSweep = (): Sweep =>
  createSweep({ parts: station.parts, heardNow: () => (isClockRight ? station.clock.now() : null) })

beforeEach(async () => {
  isClockRight = true
  station = await openPipeline()
  station.addEvent({ endsAt: station.clock.now() + 8 * 3_600_000 })
  for (let nth = 1; nth <= 3; nth++) comes(nth)
  sweep = newSweep()
})
afterEach(() => {
  station.close()
})

describe('the text of a record', () => {
  it('stays for 400 days after the centre had it, and is gone from the disk then; balances and chain hold', async () => {
    const sealed = rows().flatMap(({ body }) => (body.startsWith('sealed:') ? [body.slice(7, 60)] : []))
    expect(sealed).toHaveLength(3)
    ack(head())
    const last = head()
    station.clock.advance(textsStayMs - 60_000)
    expect([sweep.look(), emptied()]).toEqual([0, []])
    station.clock.advance(60_000)
    expect([sweep.look(), emptied()]).toEqual([last, upTo(last)])
    expect(sweep.look()).toBe(0)
    expect(tracesIn(station.dir, sealed)).toEqual([])
    expect(await found()).toEqual([])
    expect(station.count('credit_entry')).toBe(3)
    // Life goes on behind it.
    station.addEvent({ startsAt: station.clock.now(), endsAt: station.clock.now() + 3_600_000 })
    comes(4)
    expect(head()).toBeGreaterThan(last)
    expect(await found()).toEqual([])
    station.parts.store.reopen()
    const db = openReadOnly(join(station.dir, 'records.db'))
    expect(isSound(findingsOf(db, station.parts.cipher))).toBe(true)
    db.close()
  })

  it('counts from the moment at which the centre had it, record by record, and never goes without that', async () => {
    ack(2)
    station.clock.advance(dayMs)
    ack(5)
    station.clock.advance(textsStayMs - dayMs)
    sweep.look()
    expect(emptied()).toEqual(upTo(2))
    station.clock.advance(dayMs)
    sweep.look()
    expect(emptied()).toEqual(upTo(5))
    station.clock.advance(10 * textsStayMs)
    expect([sweep.look(), emptied()]).toEqual([0, upTo(5)])
    expect(await found()).toEqual([])
  })

  it('waits anew where the centre went back, and where nobody noted when it had it', () => {
    ack(head())
    station.clock.advance(textsStayMs)
    ack(3)
    ack(head())
    sweep.look()
    expect(emptied()).toEqual([])
    // As after an upgrade.
    station.parts.store.transaction((tx) => tx.run('delete from acknowledged'))
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(emptied()).toEqual([])
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(emptied()).toEqual(upTo(head()))
  })

  it('stays while nobody can say what time it is', () => {
    ack(head())
    station.clock.advance(10 * textsStayMs)
    isClockRight = false
    expect([sweep.look(), emptied()]).toEqual([0, []])
  })

  it('of a stream that was given up goes once a later one that tells it again is old', async () => {
    const last = head()
    station.parts.store.transaction((tx) => {
      station.parts.outbox.startIncarnation(tx, { station: '119999001002', at: station.clock.now() + 1 })
    })
    station.clock.advance(10 * textsStayMs)
    sweep.look()
    expect(emptied()).toEqual([])
    ack(head())
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(emptied()).toHaveLength(2 * last)
    expect(await found()).toEqual([])
  })

  it('that is not what was hashed, or not what the ledger says, stays as evidence', () => {
    ack(head())
    station.clock.advance(textsStayMs)
    station.parts.store.transaction((tx) => {
      tx.run('drop trigger credit_is_ledger')
      tx.run('update credit_entry set amount = 51 where seq = 1')
    })
    expect([sweep.look(), emptied()]).toEqual([0, []])
    expect(station.log.lines.some(({ level }) => level === 'error')).toBe(true)
  })

  it('is what nothing but that may take away', () => {
    const frozen = (sql: string): unknown => station.parts.store.transaction((tx) => tx.run(sql))
    expect(() => frozen(`update outbox set body = ''`)).toThrow()
    ack(head())
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(() => frozen(`update outbox set body = 'x' where sequence = 1`)).toThrow()
    expect(() => frozen(`update outbox set body = '', tap = 'x' where sequence = 1`)).toThrow()
    expect(() => frozen('delete from emptied')).toThrow()
  })

  it('that the centre lost again is not sent empty: what is left goes up in a new stream', () => {
    ack(4)
    station.clock.advance(textsStayMs)
    sweep.look()
    const left = head() - 4
    station.parts.store.transaction((tx) => {
      station.parts.outbox.startIncarnation(tx, { station: '119999001001', at: station.clock.now(), from: 2 })
    })
    const batch = station.parts.store.read((tx) => nextBatch(tx, station.parts.cipher, 100, 1_000_000))
    expect(batch?.bodies).toHaveLength(left)
    expect(batch?.bodies).not.toContain('')
  })
})

describe('damaged records without texts', () => {
  it.each([
    ['a copy of before', 0],
    ['a copy of in between', 1],
  ])('are laid over %s, and their chain holds', (_, looksBefore) => {
    ack(5)
    station.clock.advance(textsStayMs)
    if (looksBefore > 0) sweep.look()
    const copy = join(testFolder(), 'records.db')
    ;(station.parts.store as OpenedStore).copyTo(copy)
    ack(head())
    comes(4)
    station.clock.advance(textsStayMs)
    sweep.look()
    flush()
    const fresh = openWriter(copy)
    const damaged = openReadOnly(join(station.dir, 'records.db'))
    const merged = mergeDamaged(fresh, damaged, station.parts.cipher)
    const findings = findingsOf(fresh, station.parts.cipher)
    const left = fresh.prepare('select count(*) as n from outbox').get()
    for (const db of [fresh, damaged]) db.close()
    expect(merged).toMatchObject({ whole: true, missing: [], torn: [] })
    expect(findings).toMatchObject({ structure: [], links: [] })
    expect(left).toEqual({ n: head() })
  })
})

describe('old answers to commands', () => {
  it('go with their time, and no earlier', () => {
    station.parts.store.transaction((tx) => tx.run('update command set at = ?', station.clock.now()))
    const before = station.count('command')
    expect(before).toBeGreaterThan(0)
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(station.count('command')).toBe(before)
    station.clock.advance(1)
    sweep.look()
    expect(station.count('command')).toBe(0)
  })
})

describe('a text that somebody else took away is named', () => {
  const tampered = async (sql: string): Promise<string[]> => {
    const dir = testFolder()
    flush()
    cpSync(station.dir, dir, { recursive: true })
    const db = new DatabaseSync(join(dir, 'records.db'))
    for (const { name } of db.prepare(`select name from sqlite_schema where type = 'trigger'`).all())
      db.exec(`drop trigger "${String(name)}"`)
    db.exec(`pragma foreign_keys = off; ${sql}`)
    db.close()
    return (await verifyStore(dir)).found
  }
  const mark = (ackedAt: string): string =>
    `update outbox set body = '' where sequence = 6;
     insert into emptied select id, 6, 6, 'old', ${ackedAt}, ${String(Date.parse('2028-01-01'))}, zeroblob(32), 1 from incarnation`

  beforeEach(() => {
    ack(5)
    station.clock.advance(textsStayMs)
    sweep.look()
    expect(emptied()).toEqual(upTo(5))
  })

  it.each([
    ['without a note', `update outbox set body = '' where sequence = 6`, /^record 6 of stream .*: emptied$/],
    [
      'before its time, with a note',
      `update incarnation set acked_sequence = 6; ${mark(String(Date.parse('2027-12-31')))}`,
      /^records 6 to 6 of .*before their time$/,
    ],
    ['that the centre never had', mark('0'), /^records 6 to 6 of stream .*before their time$/],
    [
      'with a note that nobody audited',
      `update incarnation set acked_sequence = 6; ${mark('0')}`,
      /^records 6 to 6 of stream .*changed since$/,
    ],
    [
      'and its id changed',
      `update outbox set id = 'x' where sequence = 1`,
      /^records 1 to 5 of stream .*changed since$/,
    ],
    [
      'and the entry of the ledger changed that it told of',
      `update credit_entry set business_date = '2020-01-01' where seq = 1`,
      /^records 1 to 5 of stream .*changed since$/,
    ],
  ])('%s', async (_, sql, wanted) => {
    expect(await tampered(sql)).toContainEqual(expect.stringMatching(wanted))
  })
})
