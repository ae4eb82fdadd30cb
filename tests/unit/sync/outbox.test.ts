import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import {
  recordTypes,
  stationRecord,
  type RecordData,
  type RecordType,
} from '../../../electron/contract/records/index.ts'
import { chainBreaks } from '../../support/chain-breaks.ts'
import { openBody } from '../../../electron/store/sealed-body.ts'
import type { Tx } from '../../../electron/store/tx.ts'
import { canonicalText, wellFormed } from '../../../electron/sync/chain.ts'
import { createOutbox, type NewRecord, type Outbox } from '../../../electron/sync/outbox.ts'
import { acknowledge, countWaiting, nextBatch, settle } from '../../../electron/sync/stream.ts'
import { codeThrown, openTestStore, testCipher, testFolder } from '../../support/test-store.ts'

const station = '119999001001'
const event = '0192f4aa-0000-7000-8000-000000000001'
const resident = '0192f4aa-0000-7000-8000-000000000002'
const tap = '0192f4aa-0000-7000-8000-000000000003'

const samples: { [T in RecordType]: RecordData<T> } = {
  'cn.wmsj.resident.registered.v1': { resident, ageBand: '70-79', sex: '2', cardKind: 'resident' },
  'cn.wmsj.resident.consented.v1': {
    resident,
    scoring: true,
    sharing: null,
    noticeVersion: '2026-11',
    by: 'card',
  },
  'cn.wmsj.resident.identified.v1': { resident, idNumber: '119999195001011231', cardKind: 'resident' },
  'cn.wmsj.resident.joined.v1': { resident, alias: event, by: 'staff' },
  'cn.wmsj.attendance.checkout.v1': { event, resident, checkin: tap, method: 'id-card' },
  'cn.wmsj.attendance.reversed.v1': { reverses: tap, resident, reason: 'notMe', by: 'resident' },
  'cn.wmsj.credit.reversed.v1': { reverses: tap, resident, amount: -50, reason: 'attendanceReversed' },
  'cn.wmsj.volunteer.hours.v1': {
    resident,
    event,
    start: '2026-11-24T01:00:00.000Z',
    end: '2026-11-24T02:35:00.000Z',
    duration: 'PT95M',
    source: 'taps',
    evidence: [tap],
  },
  'cn.wmsj.attendance.checkin.v1': { event, resident, method: 'id-card', role: 'attendee' },
  'cn.wmsj.attendance.headcount.v1': { event, count: 1 },
  'cn.wmsj.credit.entry.v1': {
    resident,
    amount: 50,
    ruleId: 'L01',
    ruleRev: 1,
    event,
    basis: [tap],
    businessKey: `${resident}|${event}|L01`,
    businessDate: '2026-11-24',
  },
}

const recordOf = <T extends RecordType>(type: T, change: Partial<NewRecord<T>> = {}): NewRecord<T> =>
  ({
    type,
    data: samples[type],
    time: Date.parse('2026-11-24T01:02:03.045Z'),
    resident,
    clockState: 'synced',
    monoMs: 1234.9,
    bootId: 'boot-1',
    tap,
    ...change,
  }) as unknown as NewRecord<T>

type Headcount = NewRecord<'cn.wmsj.attendance.headcount.v1'>
const headcount = (change: Partial<Headcount> = {}): Headcount =>
  recordOf('cn.wmsj.attendance.headcount.v1', change)

interface Row {
  incarnation: string
  sequence: number
  id: string
  body: string
  hash: Uint8Array
}
const rowsOf = (tx: Tx, incarnation: string): Row[] =>
  tx
    .all<Row>('select * from outbox where incarnation = ? order by sequence', incarnation)
    .map((row) => ({ ...row, body: openBody(testCipher, row.body, { table: 'outbox', ...row }) }))

/** Recomputes a stream from what is kept, with nothing of the station's own code. */
const expectSoundChain = (rows: Row[]): void => {
  let hash = Buffer.alloc(32)
  rows.forEach((row, index) => {
    const parsed: unknown = JSON.parse(row.body)
    expect(row.sequence).toBe(index + 1)
    expect(parsed).toMatchObject({ id: row.id, sequence: String(index + 1).padStart(10, '0') })
    expect(canonicalize(parsed)).toBe(row.body)
    hash = createHash('sha256').update(hash).update(row.body, 'utf8').digest()
    expect(Buffer.from(row.hash).equals(hash)).toBe(true)
  })
}

