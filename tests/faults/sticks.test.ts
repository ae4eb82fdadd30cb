import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { BackupState } from '../../electron/contract/backup.ts'
import type { CallName } from '../../electron/contract/calls.ts'
import type { StaffSnapshot } from '../../electron/contract/staff.ts'
import { sealFiles } from '../../electron/store/sealed-file.ts'
import { overwrite } from '../support/damage.ts'
import { noteRun } from '../support/fault-table.ts'
import { diskFolder, lacks, mayMount, run, smallFileSystem } from '../support/fault-tools.ts'
import { fillDisk } from '../support/full-disk.ts'
import { runProgram } from '../support/program.ts'
import { readRecords } from '../support/station-records.ts'
import { startLife, type Life } from '../support/visitors.ts'

const pin = '246810'
const cannotMount = lacks('mount') || !mayMount()
const sealedIn = (folder: string): string[] => readdirSync(folder).filter((name) => !name.endsWith('.json'))

/** A station with the head signed in on its page. */
const startWithHead = async (dir: string, stick: string): Promise<Life> => {
  const life = await startLife({ dir, env: { STATION_STICKS: stick } })
  onTestFinished(async () => {
    life.page.close()
    await life.kill()
  })
  const { tiles }: StaffSnapshot = await life.page.nextPush('staff', () => true)
  const { output } = await life.page.call('staff.signIn', { account: tiles[0]?.id, pin })
  expect(output).toMatchObject({ result: { kind: 'signedIn' } })
  return life
}
const ask = async <T>({ page }: Life, call: CallName, input = {}): Promise<T> => {
  const { output, error } = await page.call(call, input)
  if (error !== undefined) throw new Error(`${call}: ${error.code}`)
  return output as T
}
const stateOf = (life: Life): Promise<BackupState> => ask(life, 'backup.state')
const copyNow = (life: Life): Promise<unknown> => ask(life, 'backup.now')
const addPerson = (life: Life, name: string): Promise<unknown> =>
  ask(life, 'people.addProvisional', { name, birthYear: 1950, sex: 'unknown' })

/** Chooses the stick for copies; the first one goes onto it at once. */
const chooseStick = async (life: Life): Promise<void> => {
  await ask(life, 'backup.sheet')
  const [stick] = (await stateOf(life)).sticks
  expect(await ask(life, 'backup.prepare', { stick: stick?.id })).toEqual({
    result: { kind: 'done', sticks: 1 },
  })
}

/** What a copy gives back on the machine that made it: ids of records, `null` where it is refused. */
const restored = async (dir: string, from: string): Promise<string[] | null> => {
  const { code } = await runProgram('out/main/host.js', ['restore', '--data', dir, '--from', from])
  return code === 0 ? readRecords(dir).ids : null
}

