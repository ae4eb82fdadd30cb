import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../electron/base/clock.ts'
import { createIds } from '../../../../electron/base/ids.ts'
import type { BackupState } from '../../../../electron/contract/backup.ts'
import { runRestore } from '../../../../electron/station/backup/restore-command.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { verifyStore } from '../../../../electron/station/verify/verify.ts'
import { openStoreReader } from '../../../../electron/store/reader.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { overwrite } from '../../../support/damage.ts'
import { keptLog, testFolder } from '../../../support/test-store.ts'

const pin = '271828'
let dir: string
let sticks: string[]
let clock: ManualClock
let station: Station
let fatal: unknown[]
let newId: () => string

const start = async (): Promise<Station> => {
  const env = { STATION_PIN: pin, STATION_STICKS: sticks.join(delimiter) }
  const started = await createStation(readOptions(['--data', dir, '--reader', 'none', '--no-open'], env), {
    clock,
    log: keptLog(),
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      fatal.push(error)
    },
  })
  await signIn(started)
  return started
}
/** Nobody's console stays open for days. */
const signIn = async (at: Station): Promise<void> => {
  const [who] = at.snapshot('staff', 'page').tiles
  await at.handlers['staff.signIn']({ account: who?.id ?? '', pin }, 'page')
}
const state = async (): Promise<BackupState> => station.handlers['backup.state']({}, 'page')
const now = async (): Promise<unknown> =>
  (await station.handlers['backup.now']({ commandId: newId() }, 'page')).result
const choose = async (stick: string): Promise<unknown> =>
  (await station.handlers['backup.prepare']({ commandId: newId(), stick }, 'page')).result
const restore = async (copy: string, digits: string | null = null): Promise<unknown> =>
  (await station.handlers['backup.restore']({ commandId: newId(), copy, digits }, 'page')).result
const addPerson = async (name: string): Promise<void> => {
  const person = { commandId: newId(), name, birthYear: 1950, sex: 'unknown' } as const
  await station.handlers['people.addProvisional'](person, 'page')
}
const people = (of = dir): number => {
  const reader = openStoreReader(of)
  try {
    return reader.read((tx) => tx.get<{ n: number }>('select count(*) as n from resident'))?.n ?? 0
  } finally {
    reader.close()
  }
}
const audited = (): string[] => {
  const reader = openStoreReader(dir)
  try {
    return reader
      .read((tx) => tx.all<{ action: string }>('select action from audit order by seq'))
      .map(({ action }) => action)
  } finally {
    reader.close()
  }
}
const pull = (stick: string): void => {
  rmSync(stick, { recursive: true })
}

beforeEach(async () => {
  dir = testFolder()
  sticks = [join(testFolder(), 'KINGSTON'), join(testFolder(), 'OTHER')]
  for (const stick of sticks) mkdirSync(stick)
  clock = new ManualClock()
  newId = createIds(clock)
  fatal = []
  station = await start()
  await addPerson('王秀兰')
})
afterEach(async () => {
  await station.stop()
})