const open = (): { store: ReturnType<typeof openTestStore>; outbox: Outbox; incarnation: string } => {
  const store = openTestStore(testFolder())
  const outbox = createOutbox({ newId: store.newId, cipher: testCipher })
  const incarnation = store.transaction((tx) => outbox.ensureIncarnation(tx, { station, at: 5 }))
  return { store, outbox, incarnation }
}

describe('a record', () => {
  it.each(recordTypes)('%s is what the contract says, chained onto the one before', (type) => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      outbox.append(tx, headcount())
      const { sequence, id } = outbox.append(tx, recordOf(type))
      expect(sequence).toBe(2)
      const rows = rowsOf(tx, incarnation)
      expectSoundChain(rows)
      const record = stationRecord.parse(JSON.parse(rows[1]!.body))
      expect(record).toEqual({
        specversion: '1.0',
        id,
        source: `urn:wmsj:station:${station}:${incarnation}`,
        sequence: '0000000002',
        type,
        subject: `urn:wmsj:resident:${resident}`,
        time: '2026-11-24T01:02:03.045Z',
        clockstate: 'synced',
        monoms: '1234',
        bootid: 'boot-1',
        datacontenttype: 'application/json',
        data: samples[type],
      })
    })
  })

  it('has the hash that other tools compute (sha256sum over 32 zero bytes and the canonical text)', () => {
    const body = canonicalText({ b: 1, a: '中', c: [1.5, null, true] })
    expect(body).toBe('{"a":"中","b":1,"c":[1.5,null,true]}')
    const store = openTestStore(testFolder())
    const outbox = createOutbox({ newId: () => '0192f4aa-0000-7000-8000-00000000000a', cipher: testCipher })
    store.transaction((tx) => {
      const incarnation = outbox.ensureIncarnation(tx, { station, at: 0 })
      outbox.append(tx, headcount())
      expect(Buffer.from(rowsOf(tx, incarnation)[0]!.hash).toString('hex')).toBe(
        '75a5697763ffed3ccf8c692e6f0dda354ee00ed1bd868bdb15477e2a3efdbea6',
      )
    })
  })

  it('without a resident has no subject', () => {
    const { store, outbox, incarnation } = open()
    const anonymous: Partial<Headcount> = headcount()
    delete anonymous.resident
    store.transaction((tx) => {
      outbox.append(tx, anonymous as Headcount)
      expect(JSON.parse(rowsOf(tx, incarnation)[0]!.body)).not.toHaveProperty('subject')
    })
  })

  it('keeps an id that it is given, and makes its own else', () => {
    const { store, outbox } = open()
    store.transaction((tx) => {
      expect(outbox.append(tx, headcount({ id: tap })).id).toBe(tap)
      expect(outbox.append(tx, headcount()).id).not.toBe(tap)
    })
  })

  it('holds no lone surrogate: the centre could not compute the same hash', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      outbox.append(
        tx,
        recordOf('cn.wmsj.credit.entry.v1', {
          data: { ...samples['cn.wmsj.credit.entry.v1'], ruleId: 'a\ud800b', businessKey: '𬭚' },
        }),
      )
      expectSoundChain(rowsOf(tx, incarnation))
      expect(rowsOf(tx, incarnation)[0]!.body).toContain('a\ufffdb')
      expect(rowsOf(tx, incarnation)[0]!.body).toContain('𬭚')
    })
    expect(wellFormed({ '\udc00': ['\ud800'] })).toEqual({ '\ufffd': ['\ufffd'] })
  })

  it.each([
    ['an unknown type', { type: 'cn.wmsj.other.v1' as 'cn.wmsj.attendance.headcount.v1' }],
    ['an id that is no uuid', { id: '1' }],
    ['a resident that is no uuid', { resident: '张三' }],
    ['a broken time', { time: Number.NaN }],
    ['a broken monotonic time', { monoMs: -1 }],
    ['no boot', { bootId: '' }],
    ['more than 64 KiB', { data: { event, count: 1, more: 'x'.repeat(70_000) } }],
  ])('with %s is refused, and its whole transaction with it', (_, change) => {
    const { store, outbox, incarnation } = open()
    expect(
      codeThrown(() => {
        store.transaction((tx) => {
          outbox.append(tx, headcount())
          outbox.append(tx, headcount(change))
        })
      }),
    ).toBe('badInput')
    expect(store.read((tx) => rowsOf(tx, incarnation))).toEqual([])
    expect(store.read(countWaiting).pending).toBe(0)
  })

  it('that is undone leaves no hole', () => {
    const { store, outbox, incarnation } = open()
    expect(() => {
      store.transaction((tx) => {
        outbox.append(tx, headcount())
        throw new Error('no')
      })
    }).toThrow('no')
    store.transaction((tx) => {
      outbox.append(tx, headcount())
    })
    expectSoundChain(store.read((tx) => rowsOf(tx, incarnation)))
  })

  it('is never changed afterwards', () => {
    const { store, outbox } = open()
    store.transaction((tx) => {
      outbox.append(tx, headcount())
    })
    expect(() => store.transaction((tx) => tx.run(`update outbox set body = '{}'`))).toThrow(
      'outbox is append-only',
    )
  })
})

