import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openStoreReader } from '../../../electron/store/reader.ts'
import type { Tx } from '../../../electron/store/tx.ts'
import { codeThrown, errorWith, openTestStore, testFolder } from '../../support/test-store.ts'

const put = (tx: Tx, name: string, value = 'x'): void => {
  tx.run('insert into sync_state (name, value) values (?, ?)', name, value)
}
const names = (tx: Tx): string[] =>
  tx.all<{ name: string }>('select name from sync_state order by name').map(({ name }) => name)

/** Damages or inspects the file while no station has it open. */
const direct = (dir: string, work: (db: DatabaseSync) => void): void => {
  const db = new DatabaseSync(join(dir, 'records.db'))
  work(db)
  db.close()
}

describe('opening', () => {
  it('creates a database where there never was one, readable by its user alone, with its side files', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    expect(store).toMatchObject({ created: true, boots: 1, witness: 'none' })
    store.transaction((tx) => {
      put(tx, 'a')
    })
    for (const name of ['records.db', 'records.db-wal', 'records.db-shm']) {
      expect(statSync(join(dir, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  it('keeps its id and counts its starts', () => {
    const dir = testFolder()
    const first = openTestStore(dir)
    first.close()
    const second = openTestStore(dir)
    expect(second).toMatchObject({ storeId: first.storeId, boots: 2, created: false })
  })

  it('closes a file that others could read', () => {
    const dir = testFolder()
    openTestStore(dir).close()
    chmodSync(join(dir, 'records.db'), 0o644)
    openTestStore(dir)
    expect(statSync(join(dir, 'records.db')).mode & 0o777).toBe(0o600)
  })

  it('writes with every setting that durability and safety rest on', () => {
    const store = openTestStore(testFolder())
    const pragma = (name: string): unknown =>
      store.read((tx) => Object.values(tx.get(`pragma ${name}`) ?? {})[0])
    expect({
      journal: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      foreignKeys: pragma('foreign_keys'),
      trustedSchema: pragma('trusted_schema'),
      cellSizeCheck: pragma('cell_size_check'),
      secureDelete: pragma('secure_delete'),
      autocheckpoint: pragma('wal_autocheckpoint'),
      sizeLimit: pragma('journal_size_limit'),
      busyTimeout: pragma('busy_timeout'),
    }).toEqual({
      journal: 'wal',
      synchronous: 2,
      foreignKeys: 1,
      trustedSchema: 0,
      cellSizeCheck: 1,
      secureDelete: 1,
      autocheckpoint: 0,
      sizeLimit: 8_388_608,
      busyTimeout: 2000,
    })
  })

  it('does not let SQL damage the file', () => {
    const store = openTestStore(testFolder())
    expect(() => {
      store.transaction((tx) => {
        tx.run(`update sqlite_schema set sql = 'x' where name = 'meta'`)
      })
    }).toThrow(/sqlite_master may not be modified/)
  })

  it('does not create where the caller forbids it', () => {
    const dir = testFolder()
    expect(codeThrown(() => openTestStore(dir, { mayCreate: false }))).toBe('storeMissing')
    expect(readdirSync(dir)).toEqual([])
  })

  it.each(['witness.json', 'witness.json.prev', 'key'])(
    'does not create over a missing database where %s remembers one',
    (name) => {
      const dir = testFolder()
      writeFileSync(join(dir, name), 'even when it is garbage')
      expect(codeThrown(() => openTestStore(dir))).toBe('storeMissing')
      expect(existsSync(join(dir, 'records.db'))).toBe(false)
    },
  )

  it('goes on after a creation that was cut short', () => {
    const dir = testFolder()
    writeFileSync(join(dir, 'records.db.unfinished'), 'half a database')
    expect(openTestStore(dir).created).toBe(true)
    expect(readdirSync(dir).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it.each([
    ['of length zero', ''],
    ['of something else', 'this is not a database, although it has some length'.repeat(100)],
  ])('refuses a file %s and leaves it as it is', (_, content) => {
    const dir = testFolder()
    openTestStore(dir).close()
    const file = join(dir, 'records.db')
    writeFileSync(file, content)
    expect(codeThrown(() => openTestStore(dir))).toBe('storeRefused')
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('refuses the database of another program', () => {
    const dir = testFolder()
    openTestStore(dir).close()
    direct(dir, (db) => {
      db.exec('pragma application_id = 1')
    })
    expect(codeThrown(() => openTestStore(dir))).toBe('storeRefused')
  })

  it('refuses a newer layout and touches nothing', () => {
    const dir = testFolder()
    openTestStore(dir).close()
    direct(dir, (db) => {
      db.exec('pragma user_version = 9000')
    })
    const file = join(dir, 'records.db')
    const before = readFileSync(file)
    expect(() => openTestStore(dir)).toThrow(errorWith('storeNewer', { version: 9000 }))
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

describe('a transaction', () => {
  it('keeps everything or nothing', () => {
    const store = openTestStore(testFolder())
    store.transaction((tx) => {
      put(tx, 'a')
    })
    expect(() =>
      store.transaction((tx) => {
        put(tx, 'b')
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(store.read(names)).toEqual(['a'])
    store.transaction((tx) => {
      put(tx, 'c')
    })
    expect(store.read(names)).toEqual(['a', 'c'])
  })

  it('gives back what the work gives', () => {
    const store = openTestStore(testFolder())
    expect(store.transaction((tx) => tx.run(`insert into sync_state values ('a', 'b')`).changes)).toBe(1)
  })

  it('does not nest, and the outer one is undone', () => {
    const store = openTestStore(testFolder())
    expect(() => {
      store.transaction((tx) => {
        put(tx, 'outer')
        store.transaction((inner) => {
          put(inner, 'inner')
        })
      })
    }).toThrow('transactions do not nest')
    expect(store.read(names)).toEqual([])
  })

  it('refuses work that returns a promise, and undoes it', () => {
    const store = openTestStore(testFolder())
    expect(() =>
      store.transaction(async (tx) => {
        put(tx, 'early')
        await Promise.resolve()
      }),
    ).toThrow('synchronous')
    expect(store.read(names)).toEqual([])
  })

  it('lends its connection for the one call', () => {
    const store = openTestStore(testFolder())
    let kept: Tx | undefined
    store.transaction((tx) => {
      kept = tx
    })
    expect(() => kept?.get('select 1')).toThrow('lent for one call')
  })

  it('does not write in a read', () => {
    const store = openTestStore(testFolder())
    expect(() => {
      store.read((tx) => {
        put(tx, 'a')
      })
    }).toThrow('a read must not write')
  })

  it('lets a broken rule of the schema through as it is', () => {
    const store = openTestStore(testFolder())
    const twice = (): void => {
      store.transaction((tx) => {
        put(tx, 'a')
        put(tx, 'a')
      })
    }
    expect(twice).toThrow('UNIQUE constraint failed')
    expect(store.read(names)).toEqual([])
  })

  it('whose COMMIT fails is in doubt: nothing more is written until the file was opened afresh', () => {
    const store = openTestStore(testFolder())
    // A partner that is missing only at the end is what makes a COMMIT itself fail without a broken disk.
    const failAtCommit = (): void => {
      store.transaction((tx) => {
        put(tx, 'a')
        tx.get('pragma defer_foreign_keys = on')
        tx.run(`insert into headcount (id, event, tap, count, at) values ('h', 'nowhere', 't', 1, 0)`)
      })
    }
    const write = (): void => {
      store.transaction((tx) => {
        put(tx, 'b')
      })
    }
    expect(failAtCommit).toThrow(errorWith('commitUnknown', { fatal: false }))
    expect(write).toThrow(errorWith('commitUnknown'))
    store.reopen()
    write()
    expect(store.read(names)).toEqual(['b'])
  })

  it('finds everything again after reopening', () => {
    const store = openTestStore(testFolder())
    store.transaction((tx) => {
      put(tx, 'a')
    })
    store.reopen()
    store.transaction((tx) => {
      put(tx, 'b')
    })
    expect(store.read(names)).toEqual(['a', 'b'])
    expect(store.boots).toBe(1)
  })
})

describe('the log of unmerged commits', () => {
  const walBytes = (dir: string): number => statSync(join(dir, 'records.db-wal')).size
  /** What the database file alone, without the log, holds. */
  const merged = (dir: string): string[] => {
    const alone = testFolder()
    copyFileSync(join(dir, 'records.db'), join(alone, 'records.db'))
    const found: string[] = []
    direct(alone, (db) => {
      found.push(
        ...db
          .prepare('select name from sync_state')
          .all()
          .map((row) => String(row.name)),
      )
    })
    return found
  }

  it('is merged once nobody has tapped for five seconds, not sooner', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const write = (name: string): void => {
      store.transaction((tx) => {
        put(tx, name)
      })
    }
    write('a')
    store.clock.advance(4000)
    write('b')
    store.clock.advance(4000)
    expect(merged(dir)).toEqual([])
    store.clock.advance(1000)
    expect(merged(dir)).toEqual(['a', 'b'])
    write('c')
    store.clock.advance(5000)
    expect(merged(dir)).toEqual(['a', 'b', 'c'])
    expect(walBytes(dir)).toBeGreaterThan(0)
  })

  it('is gone after closing', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    store.transaction((tx) => {
      put(tx, 'a')
    })
    store.close()
    store.close()
    expect(existsSync(join(dir, 'records.db-wal'))).toBe(false)
    expect(store.clock.waiting).toBe(0)
  })
})

describe('a reader beside the station', () => {
  it('sees what is committed, as of one moment, while the station goes on writing', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const reader = openStoreReader(dir)
    store.transaction((tx) => {
      put(tx, 'a')
    })
    reader.read((tx) => {
      expect(names(tx)).toEqual(['a'])
      store.transaction((writing) => {
        put(writing, 'b')
      })
      expect(names(tx)).toEqual(['a'])
    })
    expect(reader.read(names)).toEqual(['a', 'b'])
    reader.close()
  })

  it('cannot write, by whatever call', () => {
    const dir = testFolder()
    openTestStore(dir)
    const reader = openStoreReader(dir)
    expect(
      codeThrown(() => reader.read((tx) => tx.get(`insert into sync_state values ('a', 'b') returning 1`))),
    ).toBe('storeReadOnly')
    reader.close()
  })

  it('refuses what is not there', () => {
    const dir = testFolder()
    expect(codeThrown(() => openStoreReader(dir))).toBe('storeRefused')
    rmSync(dir, { recursive: true })
  })
})
