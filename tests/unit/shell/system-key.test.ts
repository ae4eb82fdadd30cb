import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/base/clock.ts'
import { useSystemKey, type SystemKey } from '../../../electron/base/system-key.ts'
import { askSystemKey, type Vault } from '../../../electron/shell/system-key.ts'
import { verifyStore } from '../../../electron/station/verify/verify.ts'
import { endingOf } from '../../../electron/station/hosting/endings.ts'
import { createFieldCipher } from '../../../electron/store/field-cipher.ts'
import { firstVersions } from '../../../electron/store/field-versions.ts'
import { rootKeyIn } from '../../../electron/store/key-sources.ts'
import { openKeyStore, type KeyStore } from '../../../electron/store/key-store.ts'
import { fillWithCipherText } from '../../support/cipher-rows.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { errorWith, openTestStore, testFolder } from '../../support/test-store.ts'

/** A key store: what it seals begins with its number, and opens with no other. */
const vaultOf = (machine: number, change: Partial<Vault> = {}): Vault => ({
  problem: () => Promise.resolve(null),
  seal: (text) => Promise.resolve(Buffer.from([machine, ...Buffer.from(text).map((byte) => byte ^ machine)])),
  open: (sealed) =>
    sealed[0] === machine
      ? Promise.resolve({
          text: Buffer.from(sealed.subarray(1).map((byte) => byte ^ machine)).toString(),
          isStale: false,
        })
      : Promise.reject(new Error('it is of somebody else')),
  ...change,
})
const ask = (dir: string, vault: Vault, platform: NodeJS.Platform = 'win32'): Promise<SystemKey> =>
  askSystemKey(dir, { vault, platform, clock: systemClock })
const noTpm = { tpm: () => false }
const tpm = { tpm: () => true, run: (): Uint8Array => Buffer.alloc(0) }

/** A start of the station with what the key store gave. */
const open = async (dir: string, key: SystemKey): Promise<KeyStore> => {
  useSystemKey(key)
  const store = openTestStore(dir)
  try {
    return await openKeyStore({ source: rootKeyIn(dir, noTpm), store })
  } finally {
    store.close()
  }
}
const made = async (vault = vaultOf(1)): Promise<{ dir: string; keys: KeyStore }> => {
  const dir = testFolder()
  const keys = await open(dir, await ask(dir, vault))
  return { dir, keys }
}

afterEach(() => {
  useSystemKey({ kind: 'none' })
})

