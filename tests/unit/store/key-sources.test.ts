import { createCipheriv, createDecipheriv } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rootKeyIn, rootKeyInTpm, type SystemdCreds } from '../../../electron/store/key-sources.ts'
import { openKeyStore } from '../../../electron/store/key-store.ts'
import { errorWith, openTestStore, testFolder } from '../../support/test-store.ts'

/** Stands for `systemd-creds` and the TPM of one machine behind it. */
const machine = (number: number): SystemdCreds => {
  const key = Buffer.alloc(32, number)
  const nonce = Buffer.alloc(12)
  return ([verb, ...rest], input) => {
    if (verb === 'has-tpm2') return Buffer.alloc(0)
    expect(rest).toContain('--name=station-key')
    if (verb === 'encrypt') {
      expect(rest).toContain('--with-key=tpm2')
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([cipher.update(input ?? ''), cipher.final(), cipher.getAuthTag()])
    }
    const sealed = readFileSync(rest.find((one) => one.startsWith('/')) ?? '')
    const open = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
  }
}
const tpm = (number: number): Parameters<typeof rootKeyIn>[1] => ({ run: machine(number), tpm: () => true })
const none = { tpm: () => false }

describe('a root key that the machine’s TPM guards', () => {
  it('is the same at every start, lies nowhere in clear, and is told as such', async () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const made = await openKeyStore({ source: rootKeyIn(dir, tpm(1)), store })
    expect(made.level).toBe('tpm')
    expect(existsSync(join(dir, 'key'))).toBe(false)
    expect(statSync(join(dir, 'key.tpm')).mode & 0o777).toBe(0o600)
    const root = await rootKeyInTpm(dir, machine(1)).read()
    expect(readFileSync(join(dir, 'key.tpm')).includes(Buffer.from(root ?? []))).toBe(false)
    const again = await openKeyStore({ source: rootKeyIn(dir, tpm(1)), store })
    expect(again).toMatchObject({ level: 'tpm', index: made.index, backup: made.backup })
  })

  it('does not open on another machine, or where the TPM is gone, and no new one is made', async () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    await openKeyStore({ source: rootKeyIn(dir, tpm(1)), store })
    const sealed = readFileSync(join(dir, 'key.tpm'))
    await expect(openKeyStore({ source: rootKeyIn(dir, tpm(2)), store })).rejects.toEqual(
      errorWith('keyMissing'),
    )
    const gone = {
      run: (): never => {
        throw new Error('no TPM')
      },
      tpm: () => false,
    }
    await expect(openKeyStore({ source: rootKeyIn(dir, gone), store })).rejects.toEqual(
      errorWith('keyMissing'),
    )
    expect(readFileSync(join(dir, 'key.tpm')).equals(sealed)).toBe(true)
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it('gives way to a file where it does not serve, before anything was encrypted', async () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const broken = {
      run: (): never => {
        throw new Error('no such key')
      },
      tpm: () => true,
    }
    expect((await openKeyStore({ source: rootKeyIn(dir, broken), store })).level).toBe('file')
    expect(existsSync(join(dir, 'key.tpm'))).toBe(false)
    expect(statSync(join(dir, 'key')).size).toBe(32)
  })

  it('that gives another key back is not used', async () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    const honest = machine(1)
    const forgetful: SystemdCreds = (args, input) =>
      args[0] === 'decrypt' ? Buffer.alloc(32, 3) : honest(args, input)
    const source = rootKeyIn(dir, { run: forgetful, tpm: () => true })
    expect((await openKeyStore({ source, store })).level).toBe('file')
  })

  it('is never begun where there is a key already, or a database', async () => {
    const dir = testFolder()
    const store = openTestStore(dir)
    expect((await openKeyStore({ source: rootKeyIn(dir, none), store })).level).toBe('file')
    expect((await openKeyStore({ source: rootKeyIn(dir, tpm(1)), store })).level).toBe('file')
    const other = testFolder()
    writeFileSync(join(other, 'key.tpm'), 'of a database that is gone')
    expect(() => openTestStore(other)).toThrow(/storeMissing/)
  })
})
