import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAudit } from '../../../electron/staff/audit.ts'
import { verifyStore } from '../../../electron/station/verify/verify.ts'
import { runProgram } from '../../support/program.ts'
import { syntheticNumber } from '../../support/people.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { testFolder } from '../../support/test-store.ts'

const people = 6
let station: Pipeline

const come = (person: number): void => {
  const { clock, consent, newId } = station
  clock.advance(60_000)
  station.tap({ idNumber: syntheticNumber('1945-03-07', 2 * person) })
  if (station.session.holder()?.ask === null) return
  consent({ commandId: newId(), question: 'scoring', answer: 'yes' })
  // A number that was shared lies sealed in the outbox.
  consent({ commandId: newId(), question: 'sharing', answer: person === 1 ? 'yes' : 'no' })
}

beforeAll(async () => {
  station = await openPipeline()
  station.addEvent({ endsAt: station.clock.now() + 8 * 3_600_000 })
  for (let person = 0; person < people; person++) come(person)
  station.holder['tap.notMe']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
  station.parts.store.transaction((tx) => {
    for (const action of ['people.opened', 'people.found', 'people.opened']) {
      writeAudit(tx, { at: station.clock.now(), actor: 'station', action, subject: '', detail: {} })
    }
  })
  expect(station.count('credit_entry')).toBe(people + 1)
})
afterAll(() => {
  station.close()
})

/** A copy of the folder, as of a station that was switched off. */
const copied = (): string => {
  const dir = testFolder()
  station.parts.store.read((tx) => {
    tx.all(`pragma wal_checkpoint(truncate)`)
  })
  cpSync(station.dir, dir, { recursive: true })
  return dir
}

const verify = async (dir: string): Promise<{ code: number | null; lines: string[]; errors: string[] }> => {
  const { code, stdout, stderr } = await runProgram('electron/host.ts', ['verify', '--data', dir])
  const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
  return { code, lines: linesOf(stdout), errors: linesOf(stderr) }
}

/** Changes the file as somebody would who has it open beside the station. */
const tampered = (sql: string): { dir: string } => {
  const dir = copied()
  const db = new DatabaseSync(join(dir, 'records.db'))
  for (const { name } of db.prepare(`select name from sqlite_schema where type = 'trigger'`).all()) {
    db.exec(`drop trigger "${String(name)}"`)
  }
  db.exec('pragma foreign_keys = off')
  db.exec(sql)
  db.close()
  return { dir }
}

const one = (dir: string, sql: string): unknown => {
  const db = new DatabaseSync(join(dir, 'records.db'), { readOnly: true })
  const row = db.prepare(sql).get() ?? {}
  db.close()
  return Object.values(row)[0]
}

const entryAt = (dir: string, seq: number): string =>
  String(one(dir, `select id from credit_entry where seq = ${String(seq)}`))

describe('a station whose folder is sound', () => {
  it('is said so in one line while it runs, and nothing in its folder is different afterwards', async () => {
    const before = station.records().length
    const listing = readdirSync(station.dir)
    const checks = [verify(station.dir), verify(station.dir)]
    come(people)
    const verdicts = await Promise.all(checks)
    for (const { code, lines, errors } of verdicts) {
      expect(errors).toEqual([])
      expect(code).toBe(0)
      expect(lines).toEqual([
        expect.stringMatching(/^sound: [78] entries and \d+ records, balances of [67] residents/),
      ])
    }
    expect(station.records().length).toBeGreaterThan(before)
    expect(readdirSync(station.dir)).toEqual(listing)
  })

  it('is said so for a folder that nobody has open', async () => {
    const { code, lines } = await verify(copied())
    expect(lines).toEqual([expect.stringMatching(/^sound: 8 entries/)])
    expect(code).toBe(0)
  })
})

