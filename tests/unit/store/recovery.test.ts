import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/base/clock.ts'
import { createIds } from '../../../electron/base/ids.ts'
import { silentLog } from '../../../electron/base/log.ts'
import { openRecordsWhole } from '../../../electron/station/care/open.ts'
import { openReadOnly } from '../../../electron/store/connection.ts'
import { rootKeyInFile } from '../../../electron/store/key-store.ts'
import { doubtFile, finishTakingPlace, recoveredFile } from '../../../electron/store/recovery/aside.ts'
import { findingsOf, isSound } from '../../../electron/store/recovery/check.ts'
import { newestRecovery } from '../../../electron/store/recovery/notes.ts'
import { keepWitness } from '../../../electron/store/witness.ts'
import {
  copyOf,
  overwrite,
  recordsOf,
  recover,
  tappedFolder,
  type TappedFolder,
} from '../../support/damage.ts'
import { inspectTaps } from '../../support/tap-store.ts'
import { seeded } from '../../support/seeded.ts'
import { testFolder } from '../../support/test-store.ts'

const deep = process.env.FAULTS_DEEP === '1'
let whole: TappedFolder
let size = 0

beforeAll(async () => {
  whole = await tappedFolder(mkdtempSync(join(tmpdir(), 'station-whole-')), { before: 30, after: 20 })
  size = statSync(recordsOf(whole.dir)).size
  return () => {
    rmSync(whole.dir, { recursive: true, force: true })
  }
})

const spoilt = (damage: (file: string) => void, withoutCopy = false): string => {
  const { dir } = copyOf(whole, testFolder())
  if (withoutCopy) rmSync(join(dir, 'backups'), { recursive: true })
  damage(recordsOf(dir))
  return dir
}
const kept = (dir: string): number => {
  const { lost } = inspectTaps(dir, whole.taps)
  return whole.taps.length - lost.length
}
const isWhole = (dir: string): boolean => {
  const db = openReadOnly(recordsOf(dir))
  try {
    return isSound(findingsOf(db))
  } finally {
    db.close()
  }
}

