import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import { flushFolder, keepPrivately, keyFiles, recordsFile, systemKeyFile } from '../base/folder-files.ts'
import type { SystemKey } from '../base/system-key.ts'

/** The operating system's key store, as whoever may ask it sees it. */
export interface Vault {
  /** Why it guards nothing; `null` where it does. */
  problem: () => Promise<string | null>
  seal: (text: string) => Promise<Uint8Array>
  /** `isStale`: it has a newer key of its own, and what it sealed should be sealed again. */
  open: (sealed: Uint8Array) => Promise<{ text: string; isStale: boolean }>
}

const rootBytes = 32
/** A key store that waits for somebody to type a password waits for ever at a kiosk. */
const patienceMs = 20_000

/** Where every user has a key store that opens with the session; the one of Linux is often shut, and is never chosen. */
const usual = new Set<NodeJS.Platform>(['win32', 'darwin'])

const openWith = async (vault: Vault, sealed: Uint8Array): Promise<{ root: Buffer; isStale: boolean }> => {
  const { text, isStale } = await vault.open(sealed)
  const root = Buffer.from(text, 'base64')
  if (root.length !== rootBytes) throw new Error('it holds no key')
  return { root, isStale }
}

/** Sealed, and opened again before anybody relies on it. */
const sealProven = async (vault: Vault, root: Buffer): Promise<Uint8Array> => {
  const sealed = await vault.seal(root.toString('base64'))
  if (!(await openWith(vault, sealed)).root.equals(root)) throw new Error('it gives another key back')
  return sealed
}

const openExisting = async (dir: string, vault: Vault): Promise<SystemKey> => {
  const problem = await vault.problem()
  if (problem !== null) return { kind: 'failed', reason: problem }
  const { root, isStale } = await openWith(vault, readFileSync(systemKeyFile(dir)))
  if (isStale) {
    // The same key in a newer seal. Where that fails the old one still opens.
    await sealProven(vault, root).then(
      (sealed) => {
        keepPrivately(systemKeyFile(dir), sealed)
        flushFolder(dir)
      },
      () => undefined,
    )
  }
  return { kind: 'opened', root }
}

const offerNew = async (dir: string, vault: Vault, platform: NodeJS.Platform): Promise<SystemKey> => {
  const isNew = ![...keyFiles(dir), recordsFile(dir)].some((file) => existsSync(file))
  if (!isNew || !usual.has(platform) || (await vault.problem()) !== null) return { kind: 'none' }
  const root = randomBytes(rootBytes)
  return { kind: 'offered', root, sealed: await sealProven(vault, root) }
}

/** What the system's key store has for a folder, or offers for a new one. Never rejects, never waits for long, never makes a second key. */
export const askSystemKey = async (
  dir: string,
  { vault, platform, clock }: { vault: Vault; platform: NodeJS.Platform; clock: Clock },
): Promise<SystemKey> => {
  // A key in a file wins, as everywhere: it is the one that a restored copy brought.
  const [inFile = '', inTpm = ''] = keyFiles(dir)
  const isSealed = existsSync(systemKeyFile(dir)) && !existsSync(inFile) && !existsSync(inTpm)
  const failed = (reason: string): SystemKey => (isSealed ? { kind: 'failed', reason } : { kind: 'none' })
  const asked = isSealed ? openExisting(dir, vault) : offerNew(dir, vault, platform)
  const ended = new AbortController()
  try {
    return await Promise.race([
      asked.catch((error: unknown) => failed(describeError(error))),
      clock.sleep(patienceMs, ended.signal).then(() => failed('the key store of the system does not answer')),
    ])
  } finally {
    ended.abort()
  }
}
