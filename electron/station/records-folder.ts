import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import type { Logger } from '../base/log.ts'
import { openStore } from '../store/database.ts'
import type { StationDocument } from '../store/documents.ts'
import { createFieldCipher } from '../store/field-cipher.ts'
import { openKeyStore, rootKeyInFile, type KeyLevel } from '../store/key-store.ts'
import { lockFolder } from '../store/lock.ts'
import { keepWitness, machineName } from '../store/witness.ts'
import { createBoot } from '../sync/boot.ts'
import { createOutbox } from '../sync/outbox.ts'
import { createSync, type Sync } from '../sync/sync.ts'
import { keepLectureOpen, loadDemonstration } from './demonstration.ts'
import { openSettings, prepareFolder, settingsAtStart } from './folder.ts'
import type { StartOptions } from './options.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'
import { releasedAt, version } from './version.ts'

/** A station's folder, opened: database, keys, settings, and the way to the centre. */
export interface RecordsFolder {
  parts: Parts
  settings: StationDocument<Settings>
  sync: Sync
  keyLevel: KeyLevel
  storeHealth(): { ok: boolean; records: number }
  close(): Promise<void>
}

/** Things to be closed in the opposite order, whatever came before fails. */
const createClosers = (log: Logger): { add(close: () => unknown): void; closeAll(): Promise<void> } => {
  const closers: (() => unknown)[] = []
  return {
    add: (close) => {
      closers.push(close)
    },
    closeAll: async () => {
      for (const close of closers.splice(0).reverse()) {
        try {
          await close()
        } catch (error) {
          log.error('not closed cleanly', { cause: describeError(error) })
        }
      }
    },
  }
}

interface FolderDeps {
  clock: Clock
  log: Logger
  newId: NewId
  fetch: typeof fetch
  random(): number
  warn(line: string): void
}

const openParts = async (
  dir: string,
  deps: FolderDeps,
  closers: ReturnType<typeof createClosers>,
): Promise<{
  parts: Omit<Parts, 'clockState'>
  created: boolean
  rolledBack: boolean
  moved: boolean
  keyLevel: KeyLevel
  keys: Awaited<ReturnType<typeof openKeyStore>>
}> => {
  const { clock, log, newId } = deps
  const lock = lockFolder(dir)
  closers.add(() => {
    lock.release()
  })
  const store = openStore({ dir, mayCreate: true, newId, clock, log })
  closers.add(() => {
    store.close()
  })
  const keys = await openKeyStore({ source: rootKeyInFile(dir), store })
  const cipher = createFieldCipher(keys)
  const outbox = createOutbox({ newId })
  const parts = { store, outbox, cipher, clock, newId, log, boot: createBoot(clock, newId) }
  const { created, witness } = store
  return {
    parts,
    created,
    rolledBack: witness === 'rolledBack',
    moved: witness === 'otherMachine',
    keyLevel: keys.level,
    keys,
  }
}
