import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StationError } from '../../base/errors.ts'
import { sheetOf } from '../../store/backup-stick.ts'
import { documentNames } from '../../store/files.ts'
import { backupKeyOf, type RootKeySource } from '../../store/key-store.ts'
import { sealFiles, type CopiedFile } from '../../store/sealed-file.ts'
import { currentStream, countRecords } from '../../sync/stream.ts'
import type { Parts } from '../parts.ts'

export interface SealDeps {
  dir: string
  parts: Pick<Parts, 'store' | 'clock'>
  keySource: RootKeySource
  stationName: () => string
}

/**
 * Seals a copy of the records with everything that another machine needs to go on: the key, and what was set up. Opens
 * with this station's key, and with the sheet where one was made.
 */
export const sealCopy = async (deps: SealDeps, records: string, target: string): Promise<void> => {
  const { dir, parts, keySource, stationName } = deps
  const [station, root] = await Promise.all([backupKeyOf(keySource), keySource.read()])
  if (station === undefined || root === undefined) throw new StationError('keyMissing', { dir })
  const files: CopiedFile[] = [
    { name: 'records.db', from: records },
    { name: 'key', from: root },
    ...documentNames.map((name) => ({ name, from: join(dir, name) })).filter(({ from }) => existsSync(from)),
  ]
  const { store, clock } = parts
  await sealFiles(
    target,
    files,
    { station, sheet: store.read(sheetOf)?.publicKey ?? null },
    {
      storeId: store.storeId,
      station: store.read(currentStream)?.station ?? '',
      name: stationName().slice(0, 60),
      madeAt: clock.now(),
      records: store.read(countRecords),
    },
  )
}
