import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallInput } from '../../../../electron/contract/calls.ts'
import { businessDateOf } from '../../../../electron/contract/values.ts'
import type { HandResult } from '../../../../electron/contract/staff.ts'
import { findByNumber, nameOf, register } from '../../../../electron/residents/store.ts'
import { once } from '../../../../electron/station/commands.ts'
import { backupName } from '../../../../electron/station/backup/rules.ts'
import { careForData } from '../../../../electron/station/retention/night.ts'
import { createSweep } from '../../../../electron/station/retention/sweep.ts'
import { openReadOnly } from '../../../../electron/store/connection.ts'
import type { OpenedStore } from '../../../../electron/store/database.ts'
import { findingsOf, isSound } from '../../../../electron/store/recovery/check.ts'
import { acknowledge, currentStream } from '../../../../electron/sync/stream.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { clerkPin, headPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith, testCipher } from '../../../support/test-store.ts'

const name = '司样鹮'
const number = syntheticNumber('1949-07-23', 907)
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let resident: string
let traces: Buffer[]

const { open, ids, describePerson } = peopleAt(() => rig)
const signIn = () => rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
const erase = async (change: Partial<CallInput<'people.erase'>> = {}): Promise<HandResult> => {
  const approval = { account: rig.head, pin: headPin }
  const input = { commandId: rig.newId(), resident, reason: 'moved' as const, approval, ...change }
  return calls['people.erase'].output.parse(await rig.handlers['people.erase'](input, rig.page)).result
}
const keep = (): unknown => rig.handlers['people.keep']({ commandId: rig.newId(), resident }, rig.page)
const done = { kind: 'done', entered: 1, already: 0 }
const waits = { ...done, entered: 0 }
const all = <T extends object>(sql: string, ...params: string[]): T[] =>
  rig.parts.store.read((tx) => tx.all<T>(sql, ...params))
const ackAll = (): void => {
  rig.parts.store.transaction((tx) => {
    const stream = currentStream(tx)
    acknowledge(tx, stream?.incarnation ?? '', stream?.sequence ?? 0, [], rig.clock.now())
  })
}
/** Files of the folder in which something lies that says who it was. */
const found = (): string[] =>
  readdirSync(rig.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'station.lock')
    .filter((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return traces.some((trace) => bytes.includes(trace))
    })
    .map((entry) => entry.name)
const sweep = () => createSweep({ parts: rig.parts, heardNow: () => null })
const isWhole = (): boolean => {
  const db = openReadOnly(join(rig.dir, 'records.db'))
  const findings = findingsOf(db, testCipher)
  db.close()
  return isSound(findings)
}
const copyTo = (day: string): void => {
  ;(rig.parts.store as OpenedStore).copyTo(join(rig.dir, 'backups', backupName(day)))
}

beforeEach(async () => {
  rig = await openDeskWithClerk()
  resident = rig.person({ name, idNumber: number, birth: '1949-07-23' })
  rig.agree(resident)
  rig.comeIn(rig.addEvent(), resident)
  describePerson(resident, { volunteerNo: 'ZY-0907', teams: ['锣鼓队'] })
  rig.parts.store.transaction((tx) => {
    rig.parts.outbox.append(tx, {
      type: 'cn.wmsj.resident.identified.v1',
      data: { resident, idNumber: number, cardKind: 'resident' },
      resident,
      time: rig.clock.now(),
      clockState: 'synced',
      monoMs: 0,
      bootId: 'boot',
    })
    const word = JSON.stringify({ typed: 'syh', text: name })
    tx.run(
      'insert into learned_word (seq, sealed) values (1, ?)',
      testCipher.encrypt(word, { table: 'learned_word', row: '1' }),
    )
  })
  // An answer that is kept to be given again shows a masked name.
  once(rig.parts, rig.newId(), 'people.addProvisional', () => ({ resident, shown: '司*鹮' }) as never)
  await signIn()
  const [row] = all<Record<string, Uint8Array>>(
    'select number_index, last_four_index, number_cipher, name_cipher from resident where id = ?',
    resident,
  )
  const [sealed] = all<{ body: string }>(`select body from outbox where body like 'sealed:%'`)
  const [word] = all<{ sealed: Uint8Array }>('select sealed from learned_word')
  traces = [
    ...Object.values(row ?? {}).map((bytes) => Buffer.from(bytes)),
    Buffer.from(sealed?.body ?? 'nothing sealed'),
    Buffer.from(word?.sealed ?? []),
    ...[name, number, '司*鹮', 'ZY-0907', '1949-07-23'].map((text) => Buffer.from(text)),
  ]
  expect(traces).toHaveLength(11)
  expect(found()).not.toEqual([])
})