describe('one byte of one amount changed from outside', () => {
  const wanted = (dir: string, seq: number): unknown[] => [
    expect.stringMatching(
      /^balance of resident [0-9a-f-]{36}: 50 hundredths are kept, and the entries make 51 hundredths$/,
    ),
    expect.stringMatching(
      new RegExp(
        `^entry ${entryAt(dir, seq)} \\(no\\. ${String(seq)}\\): not as its record \\d+ says: amount$`,
      ),
    ),
  ]

  it('is named with its entry when a program did it', async () => {
    const { dir } = tampered('update credit_entry set amount = 51 where seq = 3')
    const { code, lines } = await verify(dir)
    expect(lines).toEqual(wanted(dir, 3))
    expect(code).toBe(1)
  })

  it('is named with its entry when the file itself was edited', async () => {
    const dir = copied()
    const file = join(dir, 'records.db')
    const bytes = readFileSync(file)
    const entry = entryAt(dir, 2)
    const resident = String(one(dir, 'select resident from credit_entry where seq = 2'))
    const at = bytes.indexOf(entry + resident) + entry.length + resident.length
    expect(bytes[at]).toBe(50)
    bytes[at] = 51
    writeFileSync(file, bytes)
    const { code, lines } = await verify(dir)
    expect(lines).toEqual(wanted(dir, 2))
    expect(code).toBe(1)
  })
})

