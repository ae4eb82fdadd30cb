import { safeStorage } from 'electron'
import type { Vault } from './system-key.ts'

/** On Linux without a keyring it takes a password that everybody knows. */
const openToAll = new Set(['basic_text', 'unknown'])

/** The operating system's key store, by the calls that do not hold up the window. */
export const systemVault: Vault = {
  problem: async () => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'the key store of the system is shut'
    if (process.platform !== 'linux' || !openToAll.has(safeStorage.getSelectedStorageBackend())) return null
    return 'this system has no key store'
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  open: async (sealed) => {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
    return { text: result, isStale: shouldReEncrypt }
  },
}
