import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/base/clock.ts'
import { silentLog } from '../../../electron/base/log.ts'
import { findByNumber, nameOf, numberOf } from '../../../electron/residents/store.ts'
import { verifiedCopy } from '../../../electron/store/backup.ts'
import { cipherPlaces } from '../../../electron/store/cipher-places.ts'
import { openReadOnly } from '../../../electron/store/connection.ts'
import type { OpenedStore } from '../../../electron/store/database.ts'
import { createFieldCipher, versionOfCipher, type FieldCipher } from '../../../electron/store/field-cipher.ts'
import { liveVersions, readFieldVersions, type LiveVersions } from '../../../electron/store/field-versions.ts'
import { recordsFile } from '../../../electron/store/files.ts'
import { openKeyStore, rootKeyInFile } from '../../../electron/store/key-store.ts'
import { doubtFile } from '../../../electron/store/recovery/aside.ts'
import { findingsOf } from '../../../electron/store/recovery/check.ts'
import {
  beginRotation,
  cipherPage,
  dropOldKeys,
  resealNext,
  walkStart,
  type WalkPosition,
} from '../../../electron/store/rotation.ts'
import { stageCopy, takeStagedCopy } from '../../../electron/store/restore.ts'
import { openRecordsWhole } from '../../../electron/station/care/open.ts'
import { verifyStore } from '../../../electron/station/verify/verify.ts'
import { loadPairing } from '../../../electron/sync/pairing.ts'
import { recordsAbove, currentStream } from '../../../electron/sync/stream.ts'
import { fillWithCipherText, numberOfPerson, sealingFiles } from '../../support/cipher-rows.ts'
import { overwrite } from '../../support/damage.ts'
import { sourceFiles } from '../../support/source-files.ts'
import { codeThrown, openTestStore, testFolder } from '../../support/test-store.ts'

interface Filled {
  dir: string
  store: OpenedStore
  cipher: FieldCipher
  versions: LiveVersions
  residents: string[]
  /** Everything that the cipher gave out. */
  given: Uint8Array[]
}

const openFilled = async (dir: string): Promise<Omit<Filled, 'residents'> & { newId: () => string }> => {
  const store = openTestStore(dir)
  const keys = await openKeyStore({ source: rootKeyInFile(dir), store })
  const versions = liveVersions(store)
  const cipher = createFieldCipher(keys, versions.now)
  const given: Uint8Array[] = []
  const keep = <T extends Uint8Array>(sealed: T): T => {
    given.push(sealed)
    return sealed
  }
  const kept: FieldCipher = {
    ...cipher,
    seal: (bytes, place) => keep(cipher.seal(bytes, place)),
    encrypt: (text, place) => keep(cipher.encrypt(text, place)),
  }
  return { dir, store, cipher: kept, versions, given, newId: store.newId }
}
const filled = async (people = 3): Promise<Filled> => {
  const { newId, ...opened } = await openFilled(testFolder())
  return { ...opened, residents: fillWithCipherText(opened.store, opened.cipher, newId, people) }
}

const begin = ({ store, versions }: Filled): void => {
  expect(store.transaction(beginRotation)).toBe(true)
  versions.refresh()
}
/** One walk, or its first `most` pieces. */
const walk = ({ store, cipher }: Pick<Filled, 'store' | 'cipher'>, most = Infinity): number => {
  let changed = 0
  let position: WalkPosition | null = walkStart
  for (let n = 0; n < most && position !== null; n += 1) {
    const { next, resealed } = resealNext(store, cipher, position)
    changed += resealed
    position = next
  }
  return changed
}
const drop = ({ store, versions }: Pick<Filled, 'store' | 'versions'>): void => {
  store.transaction(dropOldKeys)
  versions.refresh()
}
const versionsIn = (store: OpenedStore): number[] =>
  store.read((tx) => {
    const found: number[] = []
    for (let position: WalkPosition | null = walkStart; position !== null;) {
      const page = cipherPage(tx, position)
      found.push(...(page?.found ?? []).map(({ sealed }) => versionOfCipher(sealed)))
      position = page?.next ?? null
    }
    return found
  })
/** Everything that somebody reads back, by those that read it. */
const expectAllOpens = ({ store, cipher, residents, dir }: Filled): void => {
  store.read((tx) => {
    residents.forEach((id, person) => {
      expect(findByNumber(tx, cipher, numberOfPerson(person))?.id).toBe(id)
      expect(nameOf(tx, cipher, id)).toBe('王秀兰')
      expect(numberOf(tx, cipher, id)).toBe(numberOfPerson(person))
    })
    expect(loadPairing(tx, cipher)?.accessToken).toBe('token')
    const stream = currentStream(tx)
    const bodies = [...recordsAbove(tx, cipher, stream?.incarnation ?? '', 0)].map(({ body }) => body)
    expect(bodies.filter((body) => body.includes('"idNumber"'))).toHaveLength(residents.length)
  })
  const db = openReadOnly(recordsFile(dir))
  expect(findingsOf(db, cipher)).toMatchObject({ structure: [], links: [] })
  db.close()
}

