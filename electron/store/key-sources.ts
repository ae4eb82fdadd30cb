import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { StationError } from '../base/errors.ts'
import { flushFolder, keepPrivately, keyFile, systemKeyFile, tpmKeyFile } from './files.ts'
import { rootKeyInFile, type RootKeySource } from './key-store.ts'
import { isSystemKeyOffered, rootKeyInSystem } from './system-key.ts'

const rootBytes = 32
const credential = '--name=station-key'
const patienceMs = 20_000

/** Runs `systemd-creds`; what it is given never stands in the list of processes. */
export type SystemdCreds = (args: string[], input?: Uint8Array) => Uint8Array

const systemdCreds: SystemdCreds = (args, input) =>
  execFileSync('systemd-creds', args, {
    ...(input === undefined ? {} : { input }),
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: patienceMs,
  })

/** The root key, sealed by the machine's TPM. A machine that does not open it is another one: `keyMissing`. */
export const rootKeyInTpm = (dir: string, run: SystemdCreds = systemdCreds): RootKeySource => {
  const file = tpmKeyFile(dir)
  return {
    level: 'tpm',
    read: () => {
      if (!existsSync(file)) return Promise.resolve(undefined)
      try {
        return Promise.resolve(run(['decrypt', credential, file, '-']))
      } catch (error) {
        const reason = 'this machine does not open it'
        return Promise.reject(new StationError('keyMissing', { file, reason }, { cause: error }))
      }
    },
    create: () => {
      if (existsSync(file)) return Promise.reject(new StationError('conflict', { file }))
      const root = randomBytes(rootBytes)
      const sealed = run(['encrypt', '--with-key=tpm2', credential, '-', '-'], root)
      keepPrivately(file, sealed)
      flushFolder(dir)
      // Proven before anything is encrypted with it.
      if (!root.equals(run(['decrypt', credential, file, '-']))) {
        rmSync(file)
        return Promise.reject(new StationError('keyWrong', { reason: 'the TPM gives another key back' }))
      }
      return Promise.resolve(root)
    },
  }
}

/** Whether this process may use a TPM; the kiosk's user needs the group of the device. */
const hasTpm = (run: SystemdCreds): boolean => {
  if (process.platform !== 'linux' || !existsSync('/dev/tpmrm0')) return false
  try {
    run(['has-tpm2', '--quiet'])
    return true
  } catch {
    return false
  }
}

/** The TPM for a new folder; a file where it is there and does not serve: better than no station. */
const tpmElseFile = (dir: string, inTpm: RootKeySource, inFile: RootKeySource): RootKeySource => {
  let { level } = inTpm
  return {
    get level() {
      return level
    },
    read: () => inTpm.read(),
    create: async () => {
      try {
        return await inTpm.create()
      } catch {
        rmSync(tpmKeyFile(dir), { force: true })
        level = 'file'
        return inFile.create()
      }
    },
  }
}

/**
 * Where the root key of a folder lies: as it was made, whatever this machine has. A new folder takes the system's key
 * store where that is offered, else the TPM where there is one that works, else a file.
 */
export const rootKeyIn = (
  dir: string,
  { run = systemdCreds, tpm = hasTpm }: { run?: SystemdCreds; tpm?: (run: SystemdCreds) => boolean } = {},
): RootKeySource => {
  const inFile = rootKeyInFile(dir)
  const inTpm = rootKeyInTpm(dir, run)
  if (existsSync(keyFile(dir))) return inFile
  if (existsSync(tpmKeyFile(dir))) return inTpm
  if (existsSync(systemKeyFile(dir)) || isSystemKeyOffered()) return rootKeyInSystem(dir)
  return tpm(run) ? tpmElseFile(dir, inTpm, inFile) : inFile
}