describe('copies, for staff', () => {
  it('are made when asked for, and listed with what is amiss', async () => {
    expect(await state()).toMatchObject({ lastAt: null, copies: [], sheetOn: null, needs: [] })
    expect(await now()).toEqual({ kind: 'done', sticks: 0 })
    expect((await state()).copies).toHaveLength(1)
    expect(audited()).toContain('backup.made')
  })

  it('go onto no stick before there is a sheet to open them with elsewhere', async () => {
    const [stick] = (await state()).sticks
    expect(stick).toMatchObject({ name: 'KINGSTON', prepared: false, copies: [] })
    expect(await choose(stick?.id ?? '')).toEqual({ kind: 'refused', because: 'noSheet' })
    expect(readdirSync(sticks[0] ?? '')).toEqual([])
  })

  it('go onto a chosen stick, sealed, at once and in the night, and onto no other', async () => {
    await station.handlers['backup.sheet']({}, 'page')
    const [first] = (await state()).sticks
    expect(await choose(first?.id ?? '')).toEqual({ kind: 'done', sticks: 1 })
    const folder = join(sticks[0] ?? '', 'station-backup')
    const copies = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.backup'))
    expect(copies()).toHaveLength(1)
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes(readFileSync(join(dir, 'key')))).toBe(false)
      expect(readFileSync(join(folder, name)).includes('SQLite format')).toBe(false)
    }
    expect((await state()).sticks[0]).toMatchObject({ prepared: true, copies: [{}] })
    expect(await now()).toEqual({ kind: 'done', sticks: 1 })
    expect(readdirSync(sticks[1] ?? '')).toEqual([])
  })

  it('that cannot go onto the stick are told, and nothing of the station suffers', async () => {
    await station.handlers['backup.sheet']({}, 'page')
    const [first] = (await state()).sticks
    await choose(first?.id ?? '')
    const folder = join(sticks[0] ?? '', 'station-backup')
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.backup'))
    // A folder of the same name: it cannot take the file's place, whoever asks.
    rmSync(join(folder, name))
    mkdirSync(join(folder, name, 'in the way'), { recursive: true })
    clock.advance(1000)
    expect(await now()).toEqual({ kind: 'done', sticks: 0 })
    expect((await state()).needs).toContain('stickFailed')
    pull(sticks[0] ?? '')
    expect(await choose(first?.id ?? '')).toEqual({ kind: 'refused', because: 'gone' })
    expect((await state()).sticks.map(({ name: shown }) => shown)).toEqual(['OTHER'])
  })

  it('are missed when the stick is away for days', async () => {
    await station.handlers['backup.sheet']({}, 'page')
    await choose((await state()).sticks[0]?.id ?? '')
    pull(sticks[0] ?? '')
    clock.advance(4 * 24 * 3_600_000)
    await signIn(station)
    await now()
    expect((await state()).needs).toEqual(['stickMissing'])
  })
})

describe('a new key for names and numbers', () => {
  const newKey = async (): Promise<unknown> =>
    (await station.handlers['backup.newKey']({ commandId: newId() }, 'page')).result

  it('is begun by one touch, once, audited, and done while the station goes on', async () => {
    expect((await state()).key).toEqual({ version: 1, changing: false })
    const commandId = newId()
    const first = await station.handlers['backup.newKey']({ commandId }, 'page')
    expect(first.result).toEqual({ kind: 'begun' })
    expect(await station.handlers['backup.newKey']({ commandId }, 'page')).toEqual(first)
    expect((await state()).key).toEqual({ version: 2, changing: true })
    expect(await newKey()).toEqual({ kind: 'refused', because: 'underWay' })
    await addPerson('李桂香')
    expect((await verifyStore(dir)).found).toEqual([])
    await clock.advanceAsync(30_000)
    expect((await state()).key).toEqual({ version: 2, changing: false })
    expect(audited().filter((action) => action === 'backup.keyChanged')).toHaveLength(2)
    const found = await station.handlers['people.find']({ query: 'lgx' }, 'page')
    expect(found.people).toHaveLength(1)
    await station.stop()
    expect((await verifyStore(dir, { deep: true })).found).toEqual([])
    station = await start()
    expect((await state()).key).toEqual({ version: 2, changing: false })
  })

  it('is nobody’s to ask for but the head’s and the technician’s', async () => {
    await station.handlers['staff.signOut']({}, 'page')
    await expect(newKey()).rejects.toMatchObject({ code: 'notAllowed' })
    await signIn(station)
  })

  it('does not shut what was copied before it', async () => {
    await now()
    await newKey()
    await clock.advanceAsync(30_000)
    await signIn(station)
    const [copy] = (await state()).copies
    expect(await restore(copy?.id ?? '')).toEqual({ kind: 'restarting' })
    await station.stop()
    station = await start()
    expect(people()).toBe(1)
    expect((await state()).key).toEqual({ version: 1, changing: false })
    expect((await verifyStore(dir, { deep: true })).found).toEqual([])
  })
})