describe('the list of places that hold cipher text', () => {
  /** `table.column` of every cell in which cipher text lies, whatever it is wrapped in. */
  const cellsWithin = ({ store, given }: Filled): Set<string> =>
    store.read((tx) => {
      const marks = given.flatMap((sealed) => {
        const bytes = Buffer.from(sealed)
        return [bytes.toString('latin1'), bytes.toString('base64'), bytes.toString('hex')]
      })
      const tables = tx.all<{ name: string }>(`select name from sqlite_schema where type = 'table'`)
      const found = new Set<string>()
      for (const { name } of tables) {
        for (const row of tx.all(`select * from "${name}"`)) {
          for (const [column, cell] of Object.entries(row)) {
            const text = cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : String(cell)
            if (marks.some((mark) => text.includes(mark))) found.add(`${name}.${column}`)
          }
        }
      }
      return found
    })

  it('names every column of a filled database in which some lies, and no other', async () => {
    const listed = new Set(cipherPlaces.map(({ table, column }) => `${table}.${column}`))
    expect(cellsWithin(await filled())).toEqual(listed)
  })

  it('leaves out no column that is named as one', async () => {
    const { store } = await filled()
    const named = store.read((tx) =>
      tx.all<{ place: string }>(
        `select s.name || '.' || c.name as place from sqlite_schema s, pragma_table_info(s.name) c
          where s.type = 'table' and (c.name like '%cipher%' or c.name like '%sealed%')`,
      ),
    )
    const listed = cipherPlaces.map(({ table, column }) => `${table}.${column}`)
    expect(named.map(({ place }) => place).filter((place) => !listed.includes(place))).toEqual([])
  })

  it('was filled by everybody who seals', () => {
    const isMaker = /electron\/store\/(field-cipher|sealed-body|sealed-copy|rotation)\.ts$/
    const sealing = sourceFiles('electron')
      .filter(({ text }) => /\b(cipher\.(encrypt|seal)|sealBody)\(/.test(text))
      .map(({ path }) => path)
      .filter((path) => !isMaker.test(path))
    expect(sealing.toSorted()).toEqual(sealingFiles)
  })
})

describe('a new field key', () => {
  it('takes the place of the old one everywhere, and the old one is refused from then on', async () => {
    const world = await filled()
    begin(world)
    const before = [...world.given]
    expect(new Set(versionsIn(world.store))).toEqual(new Set([1]))
    expectAllOpens(world)
    expect(walk(world)).toBe(before.length + 1)
    expect(walk(world)).toBe(0)
    drop(world)
    expect(new Set(versionsIn(world.store))).toEqual(new Set([2]))
    expectAllOpens(world)
    const [old = Buffer.alloc(0)] = before
    const place = { table: 'resident.number', row: world.residents[0] ?? '' }
    expect(codeThrown(() => world.cipher.open(old, place))).toBe('keyWrong')
    world.store.close()
    expect((await verifyStore(world.dir, { deep: true })).found).toEqual([])
    // An old field that somebody put back is not what the new key made.
    const again = await openFilled(world.dir)
    again.store.transaction((tx) =>
      tx.run('update resident set number_cipher = ? where id = ?', old, place.row),
    )
    const number = (): string => again.store.read((tx) => numberOf(tx, again.cipher, place.row))
    expect(codeThrown(number)).toBe('keyWrong')
  })

  it('can follow the next one, and none is begun before the last is done', async () => {
    const world = await filled()
    begin(world)
    expect(world.store.transaction(beginRotation)).toBe(false)
    walk(world)
    drop(world)
    begin(world)
    walk(world)
    drop(world)
    expect(world.store.read(readFieldVersions)).toEqual({ current: 3, oldest: 3 })
    expectAllOpens(world)
  })

  it('ends with the last that fits into its byte', async () => {
    const { store } = await filled()
    store.transaction((tx) => {
      tx.run(`insert into meta (name, value) values ('fieldKey', '255'), ('fieldKeyOldest', '255')`)
    })
    expect(codeThrown(() => store.transaction(beginRotation))).toBe('conflict')
  })

  it.each(['', 'x', '0', '256', '1.5', '-1'])(
    'is not guessed where the database says "%s"',
    async (value) => {
      const { store } = await filled()
      store.transaction((tx) => tx.run(`insert into meta (name, value) values ('fieldKey', ?)`, value))
      expect(codeThrown(() => store.read(readFieldVersions))).toBe('keyWrong')
    },
  )

  it('goes on after a stop at any piece, and everything opens at every one', async () => {
    const pieces = cipherPlaces.length + 2
    for (let stop = 0; stop <= pieces; stop += 1) {
      let world = await filled()
      begin(world)
      walk(world, stop)
      world.store.close()
      world = { ...(await openFilled(world.dir)), residents: world.residents }
      expectAllOpens(world)
      // Somebody is registered meanwhile: with the new key.
      expect(versionOfCipher(world.cipher.encrypt('x', { table: 't', row: 'r' }))).toBe(2)
      while (walk(world) > 0);
      drop(world)
      expect(new Set(versionsIn(world.store)), `stopped after ${String(stop)}`).toEqual(new Set([2]))
      expectAllOpens(world)
    }
  })

  it('leaves what does not open as it lies, and says so', async () => {
    const world = await filled()
    const [id = ''] = world.residents
    const torn = Buffer.alloc(40, 1)
    world.store.transaction((tx) => tx.run('update resident set name_cipher = ? where id = ?', torn, id))
    begin(world)
    const first = resealNext(world.store, world.cipher, walkStart)
    expect(first).toMatchObject({ resealed: 2, unreadable: 1 })
    expect(
      world.store.read((tx) => tx.get('select name_cipher from resident where id = ?', id)),
    ).toMatchObject({ name_cipher: new Uint8Array(torn) })
  })

  it('is the only thing that may change in a record: its seal', async () => {
    const { store } = await filled()
    const refused = (sql: string): string => codeThrown(() => store.transaction((tx) => tx.run(sql)))
    const sealed = `where body like 'sealed:%'`
    expect(refused(`update outbox set body = 'sealed:other' ${sealed}`)).toBe('nothing thrown')
    for (const change of [
      `update outbox set body = '{}' ${sealed}`,
      `update outbox set body = 'sealed:x' where body like '{%'`,
      `update outbox set body = body || ' ' where body like '{%'`,
      ...[
        'hash = zeroblob(32)',
        'id = id || 1',
        `type = 'x'`,
        `tap = 'x'`,
        'made_at = 7',
        'sequence = sequence + 90',
      ].map((set) => `update outbox set ${set} ${sealed}`),
    ]) {
      expect(refused(change), change).not.toBe('nothing thrown')
    }
  })
})

describe('copies and damaged files of before a new key', () => {
  const copyTo = (world: Filled, to: string): void => {
    const db = openReadOnly(recordsFile(world.dir))
    verifiedCopy(db, to)
    db.close()
  }
  const replaceKey = (world: Filled): void => {
    begin(world)
    while (walk(world) > 0);
    drop(world)
  }

  it('a copy opens after it was restored, and its key can be replaced again', async () => {
    const world = await filled()
    const copy = join(testFolder(), 'copy.db')
    copyTo(world, copy)
    replaceKey(world)
    world.store.close()
    await stageCopy({ dir: world.dir, from: copy, opener: null, clock: systemClock })
    expect(takeStagedCopy(world.dir)).toBe(true)
    const back = { ...(await openFilled(world.dir)), residents: world.residents }
    expect(back.store.read(readFieldVersions)).toEqual({ current: 1, oldest: 1 })
    expectAllOpens(back)
    replaceKey(back)
    expectAllOpens(back)
  })

  it('a copy of the middle of a change opens, too, and the change goes on', async () => {
    const world = await filled()
    begin(world)
    walk(world, 2)
    const copy = join(testFolder(), 'copy.db')
    copyTo(world, copy)
    world.store.close()
    await stageCopy({ dir: world.dir, from: copy, opener: null, clock: systemClock })
    takeStagedCopy(world.dir)
    const back = { ...(await openFilled(world.dir)), residents: world.residents }
    expect(back.store.read(readFieldVersions)).toEqual({ current: 2, oldest: 1 })
    expectAllOpens(back)
  })

  it.each([
    ['the records are gone', false],
    ['a part of them can be read', true],
  ])('brought back with an older copy where %s, nothing of it is refused', async (_, isLegible) => {
    const world = await filled(120)
    const { newId } = world.store as OpenedStore & { newId: () => string }
    const copies = join(world.dir, 'backups')
    mkdirSync(copies)
    copyTo(world, join(copies, 'records-2026-11-24.db'))
    replaceKey(world)
    world.store.close()
    const file = recordsFile(world.dir)
    if (isLegible) {
      overwrite(file, 4096 * 3, (bytes) => bytes.fill(0))
      writeFileSync(doubtFile(world.dir), 'a test')
    } else rmSync(file)
    const options = { dir: world.dir, mayCreate: false, newId, clock: systemClock, log: silentLog }
    const opened = await openRecordsWhole(options, rootKeyInFile(world.dir))
    opened.store.close()
    const back = { ...(await openFilled(world.dir)), residents: world.residents }
    expectAllOpens(back)
    // What was read of the damaged file stands under the new key, what the copy gave under the old one.
    const wanted = isLegible ? { current: 2, oldest: 1 } : { current: 1, oldest: 1 }
    expect(back.store.read(readFieldVersions)).toEqual(wanted)
    expect(new Set(versionsIn(back.store))).toEqual(new Set(isLegible ? [1, 2] : [1]))
  })
})
