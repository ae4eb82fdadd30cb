import { expect, it } from 'vitest'
import { findByNumber, nameOf, numberOf } from '../../electron/residents/store.ts'
import { openReadOnly } from '../../electron/store/connection.ts'
import { versionOfCipher } from '../../electron/store/field-cipher.ts'
import { recordsFile } from '../../electron/store/files.ts'
import { findingsOf } from '../../electron/store/recovery/check.ts'
import { cipherPage, walkStart, type WalkPosition } from '../../electron/store/rotation.ts'
import type { Tx } from '../../electron/store/tx.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder, keyWriter, startWriter } from '../support/fault-tools.ts'
import { openTapStore } from '../support/tap-store.ts'
import { until } from '../support/until.ts'

/** What of all cipher text does not open, and how many keys it stands under. */
const closedIn = (
  tx: Tx,
  opens: (page: NonNullable<ReturnType<typeof cipherPage>>) => number,
): { closed: number; keys: Set<number> } => {
  const keys = new Set<number>()
  let closed = 0
  for (let position: WalkPosition | null = walkStart; position !== null;) {
    const page = cipherPage(tx, position)
    if (page === null) break
    for (const { sealed } of page.found) keys.add(versionOfCipher(sealed))
    closed += opens(page)
    position = page.next
  }
  return { closed, keys }
}

it('killed while the key of fields is replaced, it opens every field at its next start, and finds everybody', async () => {
  const dir = diskFolder()
  const acknowledged = new Set<string>()
  const seen = { versions: new Set<number>(), mixed: 0 }
  for (let n = 0; n < (deep ? 100 : 10); n += 1) {
    const writer = startWriter(dir, 1_000_000, { program: keyWriter })
    await writer.ready
    const enough = 1 + Math.floor(Math.random() * 40)
    await until(() => writer.acks.size >= enough)
    writer.child.kill('SIGKILL')
    expect(await writer.ended).toBe('SIGKILL')
    for (const id of writer.acks.keys()) acknowledged.add(id)
    const { store, cipher, versions } = await openTapStore(dir)
    try {
      const lost = store.read((tx) =>
        [...acknowledged].filter((id) => {
          const number = numberOf(tx, cipher, id)
          return nameOf(tx, cipher, id) !== '王秀兰' || findByNumber(tx, cipher, number)?.id !== id
        }),
      )
      noteRun({ row: 1, variant: 'while the key of fields is replaced' }, { lost: lost.length })
      expect(lost).toEqual([])
      const opens = ({ place, found }: NonNullable<ReturnType<typeof cipherPage>>): number =>
        found.filter(({ key, sealed }) => {
          try {
            cipher.open(sealed, place.boundTo(key))
            return false
          } catch {
            return true
          }
        }).length
      const { closed, keys } = store.read((tx) => closedIn(tx, opens))
      expect(closed, `kill ${String(n)}`).toBe(0)
      seen.versions.add(versions.now().current)
      if (keys.size > 1) seen.mixed += 1
      const db = openReadOnly(recordsFile(dir))
      expect(findingsOf(db, cipher)).toMatchObject({ structure: [], links: [] })
      db.close()
    } finally {
      store.close()
    }
  }
  // Kills came while two keys were in use, and keys were replaced to the end in between.
  expect(seen.mixed).toBeGreaterThan(0)
  expect(seen.versions.size).toBeGreaterThan(2)
}, 900_000)
