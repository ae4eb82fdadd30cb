import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type * as standIn from '../support/electron-stand-in.ts'
import type { Vault } from '../../electron/shell/system-key.ts'

const own = process.platform
let electron: typeof standIn
let vault: Vault

beforeEach(async () => {
  vi.resetModules()
  electron = (await import('electron')) as unknown as typeof standIn
  vault = (await import('../../electron/shell/vault.ts')).systemVault
})
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: own })
})

describe('the key store of the system', () => {
  test.each([
    ['linux', 'basic_text', true, 'this system has no key store'],
    ['linux', 'unknown', true, 'this system has no key store'],
    ['linux', 'gnome_libsecret', true, null],
    ['linux', 'kwallet6', true, null],
    ['linux', 'gnome_libsecret', false, 'the key store of the system is shut'],
    ['win32', 'basic_text', true, null],
    ['darwin', 'unknown', false, 'the key store of the system is shut'],
  ] as const)('on %s as %s, open: %s', async (platform, backend, isOpen, problem) => {
    Object.defineProperty(process, 'platform', { value: platform })
    Object.assign(electron.safeStorage, { backend, isOpen })
    expect(await vault.problem()).toBe(problem)
  })

  test('opens what it sealed, and says when it should be sealed again', async () => {
    const sealed = await vault.seal('a text')
    expect(Buffer.from(sealed).includes('a text')).toBe(false)
    expect(await vault.open(sealed)).toEqual({ text: 'a text', isStale: false })
    electron.safeStorage.isStale = true
    expect(await vault.open(sealed)).toEqual({ text: 'a text', isStale: true })
    electron.safeStorage.password = 'of another machine'
    await expect(vault.open(sealed)).rejects.toThrow()
  })
})