describe('whatever else was changed from outside is named', () => {
  const resident = `(select resident from credit_entry where seq = 1)`
  it.each([
    [
      'a balance',
      `update credit_balance set balance = 9999 where resident = ${resident}`,
      [/^balance of resident .*: 9999 hundredths are kept, and the entries make 50 hundredths$/],
    ],
    [
      'a balance that is gone',
      `delete from credit_balance where resident = ${resident}`,
      [/^balance of resident .*: none is kept, and the entries make 50 hundredths$/],
    ],
    [
      'a balance of somebody without entries',
      `insert into credit_balance select id, 300 from resident where id not in (select resident from credit_balance) limit 1;
       update credit_entry set resident = (select resident from credit_entry where seq = 2) where seq = 1`,
      [
        /^balance of resident .*: 50 hundredths are kept, and the entries make 0 hundredths$/,
        /^balance of resident .*: 50 hundredths are kept, and the entries make 100 hundredths$/,
        /^entry .* \(no\. 1\): not as its record \d+ says: resident$/,
      ],
    ],
    [
      'the text of a record',
      `update outbox set body = replace(body, '"method":"id-card"', '"method":"manual"') where sequence = 2`,
      [/^record 2 of stream [0-9a-f-]{36}: changed$/],
    ],
    [
      'a record of points, with its entry and the balance to match',
      `update outbox set body = replace(body, '"amount":50', '"amount":90') where id = (select id from credit_entry where seq = 1);
       update credit_entry set amount = 90 where seq = 1;
       update credit_balance set balance = 90 where resident = ${resident}`,
      [/^record \d+ of stream [0-9a-f-]{36}: changed$/],
    ],
    [
      'a sealed record',
      `update outbox set body = substr(body, 1, 60) || iif(substr(body, 61, 1) = 'A', 'B', 'A') || substr(body, 62)
        where body like 'sealed:%'`,
      [/^record \d+ of stream [0-9a-f-]{36}: changed$/],
    ],
    ['a hash', `update outbox set hash = zeroblob(32) where sequence = 4`, [/^record 4 of/, /^record 5 of/]],
    [
      'a missing record',
      'delete from outbox where sequence = 2',
      [/^record 2 of stream [0-9a-f-]{36}: missing$/],
    ],
    [
      'records cut off at the end',
      `delete from outbox where sequence = (select max(sequence) from outbox)`,
      [/^record (\d+) of stream .*: missing$/, /^record \d+ of stream .*: the stream does not end with it$/],
    ],
    [
      'a head moved back',
      `update incarnation set head_sequence = head_sequence - 1`,
      [/^record \d+ of stream .*: the stream does not end with it$/],
    ],
    [
      'a deleted entry',
      `delete from award_key where entry = (select id from credit_entry where seq = 1);
       update credit_balance set balance = 0 where resident = ${resident};
       delete from credit_entry where seq = 1`,
      [/^record \d+ of stream .*: the ledger has no entry [0-9a-f-]{36}$/],
    ],
    [
      'an entry that no record tells of',
      `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis_kind, basis, business_key, business_date, at)
         select '01990000-0000-7000-8000-000000000001', resident, 700, rule_id, rule_rev, event, basis_kind, basis, 'x', business_date, at
           from credit_entry where seq = 1;
       insert into award_key (business_key, entry) values ('x', '01990000-0000-7000-8000-000000000001');
       update credit_balance set balance = balance + 700 where resident = ${resident}`,
      [/^entry 01990000-0000-7000-8000-000000000001 \(no\. \d+\): there is no record of it$/],
    ],
    [
      'an entry that borrows the record of something else',
      `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis_kind, basis, business_key, business_date, at)
         select (select id from outbox where type like '%checkin%' limit 1), resident, 700, rule_id, rule_rev, event, basis_kind, basis,
                'x', business_date, at from credit_entry where seq = 1;
       insert into award_key (business_key, entry) select 'x', id from credit_entry where business_key = 'x';
       update credit_balance set balance = balance + 700 where resident = ${resident}`,
      [/^entry .* \(no\. \d+\): there is no record of it$/],
    ],
    [
      'a removed award key',
      'delete from award_key where entry = (select id from credit_entry where seq = 1)',
      [/^entry .* \(no\. 1\): stands without its award key$/],
    ],
    [
      'the award key of another award',
      `update award_key set business_key = 'x' where entry = (select id from credit_entry where seq = 1)`,
      [/^entry .* \(no\. 1\): has the award key of another award$/],
    ],
    [
      'an award key of what was taken back',
      `insert into award_key (business_key, entry)
         select business_key, id from credit_entry where id = (select reverses from credit_entry where reverses is not null)`,
      [
        /^award key of entry .*: no such entry stands$/,
        /^entry .*: was taken back and still has an award key$/,
      ],
    ],
    [
      'another day',
      `update credit_entry set business_date = '2026-11-23' where seq = 1`,
      [/^entry .* \(no\. 1\): not as its record \d+ says: businessDate$/],
    ],
    [
      'a text that reads like the member that was taken away behind it',
      `update award_key set business_key = business_key || '","event":"' || (select event from credit_entry where seq = 1)
        where entry = (select id from credit_entry where seq = 1);
       update credit_entry set business_key = business_key || '","event":"' || event, event = null where seq = 1`,
      [/^entry .* \(no\. 1\): not as its record \d+ says: event, businessKey$/],
    ],
    [
      'another revision of the rule',
      `update credit_entry set rule_rev = 2 where seq = 1`,
      [/^entry .* \(no\. 1\): not as its record \d+ says: ruleRev$/],
    ],
    [
      'a reversal of less',
      `update credit_entry set amount = -40 where reverses is not null`,
      [
        /^balance of resident/,
        /^entry .*: does not fit the entry that it takes back$/,
        /^entry .*: not as its record \d+ says: amount$/,
      ],
    ],
    [
      'the name of a record of points in the table',
      `update outbox set id = '01990000-0000-7000-8000-000000000001' where id = (select id from credit_entry where seq = 1)`,
      [
        /^entry .* \(no\. 1\): there is no record of it$/,
        /^record \d+ of stream .*: the ledger has no entry 01990000-0000-7000-8000-000000000001$/,
      ],
    ],
    [
      'the kind of a record of points in the table',
      `update outbox set type = 'cn.wmsj.attendance.checkin.v1' where id = (select id from credit_entry where seq = 1)`,
      [/^entry .* \(no\. 1\): there is no record of it$/],
    ],
    [
      'a record of points that is listed as one of a reversal',
      `update outbox set type = 'cn.wmsj.credit.reversed.v1' where id = (select id from credit_entry where seq = 1)`,
      [/^entry .* \(no\. 1\): not as its record \d+ says: type$/],
    ],
    [
      'another record that is listed as one of points',
      `update outbox set type = 'cn.wmsj.credit.entry.v1' where id = (select id from outbox where type like '%checkin%' limit 1)`,
      [/^record \d+ of stream .*: the ledger has no entry [0-9a-f-]{36}$/],
    ],
    [
      'an entry of the audit',
      `update audit set actor = 'somebody' where seq = 2`,
      [/^audit entry 2: changed, or one before it is missing$/],
    ],
  ])('%s', async (_, sql, wanted) => {
    const { found } = await verifyStore(tampered(sql).dir)
    expect(found).toEqual(wanted.map((pattern) => expect.stringMatching(pattern) as unknown))
  })

  /** A copy whose first page of one table holds nothing sensible. */
  const withBrokenPage = (table: string): string => {
    const dir = copied()
    const file = join(dir, 'records.db')
    const page = Number(one(dir, `select rootpage from sqlite_schema where name = '${table}'`))
    const bytes = readFileSync(file)
    bytes.fill(0xa5, (page - 1) * 4096, page * 4096)
    writeFileSync(file, bytes)
    return dir
  }

  it.each(['credit_balance', 'award_key', 'outbox'])(
    'pages of %s that hold nothing sensible',
    async (table) => {
      const { code, lines } = await verify(withBrokenPage(table))
      expect(code).toBe(1)
      expect(lines).toContainEqual(expect.stringMatching(/^database file: /))
    },
  )

  it('a ledger whose first page holds nothing sensible cannot be opened to be checked', async () => {
    const { code, errors } = await verify(withBrokenPage('credit_entry'))
    expect(code).toBe(4)
    expect(errors).toHaveLength(1)
  })

  it('pages of what the ledger does not rest on, looked at when asked for', async () => {
    const dir = withBrokenPage('tap')
    expect((await verifyStore(dir)).found).toEqual([])
    const { code, stdout } = await runProgram('electron/host.ts', ['verify', '--data', dir, '--deep'])
    expect(stdout).toMatch(/^database file: /)
    expect(code).toBe(1)
  })
})

