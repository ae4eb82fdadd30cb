import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFieldCipher, type FieldCipher } from '../../../electron/store/field-cipher.ts'
import { firstVersions, type FieldVersions } from '../../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile, selfTest } from '../../../electron/store/key-store.ts'
import { codeThrown, openTestStore, testFolder } from '../../support/test-store.ts'

const openKeys = async (dir: string): ReturnType<typeof openKeyStore> => {
  const store = openTestStore(dir)
  try {
    return await openKeyStore({ source: rootKeyInFile(dir), store })
  } finally {
    store.close()
  }
}

const addPerson = (dir: string): void => {
  const store = openTestStore(dir)
  store.transaction((tx) => {
    tx.run(
      `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
       values ('r', x'01', x'01', x'01', 'resident', '1950-01-01', '1', 0)`,
    )
  })
  store.close()
}

describe('the root key', () => {
  it('is made once, 32 bytes that only its user may read, and found again', async () => {
    const dir = testFolder()
    const first = await openKeys(dir)
    expect(statSync(join(dir, 'key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dir, 'key')).size).toBe(32)
    const again = await openKeys(dir)
    expect(again).toMatchObject({ index: first.index, pinPepper: first.pinPepper, backup: first.backup })
    expect(again.field(2)).toEqual(first.field(2))
    expect(first.level).toBe('file')
  })

  it('gives a different key for each purpose', async () => {
    const { field, index, pinPepper, backup } = await openKeys(testFolder())
    const keys = [field(1), field(2), field(255), index, pinPepper, backup].map((key) =>
      Buffer.from(key).toString('hex'),
    )
    expect(new Set(keys).size).toBe(6)
    expect(keys.every((key) => key.length === 64)).toBe(true)
  })

  it('that is missing is never replaced over existing data', async () => {
    const dir = testFolder()
    await openKeys(dir)
    rmSync(join(dir, 'key'))
    await expect(openKeys(dir)).rejects.toMatchObject({ code: 'keyMissing' })
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it('is not made where people are stored though no key was noted', async () => {
    const dir = testFolder()
    openTestStore(dir).close()
    addPerson(dir)
    await expect(openKeys(dir)).rejects.toMatchObject({ code: 'keyMissing' })
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it.each([
    ['of another station', Buffer.alloc(32, 7)],
    ['too short', Buffer.alloc(31, 7)],
    ['empty', Buffer.alloc(0)],
  ])('%s is refused and left as it is', async (_, bytes) => {
    const dir = testFolder()
    await openKeys(dir)
    writeFileSync(join(dir, 'key'), bytes)
    await expect(openKeys(dir)).rejects.toMatchObject({ code: 'keyWrong' })
    expect(readFileSync(join(dir, 'key')).equals(bytes)).toBe(true)
  })

  it('made before a power cut is taken over while nothing rests on it', async () => {
    const dir = testFolder()
    openTestStore(dir).close()
    writeFileSync(join(dir, 'key'), Buffer.alloc(32, 7), { mode: 0o600 })
    await openKeys(dir)
    expect(readFileSync(join(dir, 'key'))[0]).toBe(7)
  })

  it('is not accepted for people whose database names none', async () => {
    const dir = testFolder()
    openTestStore(dir).close()
    addPerson(dir)
    writeFileSync(join(dir, 'key'), Buffer.alloc(32, 7), { mode: 0o600 })
    await expect(openKeys(dir)).rejects.toMatchObject({ code: 'keyWrong' })
  })
})

describe('the self-test', () => {
  it('passes here', () => {
    selfTest()
  })

  it('names what a runtime computes wrongly', () => {
    expect(() => {
      selfTest([['HMAC-SHA-256', () => 'something', 'else']])
    }).toThrow('HMAC-SHA-256')
  })
})

describe('an encrypted field', () => {
  const cipherOf = async (): Promise<FieldCipher> =>
    createFieldCipher(await openKeys(testFolder()), () => firstVersions)
  const place = { table: 'resident.name', row: 'r1' }

  it('comes back, and never looks the same twice', async () => {
    const cipher = await cipherOf()
    const [first, second] = [cipher.encrypt('张䶮', place), cipher.encrypt('张䶮', place)]
    expect(cipher.decrypt(first, place)).toBe('张䶮')
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false)
    expect(first[0]).toBe(1)
    expect(cipher.decrypt(cipher.encrypt('', place), place)).toBe('')
  })

  it('does not decrypt in another row, another column, or another table', async () => {
    const cipher = await cipherOf()
    const bytes = cipher.encrypt('张三', place)
    for (const elsewhere of [
      { table: 'resident.name', row: 'r2' },
      { table: 'resident.number', row: 'r1' },
      { table: 'staff.name', row: 'r1' },
    ]) {
      expect(codeThrown(() => cipher.decrypt(bytes, elsewhere))).toBe('keyWrong')
    }
  })

  it('does not decrypt when any byte was changed, or with another key', async () => {
    const cipher = await cipherOf()
    const bytes = cipher.encrypt('张三', place)
    for (let n = 0; n < bytes.length; n += 1) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === n ? byte ^ 1 : byte))
      expect(
        codeThrown(() => cipher.decrypt(changed, place)),
        `byte ${String(n)}`,
      ).toBe('keyWrong')
    }
    expect(codeThrown(() => cipher.decrypt(bytes.subarray(0, 20), place))).toBe('keyWrong')
    const other = await cipherOf()
    expect(codeThrown(() => other.decrypt(bytes, place))).toBe('keyWrong')
  })

  it('has no second reading of where it stands', async () => {
    const cipher = await cipherOf()
    expect(() => cipher.encrypt('x', { table: 'a|b', row: 'c' })).toThrow('|')
    expect(() => cipher.encrypt('x', { table: 'a', row: 'b|c' })).toThrow('|')
  })
})

describe('a field and the versions of its key', () => {
  const place = { table: 'resident.name', row: 'r1' }
  const at = async (
    made: number,
    read: FieldVersions,
  ): Promise<{ sealed: Uint8Array; open: () => string; index: string; indexBefore: string }> => {
    const keys = await openKeys(testFolder())
    let versions: FieldVersions = { current: made, oldest: 1 }
    const cipher = createFieldCipher(keys, () => versions)
    const sealed = cipher.encrypt('张三', place)
    const hex = (): string => Buffer.from(cipher.blindIndex('119999195001011236')).toString('hex')
    const indexBefore = hex()
    versions = read
    return { sealed, open: () => cipher.decrypt(sealed, place), index: hex(), indexBefore }
  }

  it.each([
    ['written with the current key', 3, { current: 3, oldest: 3 }, true],
    ['written with an older one that is not dropped', 2, { current: 3, oldest: 2 }, true],
    ['written with one that was dropped', 1, { current: 3, oldest: 2 }, false],
    ['written with one that this database never had', 4, { current: 3, oldest: 1 }, false],
    ['written with the last version there is', 255, { current: 255, oldest: 255 }, true],
  ])('%s', async (_, made, read, opens) => {
    const { sealed, open } = await at(made, read)
    expect(sealed[0]).toBe(made)
    if (opens) expect(open()).toBe('张三')
    else expect(codeThrown(open)).toBe('keyWrong')
  })

  it('cannot be passed off as one of another version: it is bound into the text', async () => {
    const keys = await openKeys(testFolder())
    const cipher = createFieldCipher(keys, () => ({ current: 2, oldest: 1 }))
    const sealed = cipher.encrypt('张三', place)
    sealed[0] = 1
    expect(codeThrown(() => cipher.decrypt(sealed, place))).toBe('keyWrong')
    // Even where both keys were the same one.
    const same = createFieldCipher({ ...keys, field: () => keys.field(1) }, () => ({ current: 2, oldest: 1 }))
    const moved = same.encrypt('张三', place)
    moved[0] = 1
    expect(codeThrown(() => same.decrypt(moved, place))).toBe('keyWrong')
  })

  it('does not touch the blind index: people are found as before', async () => {
    const { index, indexBefore } = await at(1, { current: 9, oldest: 9 })
    expect(index).toBe(indexBefore)
  })
})

describe('the blind index', () => {
  it('is one for one number, however it was typed, and another for another station', async () => {
    const dir = testFolder()
    const keys = await openKeys(dir)
    const cipher = createFieldCipher(keys, () => firstVersions)
    const index = Buffer.from(cipher.blindIndex('11999919500101123X')).toString('hex')
    expect(Buffer.from(cipher.blindIndex(' 11999919500101123x\n')).toString('hex')).toBe(index)
    expect(index).toBe(createHmac('sha256', keys.index).update('11999919500101123X').digest('hex'))
    const other = createFieldCipher(await openKeys(testFolder()), () => firstVersions)
    expect(Buffer.from(other.blindIndex('11999919500101123X')).toString('hex')).not.toBe(index)
  })
})