describe('a copy in the place of the records', () => {
  it('is there at the next start, in a new stream, and what lay there is kept', async () => {
    await now()
    await addPerson('李桂香')
    const [copy] = (await state()).copies
    expect(await restore(copy?.id ?? '')).toEqual({ kind: 'restarting' })
    expect(fatal).toEqual([expect.objectContaining({ code: 'restartWanted' })])
    await station.stop()
    const before = people()
    station = await start()
    expect([before, people()]).toEqual([2, 1])
    const kept = readdirSync(dir).filter((name) => name.startsWith('damaged-'))
    expect(kept).toHaveLength(1)
    expect(existsSync(join(dir, kept[0] ?? '', 'records.db'))).toBe(true)
    expect(await state()).toMatchObject({ recovery: { step: 'restored' }, needs: ['recovered'] })
    expect(audited()).toContain('store.recovered')
    await station.handlers['backup.seen']({ commandId: newId() }, 'page')
    expect((await state()).needs).toEqual([])
    const reader = openStoreReader(dir)
    const streams = reader.read((tx) => tx.all('select id from incarnation'))
    reader.close()
    expect(streams).toHaveLength(2)
    await station.stop()
    expect((await verifyStore(dir, { deep: true })).found).toEqual([])
    station = await start()
  })

  it('is refused where it is damaged, gone or not ours to open, and nothing is touched', async () => {
    await station.handlers['backup.sheet']({}, 'page')
    await choose((await state()).sticks[0]?.id ?? '')
    const { copies, sticks: listed } = await state()
    const sealed = listed[0]?.copies[0]?.id ?? ''
    const file = join(sticks[0] ?? '', 'station-backup', sealed.split('/')[1] ?? '')
    overwrite(file, readFileSync(file).length - 100, (bytes) => bytes.writeUInt8(bytes.readUInt8() ^ 1))
    expect(await restore(sealed)).toEqual({ kind: 'refused', because: 'damaged' })
    expect(await restore(sealed, '0'.repeat(30))).toEqual({ kind: 'refused', because: 'wrongDigits' })
    writeFileSync(join(dir, 'backups', copies[0]?.id ?? ''), 'x'.repeat(9000))
    await expect(restore(copies[0]?.id ?? '')).resolves.toMatchObject({ kind: 'refused' })
    expect(await restore('../../etc/passwd')).toEqual({ kind: 'refused', because: 'gone' })
    expect(fatal).toEqual([])
    expect(existsSync(join(dir, 'restore'))).toBe(false)
  })

  it('opens on a new machine with the digits of the sheet, and with nothing else', async () => {
    const { digits } = await station.handlers['backup.sheet']({}, 'page')
    await choose((await state()).sticks[0]?.id ?? '')
    const folder = join(sticks[0] ?? '', 'station-backup')
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.backup'))
    const fresh = testFolder()
    // A key that this machine does not open: the sheet is for that, too.
    writeFileSync(join(fresh, 'key.os'), 'sealed by a key store that is not here')
    const say: string[] = []
    const run = (typed: string): Promise<number> =>
      runRestore(['--data', fresh, '--from', join(folder, name)], {
        clock: systemClock,
        askDigits: () => Promise.resolve(typed),
        say: (line) => say.push(line),
      })
    await expect(run('1'.repeat(30))).rejects.toMatchObject({ code: 'keyWrong' })
    await expect(run('no digits')).rejects.toMatchObject({ code: 'keyWrong' })
    expect(readdirSync(fresh).toSorted()).toEqual(['key.os', 'station.lock'])
    expect(await run((digits.match(/\d{5}/g) ?? []).join(' '))).toBe(0)
    expect(say).toHaveLength(1)
    expect(existsSync(join(fresh, 'key.os'))).toBe(false)
    expect(readFileSync(join(fresh, 'key')).equals(readFileSync(join(dir, 'key')))).toBe(true)
    expect(JSON.parse(readFileSync(join(fresh, 'settings.json'), 'utf8'))).toMatchObject({
      data: { mode: 'live' },
    })
    await station.stop()
    dir = fresh
    station = await start()
    expect(people(fresh)).toBe(1)
    expect(await state()).toMatchObject({ recovery: { step: 'restored' } })
  })
})