describe('erasing a person', () => {
  it('leaves no trace in any file, and attendance, points and chain as they were', async () => {
    const [attendances, entries] = [rig.count('attendance'), rig.count('credit_entry')]
    expect(attendances).toBe(1)
    ackAll()
    expect(await erase()).toEqual(done)
    expect(found()).toEqual([])
    expect([rig.count('attendance'), rig.count('credit_entry')]).toEqual([attendances, entries])
    expect(isWhole()).toBe(true)
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.clerk,
      action: 'people.erased',
      subject: resident,
      detail: { reason: 'moved', approver: rig.head, records: 1 },
    })
    expect(open(resident)).toMatchObject({ number: null, volunteerNo: null, person: { teams: [] } })
    expect(ids('SYH')).toEqual([])
  })

  it('takes an order back while it waits, by one person, and not what is done', async () => {
    expect(open(resident).erasing).toBe(false)
    expect(() => keep()).toThrow(errorWith('conflict'))
    expect(await erase()).toEqual(waits)
    expect(open(resident).erasing).toBe(true)
    keep()
    expect(open(resident).erasing).toBe(false)
    expect(rig.audit().map(({ action }) => action)).toEqual(
      expect.arrayContaining(['people.erasureAsked', 'people.erasureTakenBack']),
    )
    ackAll()
    sweep().erase()
    expect(found()).not.toEqual([])
    expect(ids('SYH')).toEqual([resident])

    expect(await erase()).toEqual(done)
    expect(() => keep()).toThrow(errorWith('conflict'))
    expect(open(resident).erasing).toBe(false)
    expect(found()).toEqual([])
  })

  it('takes them off the list of who came just now, and nobody else', async () => {
    const other = rig.person()
    rig.parts.store.transaction((tx) => {
      for (const whose of [resident, other])
        tx.run(
          `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome)
           values (?, ?, 0, 'boot', 'synced', 'card', ?, null, '{}')`,
          rig.newId(),
          rig.clock.now(),
          whose,
        )
    })
    expect(await erase()).toEqual(waits)
    expect(ids('')).toEqual([other, resident])
    ackAll()
    sweep().erase()
    expect(ids('')).toEqual([other])
  })

  it('waits for the centre, loses nothing that it has not, and goes by itself at night', async () => {
    expect(await erase()).toEqual(waits)
    expect(sweep().erase()).toBe(0)
    const { store } = rig.parts
    expect(store.read((tx) => findByNumber(tx, testCipher, number)?.id)).toBe(resident)
    expect(all(`select 1 from outbox where body = ''`)).toEqual([])
    ackAll()
    expect(sweep().erase()).toBe(1)
    expect(found()).toEqual([])
    expect(sweep().erase()).toBe(0)
  })

  it('makes the next tap with that card a first visit', async () => {
    ackAll()
    await erase()
    const { store } = rig.parts
    store.transaction((tx) => {
      expect(findByNumber(tx, testCipher, number)).toBeNull()
      const holder = {
        kind: 'resident',
        name,
        idNumber: number,
        birth: '1949-07-23',
        sexCode: '1',
        validTo: null,
      } as const
      const again = register(tx, testCipher, { id: rig.newId(), holder, at: rig.clock.now() })
      expect(again.id).not.toBe(resident)
      expect(nameOf(tx, testCipher, resident)).toBe('某人')
    })
  })

  it('takes two persons, neither of them the one who is erased, and is asked for once', async () => {
    ackAll()
    expect(await erase({ approval: null })).toEqual({ kind: 'needsApproval', because: null })
    expect(await erase({ approval: { account: rig.clerk, pin: clerkPin } })).toMatchObject({
      kind: 'refused',
    })
    rig.parts.store.transaction((tx) =>
      tx.run('update staff set resident = ? where id = ?', resident, rig.head),
    )
    expect(await erase()).toEqual({ kind: 'refused', reason: 'isBeneficiary' })
    rig.parts.store.transaction((tx) => tx.run('update staff set resident = null'))
    expect(rig.count('erasure')).toBe(0)
    const commandId = rig.newId()
    expect(await erase({ commandId })).toEqual(done)
    expect(await erase({ commandId })).toEqual(done)
    await expect(erase()).rejects.toEqual(errorWith('conflict', { because: 'erased' }))
  })

  it('replaces the copies of before by one of after, once that is whole', async () => {
    mkdirSync(join(rig.dir, 'backups'), { recursive: true, mode: 0o700 })
    const today = businessDateOf(rig.clock.now())
    for (const day of ['2020-01-01', '2020-01-02', today]) copyTo(day)
    mkdirSync(join(rig.dir, 'exports'))
    writeFileSync(join(rig.dir, 'exports', 'list.csv'), name)
    ackAll()
    await erase()
    expect(found()).toHaveLength(4)
    const night = (copyNow: () => Promise<void>) =>
      careForData({ dir: rig.dir, parts: rig.parts, sweep: sweep(), heardNow: () => null, copyNow })
    await night(() => Promise.reject(new Error('the disk is full')))
    expect(readdirSync(join(rig.dir, 'backups'))).toHaveLength(3)
    let copies = 0
    const copyNow = (): Promise<void> => {
      copies += 1
      copyTo(today)
      return Promise.resolve()
    }
    await night(copyNow)
    await night(copyNow)
    expect(copies).toBe(1)
    expect(readdirSync(join(rig.dir, 'backups'))).toEqual([backupName(today)])
    expect(found()).toEqual([])
    expect(existsSync(join(rig.dir, 'records.db'))).toBe(true)
  })
})

describe('papers that were written into the folder', () => {
  it('stay a month, and longer while nobody can say what time it is', async () => {
    const now = Date.parse('2026-11-24T13:00:00.000Z')
    const dayMs = 24 * 3_600_000
    for (const [folder, file, days] of [
      ['exports', 'old.pdf', 31],
      ['exports', 'new.pdf', 29],
      ['support', 'old.zip', 31],
    ] as const) {
      mkdirSync(join(rig.dir, folder), { recursive: true })
      writeFileSync(join(rig.dir, folder, file), 'paper')
      const at = new Date(now - days * dayMs)
      utimesSync(join(rig.dir, folder, file), at, at)
    }
    const files = (): string[] =>
      ['exports', 'support'].flatMap((folder) => readdirSync(join(rig.dir, folder))).toSorted()
    const night = (heard: number | null) =>
      careForData({
        dir: rig.dir,
        parts: rig.parts,
        sweep: sweep(),
        heardNow: () => heard,
        copyNow: () => Promise.resolve(),
      })
    await night(null)
    expect(files()).toEqual(['new.pdf', 'old.pdf', 'old.zip'])
    await night(now)
    expect(files()).toEqual(['new.pdf'])
  })
})