describe('a record that names a person by number', () => {
  const identified = recordOf('cn.wmsj.resident.identified.v1')
  const { idNumber } = samples['cn.wmsj.resident.identified.v1']
  const onDisk = (tx: Tx): string[] =>
    tx.all<{ body: string }>('select body from outbox order by incarnation, sequence').map(({ body }) => body)

  it('lies on the disk sealed, and goes out as it was hashed', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      outbox.append(tx, headcount())
      outbox.append(tx, identified)
      const batch = nextBatch(tx, testCipher, 500, 1e6)!
      expect(batch.bodies[1]).toContain(`"idNumber":"${idNumber}"`)
      expectSoundChain(rowsOf(tx, incarnation))
      expect(onDisk(tx).join()).not.toContain(idNumber)
      expect(Buffer.from(onDisk(tx)[1]!.slice('sealed:'.length), 'base64').toString('latin1')).not.toContain(
        idNumber,
      )
    })
  })

  it('is re-issued sealed, under the same id and with the same data', () => {
    const { store, outbox } = open()
    store.transaction((tx) => {
      const { id } = outbox.append(tx, identified)
      const next = outbox.startIncarnation(tx, { station: '119999001002', at: 6 })
      const rows = rowsOf(tx, next)
      expectSoundChain(rows)
      expect(JSON.parse(rows[0]!.body)).toMatchObject({ id, data: { idNumber } })
      expect(onDisk(tx).join()).not.toContain(idNumber)
      expect(chainBreaks(tx, testCipher)).toEqual([])
    })
  })

  it('opens nowhere but in its own row', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      outbox.append(tx, identified)
      const [body = ''] = onDisk(tx)
      const place = { table: 'outbox', incarnation, sequence: 1 } as const
      expect(openBody(testCipher, body, place)).toContain(idNumber)
      for (const other of [{ sequence: 2 }, { incarnation: tap }, { table: 'recovered_record' as const }]) {
        expect(codeThrown(() => openBody(testCipher, body, { ...place, ...other }))).toBe('keyWrong')
      }
    })
  })
})