describe('what cannot be checked is not called sound', () => {
  it.each([
    ['no folder is named', ['verify'], 2],
    ['an option is unknown', ['verify', '--data', 'x', '--fix'], 2],
    ['the folder is not there', ['verify', '--data', '/nowhere/at/all'], 4],
  ])('%s', async (_, args, wanted) => {
    const { code, stdout, stderr } = await runProgram('electron/host.ts', args)
    expect(code).toBe(wanted)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['an older layout', 'pragma user_version = 40'],
    ['a newer layout', 'pragma user_version = 9000'],
  ])('a store of %s is left alone', async (_, sql) => {
    const { dir } = tampered(sql)
    const before = readFileSync(join(dir, 'records.db'))
    const { code, lines } = await verify(dir)
    expect(code).toBe(4)
    expect(lines).toEqual([])
    expect(readFileSync(join(dir, 'records.db')).equals(before)).toBe(true)
  })

  it('a folder without its key is refused, and no key is made', async () => {
    const dir = copied()
    rmSync(join(dir, 'key'))
    expect((await verify(dir)).code).toBe(4)
    expect(existsSync(join(dir, 'key'))).toBe(false)
  })

  it('a file that may only be read is checked all the same', async () => {
    const dir = copied()
    const file = join(dir, 'records.db')
    chmodSync(file, 0o400)
    const { mtimeMs } = statSync(file)
    expect((await verify(dir)).code).toBe(0)
    expect(statSync(file).mtimeMs).toBe(mtimeMs)
  })
})