describe('a memory stick', () => {
  it.skipIf(cannotMount)('that is full, or pulled, keeps what it had and nothing half', async () => {
    const stick = smallFileSystem('3m')
    if (stick === undefined) return
    const recipients = { station: Buffer.alloc(32, 7), sheet: null }
    const about = { storeId: '', station: '', name: '', madeAt: 0, records: 0 }
    const copy = (name: string, bytes: number): Promise<void> =>
      sealFiles(join(stick, name), [{ name: 'records.db', from: Buffer.alloc(bytes, 1) }], recipients, about)
    await copy('small.backup', 100_000)
    const kept = readFileSync(join(stick, 'small.backup'))
    const isKept = (): boolean =>
      sealedIn(stick).join() === 'small.backup' && readFileSync(join(stick, 'small.backup')).equals(kept)
    await expect(copy('large.backup', 5_000_000)).rejects.toMatchObject({ code: 'storeFull' })
    await expect(copy('small.backup', 5_000_000)).rejects.toMatchObject({ code: 'storeFull' })
    noteRun({ row: 45, variant: 'full, the copy alone' }, { lost: isKept() ? 0 : 1 })
    expect(isKept()).toBe(true)
    run('mount', '-o', 'remount,ro', stick)
    await expect(copy('small.backup', 100)).rejects.toMatchObject({ code: 'folderUnwritable' })
    noteRun({ row: 45, variant: 'read-only, the copy alone' }, { lost: isKept() ? 0 : 1 })
    run('umount', '-l', stick)
    await expect(copy('under/small.backup', 100)).rejects.toMatchObject({ code: 'copyRefused' })
  })

  it.skipIf(cannotMount)(
    'of a whole station that fills up, then is pulled: that is told, the old copy opens, and with room there is a new one',
    async () => {
      const stick = smallFileSystem('6m')
      if (stick === undefined) return
      const dir = join(diskFolder(), 'data')
      const life = await startWithHead(dir, stick)
      await addPerson(life, '王样秀')
      await chooseStick(life)
      const folder = join(stick, 'station-backup')
      const before = sealedIn(folder).map((name) => readFileSync(join(folder, name)))
      const inCopy = readRecords(dir).ids
      const makeRoom = fillDisk(stick)
      await addPerson(life, '李样兰')
      expect(await copyNow(life)).toEqual({ result: { kind: 'done', sticks: 0 } })
      expect((await stateOf(life)).needs).toContain('stickFailed')
      const after = sealedIn(folder).map((name) => readFileSync(join(folder, name)))
      const aside = join(diskFolder(), 'records.backup')
      copyFileSync(join(folder, sealedIn(folder)[0] ?? ''), aside)
      // Room again: the same stick is filled by the next copy.
      makeRoom()
      const began = performance.now()
      expect(await copyNow(life)).toEqual({ result: { kind: 'done', sticks: 1 } })
      const recoveredMs = performance.now() - began
      run('umount', '-l', stick)
      expect(await copyNow(life)).toEqual({ result: { kind: 'done', sticks: 0 } })
      await addPerson(life, '丛样花')
      const all = readRecords(dir).ids
      expect(await life.stop()).toBe(0)
      const lost = all.filter((id) => !readRecords(dir).ids.includes(id)).length
      const given = (await restored(dir, aside)) ?? []
      noteRun(
        { row: 45, variant: 'full and pulled, whole station' },
        { lost: lost + inCopy.filter((id) => !given.includes(id)).length, recoveredMs },
      )
      expect(after).toEqual(before)
      expect([all.length, lost]).toEqual([inCopy.length + 2, 0])
      expect(given).toEqual(expect.arrayContaining(inCopy))
    },
    120_000,
  )

  it('with copies that are too long, cut off, changed or of somebody else gives nothing of them, and the true one opens', async () => {
    const around = diskFolder()
    const [dir, stick] = [join(around, 'data'), join(around, 'KINGSTON')]
    mkdirSync(stick)
    const life = await startWithHead(dir, stick)
    await addPerson(life, '王样秀')
    await chooseStick(life)
    expect(await life.stop()).toBe(0)
    const folder = join(stick, 'station-backup')
    const whole = join(folder, sealedIn(folder)[0] ?? '')
    const { length } = readFileSync(whole)
    const { ids } = readRecords(dir)
    const forged = join(around, 'forged.backup')
    const strange = { station: Buffer.alloc(32, 7), sheet: null }
    const about = { storeId: '', station: '', name: '', madeAt: 0, records: 0 }
    const ways: Readonly<Record<string, () => void | Promise<void>>> = {
      // Ten gigabytes of holes: its first bytes are those of a copy.
      oversized: () => {
        truncateSync(forged, 10 * 1024 ** 3)
      },
      'cut off': () => {
        truncateSync(forged, length - 1)
      },
      'forged, one bit': () => {
        overwrite(forged, Math.floor(length / 2), (bytes) => bytes.writeUInt8(bytes.readUInt8() ^ 1))
      },
      'forged, of another key': async () => {
        rmSync(forged)
        await sealFiles(forged, [{ name: 'records.db', from: whole }], strange, about)
      },
    }
    const before = readFileSync(join(dir, 'records.db'))
    for (const [variant, spoil] of Object.entries(ways)) {
      copyFileSync(whole, forged)
      await spoil()
      const began = performance.now()
      const given = await restored(dir, forged)
      const recoveredMs = performance.now() - began
      const isUntouched =
        readFileSync(join(dir, 'records.db')).equals(before) &&
        !existsSync(join(dir, 'restore')) &&
        !readdirSync(dir).some((name) => name.startsWith('damaged-'))
      noteRun({ row: 45, variant }, { lost: isUntouched ? 0 : 1, recoveredMs })
      expect([variant, given, isUntouched]).toEqual([variant, null, true])
      // Told from its length before anything is read.
      if (variant === 'oversized') expect(recoveredMs).toBeLessThan(10_000)
    }
    expect(await restored(dir, whole)).toEqual(expect.arrayContaining(ids))
  }, 120_000)
})