describe('damaged records', () => {
  const damages: [string, (file: string) => void, least: number][] = [
    [
      'of length zero',
      (file) => {
        truncateSync(file, 0)
      },
      30,
    ],
    [
      'that are gone',
      (file) => {
        rmSync(file)
      },
      30,
    ],
    [
      'cut in half',
      (file) => {
        truncateSync(file, Math.floor(size / 8192) * 4096)
      },
      30,
    ],
    [
      'without their end',
      (file) => {
        truncateSync(file, size - 5000)
      },
      30,
    ],
    [
      'full of something else',
      (file) => {
        writeFileSync(file, 'x'.repeat(size))
      },
      30,
    ],
    [
      'whose head was overwritten',
      (file) => {
        overwrite(file, 0, (bytes) => bytes.fill(0), 100)
      },
      50,
    ],
    [
      'with a page of zeros',
      (file) => {
        overwrite(file, 4096 * 9, (bytes) => bytes.fill(0), 4096)
      },
      30,
    ],
  ]
  it.each(damages)(
    '%s are whole again, with what the copy held at least, and nothing is deleted',
    async (_, damage, least) => {
      const dir = spoilt(damage)
      const lay = existsSync(recordsOf(dir)) ? readFileSync(recordsOf(dir)) : null
      const recovery = (await recover(dir))!
      expect(isWhole(dir)).toBe(true)
      expect(kept(dir)).toBeGreaterThanOrEqual(least)
      if (lay !== null) expect(readFileSync(join(dir, recovery.folder, 'records.db')).equals(lay)).toBe(true)
      expect(existsSync(join(dir, 'backups', 'records-2026-11-23.db'))).toBe(true)
      expect(readdirSync(dir).filter((name) => name.includes('unfinished'))).toEqual([])
    },
  )

  it('give back every tap where only a page of one table is torn, also without a copy', async () => {
    const db = new DatabaseSync(recordsOf(whole.dir), { readOnly: true })
    const { rootpage } = db
      .prepare(`select rootpage from sqlite_schema where name = 'name_initials'`)
      .get() as {
      rootpage: number
    }
    db.close()
    const dir = spoilt((file) => {
      overwrite(file, (rootpage - 1) * 4096, (bytes) => bytes.fill(0), 4096)
    }, true)
    const recovery = await recover(dir)
    expect(recovery).toMatchObject({ step: 'salvaged', from: null, missing: [], newStream: false })
    expect(kept(dir)).toBe(50)
  })

  it('with a torn index get new indexes, and nothing else changes', async () => {
    const db = new DatabaseSync(recordsOf(whole.dir), { readOnly: true })
    const { rootpage } = db
      .prepare(`select rootpage from sqlite_schema where name = 'outbox_by_id'`)
      .get() as {
      rootpage: number
    }
    db.close()
    const dir = spoilt((file) => {
      const index = new DatabaseSync(file)
      index.enableDefensive(false)
      index.exec(`pragma writable_schema = on;
        update sqlite_schema set sql = 'create index outbox_by_id on outbox (type)' where name = 'outbox_by_id'`)
      index.close()
    })
    expect(rootpage).toBeGreaterThan(1)
    const damaged = openReadOnly(recordsOf(dir))
    expect(findingsOf(damaged)).toMatchObject({ onlyIndexes: true, links: [] })
    expect(findingsOf(damaged).structure).not.toEqual([])
    damaged.close()
    expect(await recover(dir)).toMatchObject({ step: 'indexes', missing: [], newStream: false })
    expect(kept(dir)).toBe(50)
  })

  it('without a copy and with nothing to read are left as they lie', async () => {
    const dir = spoilt((file) => {
      writeFileSync(file, 'x'.repeat(size))
    }, true)
    const before = readdirSync(dir).toSorted()
    expect(await recover(dir)).toBeNull()
    expect(readdirSync(dir).toSorted()).toEqual(before)
    expect(readFileSync(recordsOf(dir), 'utf8')).toBe('x'.repeat(size))
  })

  it('do not take a copy that is damaged, or of another station', async () => {
    const other = await tappedFolder(testFolder(), { before: 3, after: 0 })
    const dir = spoilt((file) => {
      truncateSync(file, 0)
    })
    const copies = join(dir, 'backups')
    writeFileSync(join(copies, 'records-2026-11-25.db'), readFileSync(recordsOf(other.dir)))
    writeFileSync(join(copies, 'records-2026-11-24.db'), readFileSync(join(copies, 'records-2026-11-23.db')))
    overwrite(join(copies, 'records-2026-11-24.db'), 4096 * 20, (bytes) => bytes.fill(0), 4096)
    const witness = { storeId: '' }
    const opened = openReadOnly(join(copies, 'records-2026-11-23.db'))
    witness.storeId = (
      opened.prepare(`select value from meta where name = 'storeId'`).get() as { value: string }
    ).value
    opened.close()
    const state = { ...witness, incarnation: '', head: 0, hash: '', boots: 0, machineId: '' }
    const sha256 = createHash('sha256').update(JSON.stringify(state), 'utf8').digest('hex')
    writeFileSync(join(dir, 'witness.json'), JSON.stringify({ schema: 1, sequence: 1, sha256, data: state }))
    expect(await recover(dir)).toMatchObject({ step: 'backup', from: 'records-2026-11-23.db' })
    expect(kept(dir)).toBe(30)
  })
})

describe('a changed record', () => {
  it('that the copy holds is whole again; one that it does not is named, and those behind it wait to be told again', async () => {
    const change = (sequence: number) => (file: string) => {
      const db = new DatabaseSync(file)
      db.exec('drop trigger outbox_is_frozen')
      db.prepare(`update outbox set body = replace(body, 'id-card', 'id-cart') where sequence = ?`).run(
        sequence,
      )
      db.exec(
        `create trigger outbox_is_frozen before update on outbox begin select raise(abort, 'outbox is append-only'); end`,
      )
      db.close()
    }
    // The second of the three records of a tap is its check-in.
    const old = spoilt(change(3 * 10 + 2))
    expect(isWhole(old)).toBe(false)
    expect(await recover(old)).toMatchObject({ step: 'salvaged', missing: [], newStream: false })
    expect(kept(old)).toBe(50)

    const young = spoilt(change(3 * 40 + 2))
    const recovery = (await recover(young))!
    expect(recovery).toMatchObject({ newStream: true, missing: [{ from: 122, to: 122 }] })
    const db = openReadOnly(recordsOf(young))
    const staged = db.prepare('select sequence from salvaged_record order by sequence').all() as {
      sequence: number
    }[]
    db.close()
    expect(staged.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 28 }, (_, n) => 123 + n))
  })
})