describe('an incarnation', () => {
  it('is begun once for one station code', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      expect(outbox.ensureIncarnation(tx, { station, at: 6 })).toBe(incarnation)
    })
  })

  it('is begun anew for another code, and re-issues with the same ids what was not acknowledged', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      const ids = Array.from({ length: 7 }, () => outbox.append(tx, headcount()).id)
      acknowledge(tx, incarnation, 3, [], 0)
      const next = outbox.ensureIncarnation(tx, { station: '119999001002', at: 6 })
      expect(next).not.toBe(incarnation)
      const rows = rowsOf(tx, next)
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(3))
      expectSoundChain(rows)
      for (const row of rows) {
        expect(stationRecord.parse(JSON.parse(row.body)).source).toBe(`urn:wmsj:station:119999001002:${next}`)
      }
      expect(rowsOf(tx, incarnation)).toHaveLength(7)
      expect(countWaiting(tx).pending).toBe(4)
    })
  })

  it('re-issues thousands in order', () => {
    const { store, outbox } = open()
    store.transaction((tx) => {
      const ids = Array.from({ length: 1203 }, () => outbox.append(tx, headcount()).id)
      const next = outbox.startIncarnation(tx, { station, at: 6 })
      expect(rowsOf(tx, next).map(({ id }) => id)).toEqual(ids)
      expectSoundChain(rowsOf(tx, next))
    })
  })

  it('re-issues from where a fork began, even before the acknowledgement', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      const ids = Array.from({ length: 5 }, () => outbox.append(tx, headcount()).id)
      acknowledge(tx, incarnation, 4, [], 0)
      const next = outbox.startIncarnation(tx, { station, at: 6, from: 2 })
      expect(rowsOf(tx, next).map(({ id }) => id)).toEqual(ids.slice(1))
    })
  })

  it('must exist before a record', () => {
    const store = openTestStore(testFolder())
    const outbox = createOutbox({ newId: store.newId, cipher: testCipher })
    expect(() => store.transaction((tx) => outbox.append(tx, headcount()))).toThrow('no incarnation')
  })
})

describe('what waits', () => {
  it('is counted above the acknowledgement, with the oldest, and what is held beside', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      expect(countWaiting(tx)).toEqual({ pending: 0, held: 0, oldestMadeAt: null })
      for (let n = 1; n <= 5; n += 1) outbox.append(tx, headcount({ time: n * 1000 }))
      expect(countWaiting(tx)).toEqual({ pending: 5, held: 0, oldestMadeAt: 1000 })
      acknowledge(
        tx,
        incarnation,
        3,
        [
          { sequence: 1, status: 'held', code: 'unknown-resident' },
          { sequence: 2, status: 'rejected', code: 'duplicate-award' },
          { sequence: 3, status: 'held', code: 'unknown-type' },
        ],
        0,
      )
      expect(countWaiting(tx)).toEqual({ pending: 2, held: 2, oldestMadeAt: 4000 })
      settle(tx, incarnation, { sequence: 1, status: 'applied', code: '' }, 0)
      settle(tx, incarnation, { sequence: 3, status: 'rejected', code: 'unknown-type' }, 0)
      expect(countWaiting(tx).held).toBe(0)
    })
  })

  it('goes out in batches bound by number and by size, each continuing the chain', () => {
    const { store, outbox, incarnation } = open()
    store.transaction((tx) => {
      for (let n = 0; n < 10; n += 1) outbox.append(tx, headcount())
      const rows = rowsOf(tx, incarnation)
      const hex = (n: number): string => Buffer.from(rows[n - 1]!.hash).toString('hex')
      const first = nextBatch(tx, testCipher, 4, 1e6)!
      expect(first).toMatchObject({
        before: 0,
        last: 4,
        prev: { sequence: '0000000000', hash: '0'.repeat(64) },
        hash: hex(4),
      })
      expect(first.bodies).toEqual(rows.slice(0, 4).map(({ body }) => body))
      acknowledge(tx, incarnation, 4, [], 0)
      expect(nextBatch(tx, testCipher, 500, 1e6)).toMatchObject({
        before: 4,
        last: 10,
        prev: { sequence: '0000000004', hash: hex(4) },
        hash: hex(10),
      })
      const size = Buffer.byteLength(rows[4]!.body) + 1
      expect(nextBatch(tx, testCipher, 500, 1024 + 3 * size)?.last).toBe(7)
      expect(nextBatch(tx, testCipher, 500, 1024 + 3 * size - 1)?.last).toBe(6)
      expect(nextBatch(tx, testCipher, 500, 10)?.last, 'one record at least').toBe(5)
      acknowledge(tx, incarnation, 10, [], 0)
      expect(nextBatch(tx, testCipher, 500, 1e6)).toBeUndefined()
    })
  })
})
