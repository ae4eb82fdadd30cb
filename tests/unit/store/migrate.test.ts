import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrations, type Migration } from '../../../electron/store/migrations/index.ts'
import { codeThrown, openTestStore, testFolder } from '../../support/test-store.ts'

const next: Migration = {
  version: 9001,
  sql: 'alter table meta add column note text; create table extra (a)',
}
const upgraded = [...migrations, next]

const put = (dir: string): void => {
  const store = openTestStore(dir)
  store.transaction((tx) => {
    tx.run(`insert into sync_state (name, value) values ('kept', '1')`)
  })
  store.close()
}
const inFile = <T>(file: string, sql: string): T => {
  const db = new DatabaseSync(file, { readOnly: true })
  const row = db.prepare(sql).get()
  db.close()
  return Object.values(row ?? {})[0] as T
}

describe('a layout change', () => {
  it('keeps the data, and a checked copy from before it', () => {
    const dir = testFolder()
    put(dir)
    const store = openTestStore(dir, { migrations: upgraded })
    expect(store.read((tx) => tx.get('pragma user_version'))).toMatchObject({ user_version: 9001 })
    expect(store.read((tx) => tx.get(`select note, value from meta where name = 'boots'`))).toMatchObject({
      value: '2',
    })
    const copies = readdirSync(join(dir, 'backups'))
    expect(copies).toHaveLength(1)
    const copy = join(dir, 'backups', copies[0]!)
    expect(inFile(copy, 'pragma user_version')).toBe(migrations.at(-1)!.version)
    expect(inFile(copy, `select value from sync_state where name = 'kept'`)).toBe('1')
    expect(inFile(copy, 'pragma application_id')).toBe(
      inFile(join(dir, 'records.db'), 'pragma application_id'),
    )
  })

  it('needs no copy of a database that it lays out', () => {
    const dir = testFolder()
    openTestStore(dir, { migrations: upgraded })
    expect(existsSync(join(dir, 'backups'))).toBe(false)
  })

  it('that fails half-way leaves the old layout whole and usable', () => {
    const dir = testFolder()
    put(dir)
    const broken: Migration = { version: 9001, sql: 'create table extra (a); insert into nowhere values (1)' }
    expect(() => openTestStore(dir, { migrations: [...migrations, broken] })).toThrow('nowhere')
    const store = openTestStore(dir)
    expect(store.read((tx) => tx.get(`select 1 from sqlite_schema where name = 'extra'`))).toBeUndefined()
    expect(store.read((tx) => tx.get(`select value from sync_state where name = 'kept'`))).toMatchObject({
      value: '1',
    })
  })

  it('may rebuild tables, and is refused when rows lose their partner', () => {
    const dir = testFolder()
    const orphan: Migration = {
      version: 9001,
      sql: `create table parent (id text primary key) strict;
            create table child (parent text references parent (id)) strict;
            insert into child values ('nobody')`,
    }
    put(dir)
    expect(codeThrown(() => openTestStore(dir, { migrations: [...migrations, orphan] }))).toBe('storeRefused')
    openTestStore(dir)
  })

  it('does not begin when its copy cannot be made', () => {
    const dir = testFolder()
    put(dir)
    mkdirSync(
      join(dir, 'backups', `before-9001-from-${String(migrations.at(-1)!.version)}-1795482000000.db`),
      {
        recursive: true,
      },
    )
    writeFileSync(
      join(dir, 'backups', `before-9001-from-${String(migrations.at(-1)!.version)}-1795482000000.db`, 'x'),
      '',
    )
    expect(() => openTestStore(dir, { migrations: upgraded })).toThrow()
    expect(inFile(join(dir, 'records.db'), 'pragma user_version')).toBe(migrations.at(-1)!.version)
    expect(readdirSync(join(dir, 'backups')).filter((name) => name.includes('unfinished'))).toEqual([])
  })
})

describe('the list of layout changes', () => {
  it('rises', () => {
    const versions = migrations.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  })
})