describe('a root key in the system’s key store', () => {
  it('is offered for a new folder, kept sealed, and is the same at the next start', async () => {
    const { dir, keys } = await made()
    expect(keys.level).toBe('os')
    expect(existsSync(join(dir, 'key'))).toBe(false)
    const again = await open(dir, await ask(dir, vaultOf(1)))
    expect(again).toMatchObject({ level: 'os', index: keys.index, backup: keys.backup })
    expect(again.field(1)).toEqual(keys.field(1))
  })

  it('reaches the threads that look at the records', async () => {
    const { dir, keys } = await made()
    const store = openTestStore(dir)
    fillWithCipherText(
      store,
      createFieldCipher(keys, () => firstVersions),
      store.newId,
    )
    store.close()
    expect((await verifyStore(dir)).found).toEqual([])
  })

  it.each([
    ['of another user or machine', vaultOf(3), 'it is of somebody else'],
    ['that is shut', vaultOf(1, { problem: () => Promise.resolve('it is shut') }), 'it is shut'],
    ['that fails', vaultOf(1, { problem: () => Promise.reject(new Error('no bus')) }), 'no bus'],
    [
      'that holds something else',
      vaultOf(1, { open: () => Promise.resolve({ text: 'AAAA', isStale: false }) }),
      'it holds no key',
    ],
  ])('does not open with a key store %s, and no new one is made', async (_, vault, reason) => {
    const { dir } = await made()
    const sealed = readFileSync(join(dir, 'key.os'))
    const key = await ask(dir, vault)
    expect(key).toEqual({ kind: 'failed', reason })
    await expect(open(dir, key)).rejects.toEqual(errorWith('keyMissing', { reason }))
    expect(readFileSync(join(dir, 'key.os')).equals(sealed)).toBe(true)
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it('is not opened by a host that has none, which says so', async () => {
    const { dir } = await made()
    const said = await open(dir, { kind: 'none' }).catch(endingOf)
    expect(said).toMatchObject({ code: 4 })
    expect((said as { line: string }).line).toContain('only the program with the window opens it')
  })

  it('that is missing over existing records is not made again', async () => {
    const { dir } = await made()
    rmSync(join(dir, 'key.os'))
    const key = await ask(dir, vaultOf(1))
    expect(key).toEqual({ kind: 'none' })
    await expect(open(dir, key)).rejects.toEqual(errorWith('keyMissing'))
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it('is sealed anew, the same one, when the key store has a newer key of its own', async () => {
    const { dir, keys } = await made()
    const before = readFileSync(join(dir, 'key.os'))
    const newer = vaultOf(2, {
      open: async (sealed) => {
        const isStale = sealed[0] === 1
        return { ...(await vaultOf(isStale ? 1 : 2).open(sealed)), isStale }
      },
    })
    const key = await ask(dir, newer)
    expect(key.kind).toBe('opened')
    expect([before[0], readFileSync(join(dir, 'key.os'))[0]]).toEqual([1, 2])
    expect((await open(dir, await ask(dir, newer))).backup).toEqual(keys.backup)
  })

  it('stays in its old seal where the new one does not open', async () => {
    const { dir } = await made()
    const before = readFileSync(join(dir, 'key.os'))
    const broken = vaultOf(1, {
      open: async (sealed) => ({ ...(await vaultOf(1).open(sealed)), isStale: true }),
      seal: () => Promise.resolve(Buffer.of(1, 2, 3)),
    })
    expect((await ask(dir, broken)).kind).toBe('opened')
    expect(readFileSync(join(dir, 'key.os')).equals(before)).toBe(true)
  })

  it.each([
    ['on Linux', 'linux', vaultOf(1)],
    [
      'where it guards nothing',
      'win32',
      vaultOf(1, { problem: () => Promise.resolve('a password everybody knows') }),
    ],
    ['where it gives another key back', 'darwin', vaultOf(1, { seal: () => Promise.resolve(Buffer.of(1)) })],
  ] as const)('is not offered %s: a new folder has a file', async (_, platform, vault) => {
    const dir = testFolder()
    const key = await ask(dir, vault, platform)
    expect(key).toEqual({ kind: 'none' })
    expect((await open(dir, key)).level).toBe('file')
    expect(existsSync(join(dir, 'key.os'))).toBe(false)
  })

  it.each(['key', 'key.tpm', 'records.db'])('is not offered where there is a %s already', async (name) => {
    const dir = testFolder()
    writeFileSync(join(dir, name), 'x')
    expect(await ask(dir, vaultOf(1))).toEqual({ kind: 'none' })
  })

  it('gives way to the file that a restored copy brought', async () => {
    const { dir, keys } = await made()
    const opened = await ask(dir, vaultOf(1))
    expect(opened.kind).toBe('opened')
    writeFileSync(join(dir, 'key'), opened.kind === 'opened' ? opened.root : '')
    expect(await ask(dir, vaultOf(1))).toEqual({ kind: 'none' })
    expect(await open(dir, { kind: 'none' })).toMatchObject({ level: 'file', backup: keys.backup })
  })

  it('comes before a TPM for a new folder, and after it where the TPM holds the key', async () => {
    const dir = testFolder()
    useSystemKey(await ask(dir, vaultOf(1)))
    expect(rootKeyIn(dir, tpm).level).toBe('os')
    writeFileSync(join(dir, 'key.tpm'), 'x')
    expect(rootKeyIn(dir, tpm).level).toBe('tpm')
  })

  it('is not waited for without end', async () => {
    const { dir } = await made()
    const clock = new ManualClock()
    const silent = vaultOf(1, { problem: () => new Promise(() => undefined) })
    const asked = askSystemKey(dir, { vault: silent, platform: 'win32', clock })
    await clock.advanceAsync(20_001)
    expect(await asked).toMatchObject({ kind: 'failed' })
    expect(clock.waiting).toBe(0)
  })
})
