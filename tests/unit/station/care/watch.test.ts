import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StationError } from '../../../../electron/base/errors.ts'
import { silentLog } from '../../../../electron/base/log.ts'
import { watchStore, type StoreWatch } from '../../../../electron/station/care/watch.ts'
import type { OpenedStore } from '../../../../electron/store/database.ts'
import { newestRecovery } from '../../../../electron/store/recovery/notes.ts'
import { doubtFile } from '../../../../electron/store/recovery/aside.ts'
import { openTestStore, testFolder } from '../../../support/test-store.ts'

type Opened = ReturnType<typeof openTestStore>

const put = (store: OpenedStore, name: string): void => {
  store.transaction((tx) => {
    tx.run('insert into sync_state (name, value) values (?, ?)', name, 'x')
  })
}
const names = (store: OpenedStore): string[] =>
  store
    .read((tx) => tx.all<{ name: string }>('select name from sync_state order by name'))
    .map(({ name }) => name)

const watched = (
  dir: string,
  store: Opened,
  check: () => Promise<void> = () => Promise.resolve(),
): { watch: StoreWatch; fatal: unknown[] } => {
  const fatal: unknown[] = []
  const watch = watchStore({
    dir,
    store,
    clock: store.clock,
    log: silentLog,
    check,
    fatal: (error) => fatal.push(error),
  })
  return { watch, fatal }
}
const damagedIn = (dir: string): string => readdirSync(dir).find((name) => name.startsWith('damaged-')) ?? ''

describe('records that are taken away under the running station', () => {
  const ways: [string, (file: string) => void][] = [
    [
      'removed',
      (file) => {
        rmSync(file)
      },
    ],
    [
      'moved',
      (file) => {
        renameSync(file, `${file}.moved`)
      },
    ],
    [
      'replaced',
      (file) => {
        rmSync(file)
        writeFileSync(file, 'another')
      },
    ],
  ]
  it.each(ways)(
    '%s: all of them are there again within a minute, and the process ends to open them',
    (_, take) => {
      const dir = testFolder()
      const store = openTestStore(dir)
      put(store, 'before')
      const { fatal } = watched(dir, store)
      take(join(dir, 'records.db'))
      put(store, 'unseen')
      store.clock.advance(60_000)
      expect(fatal).toEqual([expect.objectContaining({ code: 'storeIo' })])
      // What would be written now would be lost: it is refused.
      expect(() => {
        put(store, 'late')
      }).toThrow()
      const again = openTestStore(dir)
      expect(names(again)).toEqual(['before', 'unseen'])
      expect(again.read(newestRecovery)).toMatchObject({ step: 'rescued', missingRecords: 0 })
      if (existsSync(join(dir, damagedIn(dir), 'records.db')))
        expect(readFileSync(join(dir, damagedIn(dir), 'records.db'), 'utf8')).toBe('another')
    },
  )

  it('are watched in vain while nobody touches them', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const { fatal, watch } = watched(dir, store)
    store.clock.advance(10 * 60_000)
    expect(fatal).toEqual([])
    watch.stop()
    rmSync(join(dir, 'records.db'))
    store.clock.advance(60_000)
    expect(fatal).toEqual([])
  })
})

describe('records that turn out to be damaged', () => {
  it('are looked at half a minute after an unclean end, and only then', async () => {
    const dir = testFolder()
    let looks = 0
    const check = (): Promise<void> => {
      looks += 1
      return Promise.resolve()
    }
    const first = openTestStore(dir)
    put(first, 'a')
    expect(first.wasUnclean).toBe(false)
    const clean = watched(dir, first, check)
    await first.clock.advanceAsync(60_000)
    expect(looks).toBe(0)
    clean.watch.stop()
    // As a kill leaves it: with its log.
    const second = openTestStore(dir)
    expect(second.wasUnclean).toBe(true)
    watched(dir, second, check)
    await second.clock.advanceAsync(29_000)
    expect(looks).toBe(0)
    await second.clock.advanceAsync(2_000)
    expect(looks).toBe(1)
  })

  it('leave a doubt for the next start and end the process, once', () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const { watch, fatal } = watched(dir, store)
    watch.onDamage(new StationError('storeRefused', { reason: 'it is damaged' }))
    watch.onDamage(new StationError('storeRefused', { reason: 'again' }))
    expect(readFileSync(doubtFile(dir), 'utf8')).toContain('it is damaged')
    expect(fatal).toEqual([expect.objectContaining({ code: 'storeIo' })])
  })

  it('are told by the store itself, of a read and of a write', () => {
    const dir = testFolder()
    const told: string[] = []
    const store = openTestStore(dir, { onTrouble: (error) => told.push(error.code) })
    put(store, 'a')
    const corrupt = Object.assign(new Error('malformed'), { errcode: 11 })
    const fail = (): never => {
      throw corrupt
    }
    expect(() => store.read(fail)).toThrow()
    expect(() => store.transaction(fail)).toThrow()
    expect(told).toEqual(['storeRefused', 'storeRefused'])
    expect(() =>
      store.transaction(() => {
        throw new Error('a bug')
      }),
    ).toThrow('a bug')
    expect(told).toHaveLength(2)
  })
})