describe('a single changed bit', () => {
  const random = seeded(20_261_130)
  const seeds = Array.from({ length: deep ? 300 : 30 }, () => random())
  it('anywhere never costs a tap that the copy holds, and the records are whole afterwards', async () => {
    let found = 0
    for (const seed of seeds) {
      const at = Math.floor(seed * size * 8)
      const dir = spoilt((file) => {
        overwrite(file, at >> 3, (bytes) => bytes.writeUInt8(bytes.readUInt8() ^ (1 << (at & 7))))
      })
      if (isWholeOrUnreadable(dir) === 'whole') continue
      found += 1
      const recovery = await recover(dir)
      expect(recovery, `bit ${String(at)}`).not.toBeNull()
      expect(isWhole(dir), `bit ${String(at)}`).toBe(true)
      expect(kept(dir), `bit ${String(at)}`).toBeGreaterThanOrEqual(30)
    }
    expect(found).toBeGreaterThan(seeds.length / 8)
  }, 600_000)
})

const isWholeOrUnreadable = (dir: string): 'whole' | 'damaged' => {
  try {
    return isWhole(dir) ? 'whole' : 'damaged'
  } catch {
    return 'damaged'
  }
}

describe('changing places', () => {
  it('goes on after a kill between the two moves', () => {
    const dir = spoilt(() => undefined)
    const recovered = readFileSync(recordsOf(dir))
    writeFileSync(recoveredFile(dir), recovered)
    rmSync(recordsOf(dir))
    writeFileSync(`${recordsOf(dir)}-wal`, 'of the damaged one')
    expect(finishTakingPlace(dir, 0)).toBe(true)
    expect(readFileSync(recordsOf(dir)).equals(recovered)).toBe(true)
    expect(existsSync(`${recordsOf(dir)}-wal`)).toBe(false)
    expect(readFileSync(join(dir, 'damaged-1970-01-01T00-00-00-000Z', 'records.db-wal'), 'utf8')).toBe(
      'of the damaged one',
    )
  })

  it('does nothing while the records are there', () => {
    const dir = spoilt(() => undefined)
    writeFileSync(recoveredFile(dir), 'begun and not finished')
    expect(finishTakingPlace(dir, 0)).toBe(false)
    expect(isWhole(dir)).toBe(true)
  })
})

describe('opening', () => {
  const open = async (dir: string): ReturnType<typeof openRecordsWhole> =>
    openRecordsWhole(
      { dir, mayCreate: true, newId: createIds(systemClock), clock: systemClock, log: silentLog },
      rootKeyInFile(dir),
    )

  it('brings damaged records back first', async () => {
    const dir = spoilt((file) => {
      truncateSync(file, 0)
    })
    const { store } = await open(dir)
    expect(store.read(newestRecovery)).toMatchObject({
      step: 'backup',
      from: 'records-2026-11-23.db',
      seen: false,
    })
    store.close()
  })

  it('refuses as ever where nothing can be brought back', async () => {
    const dir = spoilt((file) => {
      truncateSync(file, 0)
    }, true)
    await expect(open(dir)).rejects.toMatchObject({ code: 'storeRefused' })
    expect(statSync(recordsOf(dir)).size).toBe(0)
  })

  it('looks at everything where a doubt was left, and forgets it', async () => {
    const dir = spoilt(() => undefined)
    const db = new DatabaseSync(recordsOf(dir))
    db.exec(`drop trigger outbox_is_frozen; update outbox set body = body || ' ' where sequence = 5`)
    db.close()
    // The last hundred links are sound: the start alone sees nothing.
    const unseen = await open(dir)
    unseen.store.close()
    writeFileSync(doubtFile(dir), 'why')
    const { store } = await open(dir)
    expect(store.read(newestRecovery)).toMatchObject({ step: 'salvaged' })
    store.close()
    expect(existsSync(doubtFile(dir))).toBe(false)
  })

  it('names what only the witness remembers', async () => {
    const dir = spoilt(() => undefined)
    const { store } = await open(dir)
    const witness = await keepWitness({ dir, store, machineId: 'm', clock: systemClock, log: silentLog })
    await witness.close()
    store.close()
    truncateSync(recordsOf(dir), 0)
    expect(await recover(dir)).toMatchObject({ missing: [{ from: 91, to: 150 }], newStream: true })
  })

  it('takes a log that was cut off for what it is', async () => {
    const dir = spoilt(() => undefined)
    appendFileSync(`${recordsOf(dir)}-wal`, Buffer.alloc(40_000, 7))
    const { store } = await open(dir)
    expect(store.read(newestRecovery)).toBeNull()
    store.close()
  })
})
