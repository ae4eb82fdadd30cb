import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { verifiedCopy } from '../../electron/store/backup.ts'
import { openReadOnly } from '../../electron/store/connection.ts'
import { sheetPublicKey } from '../../electron/store/sealed-copy.ts'
import { sealFiles } from '../../electron/store/sealed-file.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { diskFolder, lacks } from '../support/fault-tools.ts'
import { syntheticNumber } from '../support/people.ts'
import { formsOf, tracesIn } from '../support/traces-of-text.ts'
import { startLife, startVisitors } from '../support/visitors.ts'

const name = '司样鹮'
const number = syntheticNumber('1949-07-23', 907)
const secrets = [name, number]

it('the search finds each form in which a name or a number could lie in a file', () => {
  const dir = diskFolder()
  for (const [index, text] of secrets.entries()) {
    for (const [form, bytes] of formsOf(text)) {
      const folder = join(dir, `${String(index)} ${form}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'page'), Buffer.concat([Buffer.alloc(3, 1), bytes, Buffer.alloc(3, 2)]))
      expect(tracesIn(folder, secrets)).toContain(`page: ${form}`)
    }
  }
  const sealed = Buffer.from(`{"idNumber":"${number}"}`).toString('base64')
  writeFileSync(join(dir, 'wrapped'), sealed)
  expect(tracesIn(dir, [number]).some((trace) => trace.startsWith('wrapped: base64'))).toBe(true)
})

it.skipIf(lacks('socat'))(
  'no file of a station holds a resident’s name or number, through taps, consents, faults and restarts',
  async () => {
    const around = diskFolder()
    const dir = join(around, 'data')
    const centre = await FakeCentre.start()
    onTestFinished(() => centre.close())
    const [someone] = crowd(1, businessDateOf(systemClock.now()))
    if (someone === undefined) throw new Error('nobody came')
    const canary = { ...someone, id: 'canary', name, birth: '1949-07-23', sexCode: '1', idNumber: number }
    const visitors = await startVisitors(around, [canary, someone])
    onTestFinished(() => void visitors.reader.stop())
    const setup = { dir, reader: visitors.port, centre: { url: centre.url, token: 'TOKEN' } }

    // The centre takes nothing, so that everything waits on the disk; then the power goes.
    centre.otherwise = { kind: 'answer', status: 500, body: 'oops' }
    const first = await startLife(setup)
    onTestFinished(() => first.kill())
    expect((await visitors.tap(first, 'canary')).outcome.kind).toBe('checkedIn')
    for (const question of ['scoring', 'sharing']) {
      expect(await first.page.call('consent.answer', { question, answer: 'yes' })).not.toHaveProperty('error')
    }
    await visitors.tap(first, someone.id)
    await visitors.tap(first, 'canary')
    await first.kill()
    expect(readdirSync(dir)).toContain('records.db-wal')
    expect(tracesIn(dir, secrets)).toEqual([])

    centre.otherwise = { kind: 'honest' }
    centre.station = '119999002002'
    const second = await startLife(setup)
    onTestFinished(() => second.kill())
    visitors.reader.say('fault badChecksum')
    await visitors.tap(second, 'canary')
    visitors.reader.say('clear')
    expect((await visitors.tap(second, 'canary')).outcome.kind).toBe('alreadyCheckedIn')
    await second.healthy(({ outbox }) => outbox.pending === 0)
    expect(centre.held.map(({ event }) => event.data)).toContainEqual(
      expect.objectContaining({ idNumber: number }),
    )
    expect(tracesIn(dir, secrets)).toEqual([])
    expect(await second.stop()).toBe(0)
    // As the night does, and what leaves the machine.
    const records = join(dir, 'backups', 'records-2026-01-01.db')
    const db = openReadOnly(join(dir, 'records.db'))
    verifiedCopy(db, records)
    db.close()
    const files = ['records.db', 'settings.json', 'key'].map((name) => ({ name, from: join(dir, name) }))
    const about = { storeId: '', station: '119999002002', name: '', madeAt: 0, records: 0 }
    const recipients = { station: Buffer.alloc(32, 7), sheet: sheetPublicKey('0'.repeat(30)) }
    await sealFiles(join(dir, 'backups', 'records-2026-01-01.backup'), files, recipients, about)
    expect(tracesIn(dir, secrets)).toEqual([])
    for (const said of [first, second].flatMap(({ stdout, stderr, page }) => [
      ...stdout,
      ...stderr,
      JSON.stringify(page.received),
    ])) {
      for (const secret of secrets) expect(said).not.toContain(secret)
    }
  },
  120_000,
)
