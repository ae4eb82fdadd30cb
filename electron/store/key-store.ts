import { createCipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { StationError } from '../base/errors.ts'
import { flushFolder, keepPrivately, keyFile } from './files.ts'
import { readMeta, writeMeta } from './meta.ts'
import type { Store } from './tx.ts'

/** How well the root key is guarded, as `/health` names it. */
export type KeyLevel = 'tpm' | 'os' | 'file'

/** The keys of one station, each for one purpose. */
export interface KeyStore {
  readonly level: KeyLevel
  /** AES-256 key of single fields, by its version; all of them come from the one root key. */
  readonly field: (version: number) => Uint8Array
  /** HMAC key of the blind index over identity numbers. */
  readonly index: Uint8Array
  /** HMAC key that a PIN goes through before it is hashed. */
  readonly pinPepper: Uint8Array
  /** AES-256 key of copies that leave the machine. */
  readonly backup: Uint8Array
}

/** Where the root key lies; an operating system's key store can take the file's place. */
export interface RootKeySource {
  readonly level: KeyLevel
  /** 32 bytes, `undefined` when there is none. */
  read(): Promise<Uint8Array | undefined>
  /** Makes and keeps a new one; must fail where one exists. */
  create(): Promise<Uint8Array>
}

const rootBytes = 32

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '')

const readKeyFile = (file: string): Uint8Array | undefined => {
  try {
    return readFileSync(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new StationError('keyMissing', { file, reason: 'it cannot be read' }, { cause: error })
  }
}

const createKeyFile = (file: string): Uint8Array => {
  // The folder is held by this process: nobody else makes one in between.
  if (existsSync(file)) throw new StationError('conflict', { file })
  const root = randomBytes(rootBytes)
  try {
    keepPrivately(file, root)
  } catch (error) {
    throw new StationError('folderUnwritable', { dir: dirname(file) }, { cause: error })
  }
  flushFolder(dirname(file))
  return root
}

/** The root key as a file in the station's folder, readable by its user alone. */
export const rootKeyInFile = (dir: string): RootKeySource => ({
  level: 'file',
  read: () => Promise.resolve(readKeyFile(keyFile(dir))),
  create: () => Promise.resolve(createKeyFile(keyFile(dir))),
})

const derive = (root: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', root, 'station-kiosk', purpose, 32))

const checkValue = (root: Uint8Array): string => Buffer.from(derive(root, 'key check')).toString('hex')

/** Known answers: RFC 4231 case 2, RFC 5869 case 1, AES-256-GCM with zero key, nonce and block (McGrew & Viega case 14). */
const knownAnswers: readonly (readonly [name: string, run: () => string, wanted: string])[] = [
  [
    'HMAC-SHA-256',
    () => createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'HKDF-SHA-256',
    () =>
      Buffer.from(
        hkdfSync(
          'sha256',
          Buffer.alloc(22, 0x0b),
          Buffer.from('000102030405060708090a0b0c', 'hex'),
          Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'),
          42,
        ),
      ).toString('hex'),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  ],
  [
    'AES-256-GCM',
    () => {
      const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12))
      const text = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()])
      return Buffer.concat([text, cipher.getAuthTag()]).toString('hex')
    },
    'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  ],
]

/** Proves at start that this runtime computes what it should; throws an Error naming what does not. */
export const selfTest = (answers: typeof knownAnswers = knownAnswers): void => {
  for (const [name, run, wanted] of answers) {
    if (run() !== wanted) throw new Error(`${name} of this runtime gives a wrong answer`)
  }
}

const holdsPeople = (store: Store): boolean =>
  store.read((tx) => tx.get('select 1 as found from resident limit 1')) !== undefined

const rootFor = async (
  source: RootKeySource,
  expected: string | undefined,
  people: boolean,
): Promise<Uint8Array> => {
  const root = await source.read()
  if (root !== undefined) {
    if (root.length !== rootBytes) throw new StationError('keyWrong', { reason: 'not 32 bytes' })
    return root
  }
  // A new key over existing data would make every name and number unreadable for ever.
  if (expected !== undefined || people) throw new StationError('keyMissing', { level: source.level })
  return source.create()
}

const requireKeyOf = (expected: string, root: Uint8Array): void => {
  const check = checkValue(root)
  const isOurs =
    expected.length === check.length && timingSafeEqual(Buffer.from(expected), Buffer.from(check))
  if (!isOurs) throw new StationError('keyWrong', { reason: 'it is the key of another database' })
}

const keysFrom = ({ level }: RootKeySource, root: Uint8Array): KeyStore => ({
  level,
  field: (version) => derive(root, `field v${String(version)}`),
  index: derive(root, 'blind index'),
  pinPepper: derive(root, 'pin pepper'),
  backup: derive(root, 'backup'),
})

/**
 * Opens the keys of a station's database, making them only for one that holds nothing yet.
 * Throws `keyMissing` or `keyWrong` where data exist and the key is not theirs.
 */
export const openKeyStore = async (options: { source: RootKeySource; store: Store }): Promise<KeyStore> => {
  const { source, store } = options
  selfTest()
  const expected = store.read((tx) => readMeta(tx, 'keyCheck'))
  const root = await rootFor(source, expected, holdsPeople(store))
  if (expected === undefined) {
    if (holdsPeople(store)) throw new StationError('keyWrong', { reason: 'the database names no key' })
    store.transaction((tx) => {
      writeMeta(tx, 'keyCheck', checkValue(root))
    })
  } else {
    requireKeyOf(expected, root)
  }
  return keysFrom(source, root)
}

/**
 * The keys of a database that this program only reads; `undefined` for one that never had any.
 * Throws `keyMissing` or `keyWrong` as above, and makes nothing.
 */
export const readKeyStore = async (
  source: RootKeySource,
  expected: string | undefined,
): Promise<KeyStore | undefined> => {
  if (expected === undefined) return undefined
  const root = await rootFor(source, expected, true)
  requireKeyOf(expected, root)
  return keysFrom(source, root)
}

/** What copies of this folder are sealed with; `undefined` where there is no key yet. */
export const backupKeyOf = async (source: RootKeySource): Promise<Uint8Array | undefined> => {
  const root = await source.read()
  return root === undefined ? undefined : derive(root, 'backup')
}
