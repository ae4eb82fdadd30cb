import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { verifyTail } from '../../../electron/store/outbox-chain.ts'
import { chainBreaks } from '../../support/chain-breaks.ts'
import { openStoreReader } from '../../../electron/store/reader.ts'
import { createOutbox } from '../../../electron/sync/outbox.ts'
import { codeThrown, openTestStore, testCipher, testFolder } from '../../support/test-store.ts'

/** Damages or inspects the file while no station has it open. */
const direct = (dir: string, work: (db: DatabaseSync) => void): void => {
  const db = new DatabaseSync(join(dir, 'records.db'))
  work(db)
  db.close()
}

const fill = (dir: string, records: number): void => {
  const store = openTestStore(dir)
  const outbox = createOutbox({ newId: store.newId, cipher: testCipher })
  store.transaction((tx) => {
    outbox.ensureIncarnation(tx, { station: '119999001001', at: 0 })
    for (let n = 0; n < records; n += 1) {
      outbox.append(tx, {
        type: 'cn.wmsj.attendance.headcount.v1',
        data: { event: store.newId(), count: n + 1 },
        time: n,
        clockState: 'synced',
        monoMs: n,
        bootId: 'boot',
      })
    }
  })
  store.close()
}

describe('the chain at start', () => {
  const tamper = (dir: string, sql: string): void => {
    direct(dir, (db) => {
      db.exec('drop trigger outbox_is_frozen')
      db.exec(sql)
    })
  }

  it('passes a sound one', () => {
    const dir = testFolder()
    fill(dir, 150)
    openTestStore(dir)
  })

  it.each([
    ['a changed record', `update outbox set body = replace(body, '"count":140', '"count":141')`],
    ['a missing record', 'delete from outbox where sequence = 120'],
    ['a missing end', 'delete from outbox where sequence = 150'],
    ['a head that is behind', 'update incarnation set head_sequence = 149'],
    ['another head', `update incarnation set head_hash = x'00'`],
    ['a current incarnation that is not there', `update meta set value = 'gone' where name = 'incarnation'`],
  ])('refuses %s', (_, sql) => {
    const dir = testFolder()
    fill(dir, 150)
    tamper(dir, sql)
    expect(codeThrown(() => openTestStore(dir))).toBe('storeRefused')
  })

  it('looks into a sealed record once there is a key', () => {
    const dir = testFolder()
    fill(dir, 3)
    const before = openTestStore(dir)
    const outbox = createOutbox({ newId: before.newId, cipher: testCipher })
    const resident = before.newId()
    before.transaction((tx) =>
      outbox.append(tx, {
        type: 'cn.wmsj.resident.identified.v1',
        data: { resident, idNumber: '119999195001011231', cardKind: 'resident' },
        time: 4,
        clockState: 'synced',
        monoMs: 4,
        bootId: 'boot',
      }),
    )
    before.read((tx) => {
      verifyTail(tx, 100, testCipher)
    })
    before.close()
    expect(breaksOf(dir)).toEqual([])
    tamper(
      dir,
      `update outbox set body = substr(body, 1, 40) || 'AAAA' || substr(body, 45) where sequence = 4`,
    )
    const after = openTestStore(dir)
    const look = (): void => {
      after.read((tx) => {
        verifyTail(tx, 100, testCipher)
      })
    }
    expect(codeThrown(look)).toBe('storeRefused')
    after.close()
    expect(breaksOf(dir)).toEqual(['4 changed'])
  })

  const breaksOf = (dir: string): unknown => {
    const reader = openStoreReader(dir)
    try {
      return reader
        .read((tx) => chainBreaks(tx, testCipher))
        .map(({ sequence, reason }) => `${String(sequence)} ${reason}`)
    } finally {
      reader.close()
    }
  }

  it.each([
    ['', []],
    [`update outbox set body = '{}' where sequence = 3`, ['3 changed']],
    [`update outbox set hash = x'00' where sequence = 1100`, ['1100 changed']],
    ['delete from outbox where sequence = 1001', ['1001 missing']],
    ['delete from outbox where sequence = 1', ['1 missing']],
    ['delete from outbox where sequence = 1200', ['1200 end']],
    ['update incarnation set head_sequence = 1199', ['1199 end']],
    [`update incarnation set head_hash = x'00'`, ['1200 end']],
  ])('is recomputed as a whole on demand: %s gives %j', (sql, breaks) => {
    const dir = testFolder()
    fill(dir, 1200)
    tamper(dir, sql)
    expect(breaksOf(dir)).toEqual(breaks)
  })

  it('looks at the last hundred only, so that the start stays short', () => {
    const dir = testFolder()
    fill(dir, 150)
    tamper(dir, `update outbox set body = '{}' where sequence = 20`)
    openTestStore(dir)
  })
})
