import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditPage, AuditQuery } from '../../../../electron/contract/audit.ts'
import { calls, type CallOutput } from '../../../../electron/contract/calls.ts'
import { auditWords } from '../../../../electron/contract/words/audit.ts'
import { createPrinter } from '../../../../electron/reports/papers/printer.ts'
import { writeAudit } from '../../../../electron/staff/audit.ts'
import { actionsOf } from '../../../../electron/staff/topics.ts'
import { createAuditHandlers } from '../../../../electron/station/audit/handlers.ts'
import { createStick } from '../../../../electron/station/desk/stick.ts'
import { clerkPin, headPin, openDeskWithClerk, pepper } from '../../../support/desk-rig.ts'
import { readPdf } from '../../../support/read-pdf.ts'
import { openReports } from '../../../support/reports.ts'
import { sourceFiles } from '../../../support/source-files.ts'
import { errorWith } from '../../../support/test-store.ts'
import { until } from '../../../support/until.ts'

const slow = { timeout: 90_000 }
const day = 86_400_000
const everything: AuditQuery = { who: null, topic: null, from: null, to: null, resident: null }

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let audit: ReturnType<typeof createAuditHandlers>
let exportFolder: string
/** Where the head is signed in. */
let page: string

beforeEach(async () => {
  rig = await openDeskWithClerk()
  const { parts, desk, dir, newId, sticks } = rig
  exportFolder = join(dir, 'exports')
  audit = createAuditHandlers({
    desk: {
      parts,
      desk,
      pins: { store: parts.store, clock: parts.clock, boot: parts.boot, pepper },
      stick: createStick({
        roots: () => Promise.resolve(sticks),
        newId,
        mounted: () => Promise.resolve(true),
      }),
      written: () => undefined,
    },
    reports: openReports(dir),
    notices: { data: { revision: 0, notices: [] } },
    printer: createPrinter(parts.clock),
    exportFolder,
    stationName: () => '鸥湾村实践站',
  })
  page = newId()
  await desk.signIn(page, { account: rig.head, pin: headPin })
})

const list = async (
  query: Partial<AuditQuery> = {},
  at = 0,
  upTo: number | null = null,
): Promise<AuditPage> =>
  calls['audit.list'].output.parse(
    await audit['audit.list']({ query: { ...everything, ...query }, page: at, upTo }, page),
  )
const save = async (
  as: 'pdf' | 'csv',
  query: Partial<AuditQuery> = {},
  on = page,
): Promise<CallOutput<'audit.save'>> =>
  audit['audit.save']({ commandId: rig.newId(), query: { ...everything, ...query }, as }, on)
const open = (resident: string): void => {
  void rig.handlers['people.open']({ resident }, rig.page)
}
const words = async (query: Partial<AuditQuery> = {}): Promise<string[]> =>
  (await list(query)).lines.map(({ what }) => what)
const entry = (action: string, at = rig.clock.now()): void => {
  rig.parts.store.transaction((tx) => {
    writeAudit(tx, { at, actor: 'station', action, subject: '', detail: {} })
  })
}

describe('who did and saw what', () => {
  it('is told with the newest first, in words, with who did it and about whom', async () => {
    const resident = rig.person({ name: '王秀兰' })
    const event = rig.addEvent({ title: '党史宣讲' })
    const attendance = rig.comeIn(event, resident)
    open(resident)
    void rig.handlers['people.reveal']({ resident, why: 'fillForm' }, rig.page)
    void rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: event.id, attendance, reason: 'wrongPerson' },
      rig.page,
    )
    const { lines, total } = await list()
    const name = `staff ${rig.clerk.slice(-12)}`
    const person = { name: '王*兰', rareName: false }
    expect(lines.slice(0, 3)).toMatchObject([
      { by: 'staff', name, person, what: '撤回了签到“党史宣讲”，因为签错了人' },
      { by: 'staff', name, person, what: '看了全名和证件号，因为填表上报' },
      { by: 'staff', name, person, what: '打开了个人资料' },
    ])
    expect(total).toBe(lines.length)
    expect(JSON.stringify(lines)).not.toContain('王秀兰')
  })

  it('is filtered by who, by kind, by days and by whom it is about', async () => {
    const [one, other] = [rig.person(), rig.person()]
    open(one)
    open(other)
    expect(
      (await list({ who: rig.clerk })).lines.every(({ name }) => name?.endsWith(rig.clerk.slice(-12))),
    ).toBe(true)
    expect(await words({ who: 'holder' })).toEqual([])
    expect(new Set(await words({ topic: 'door' }))).toEqual(new Set(['进了管理台', '输密码，对了']))
    expect(await words({ resident: one, topic: 'seen' })).toEqual(['打开了个人资料'])
    rig.clock.advance(3 * day)
    await rig.desk.signIn(page, { account: rig.head, pin: headPin })
    entry('crowd.held')
    const today = '2026-11-27'
    expect(await words({ from: today, to: today, topic: 'attendance' })).toEqual(['开了集中签到'])
    expect(await words({ from: '2026-11-25', to: '2026-11-26' })).toEqual([])
    expect(await words({ to: '2026-11-24', topic: 'attendance' })).toEqual([])
  })

  it('finds what was seen of a claim, and of an entry that was joined with a person', async () => {
    const resident = rig.person()
    const typed = calls['people.addProvisional'].output.parse(
      rig.handlers['people.addProvisional'](
        { commandId: rig.newId(), name: '王秀兰', birthYear: 1945, sex: 'female' },
        rig.page,
      ),
    ).resident
    open(typed)
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional: typed, resident }, rig.page)
    expect((await words({ resident })).toReversed()).toEqual([
      '登记了一位没带卡的人',
      '打开了个人资料',
      '把两份并成一人',
    ])
    expect(await words({ resident: typed })).toEqual(await words({ resident }))
  })

  it('keeps its pages while looking adds entries, and notes a look that showed residents', async () => {
    const resident = rig.person()
    for (let index = 0; index < 30; index += 1) open(resident)
    const first = await list()
    const second = await list({}, 1, first.upTo)
    const seqs = [...first.lines, ...second.lines].map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
    expect(new Set(seqs).size).toBe(seqs.length)
    expect(first.total).toBe(second.total)
    const looks = rig.audit().filter(({ action }) => action === 'audit.listed')
    expect(looks).toMatchObject([
      { actor: rig.head, detail: { people: 20 } },
      { actor: rig.head, detail: { people: 10 } },
    ])
    const before = rig.audit().length
    await list({ topic: 'door' })
    expect(rig.audit()).toHaveLength(before)
  })

  it('says something of an entry that it does not know', async () => {
    entry('future.made')
    expect((await list()).lines[0]).toMatchObject({ by: 'station', name: null, what: auditWords.other })
  })

  it('is for the head and a technician alone', async () => {
    const technicians = rig.newId()
    const technician = rig.addStaff({ pin: clerkPin, roles: ['technician'] })
    await rig.desk.signIn(technicians, { account: technician, pin: clerkPin })
    const ask = { query: everything, page: 0, upTo: null }
    expect((await audit['audit.list'](ask, technicians)).total).toBeGreaterThan(0)
    for (const on of [rig.page, rig.newId()]) {
      await expect(Promise.resolve().then(() => audit['audit.list'](ask, on))).rejects.toThrow(
        errorWith('notAllowed'),
      )
      await expect(save('csv', {}, on)).rejects.toThrow(errorWith('notAllowed'))
    }
    expect(existsSync(exportFolder)).toBe(false)
  })
})

describe('the audit on paper and in files', () => {
  it('is an A4 with masked names, and says who printed what', slow, async () => {
    const resident = rig.person({ name: '王秀兰' })
    for (let index = 0; index < 60; index += 1) open(resident)
    const placed = await save('pdf', { topic: 'seen', resident })
    const { pages, sizes } = await readPdf(readFileSync(join(exportFolder, placed.file)))
    expect(sizes[0]).toEqual([595, 842])
    expect(pages.length).toBeGreaterThan(1)
    expect(pages[0]).toContain('看了什么')
    expect(pages[0]).toContain('关于王*兰')
    expect(pages[0]).toContain(`由staff ${rig.head.slice(-12)}打印`)
    expect(pages.join('').match(/打开了个人资料/g)).toHaveLength(60)
    expect(pages.join('')).not.toContain('王秀兰')
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.head,
      action: 'audit.printed',
      detail: { rows: 60, where: 'folder' },
    })
  })

  it('is refused on paper where it would be a book, and is a table all the same', slow, async () => {
    for (let index = 0; index < 2_001; index += 1) entry('crowd.held', rig.clock.now() + index)
    await expect(save('pdf', { topic: 'attendance' })).rejects.toThrow(errorWith('badInput'))
    let placed: string | null = null
    const saving = save('csv', { topic: 'attendance' })
    void saving.then(({ file: name }) => (placed = name))
    // Between two pieces taps go first.
    await until(() => {
      rig.clock.advance(0)
      return placed !== null
    })
    const { file } = await saving
    const text = readFileSync(join(exportFolder, file), 'utf8')
    expect(text.split('\r\n')[0]).toBe('\uFEFF时间,谁,做了什么,关于谁')
    expect(text.split('\r\n')).toHaveLength(2_003)
  })

  it('is made once for one command', slow, async () => {
    const input = { commandId: rig.newId(), query: everything, as: 'csv' } as const
    const both = await Promise.all([audit['audit.save'](input, page), audit['audit.save'](input, page)])
    expect(both[0]).toEqual(both[1])
    expect(await audit['audit.save'](input, page)).toEqual(both[0])
    expect(rig.audit().filter(({ action }) => action === 'audit.saved')).toHaveLength(1)
  })
})

describe('words for what the station writes down', () => {
  const known = Object.values(actionsOf).flat()
  /** Names of calls and records look alike; an action stands behind `action:` or is handed to a note. */
  const written = [
    ...new Set(
      sourceFiles('electron/station', 'electron/staff').flatMap(({ text }) =>
        [
          ...text.matchAll(
            /(?:\bnote(?:Of|Filed)?\((?:[^'`]|\n){0,90}?|\baction: |\? |: |#?(?:write|tryToWrite|audit)\((?:tx, )?)'([a-z]+\.[a-zA-Z]+)'/g,
          ),
        ].map(([, action = '']) => action),
      ),
    ),
  ].filter(
    (name) =>
      !['setup.staffDone', 'backup.seen'].includes(name) &&
      /(?:ed|Seen|go|Right|Wrong|Refused|Done)$/i.test(name),
  )

  it('there is a sentence and a kind for every entry', () => {
    expect(written.length).toBeGreaterThan(50)
    expect(written.filter((action) => !known.includes(action))).toEqual([])
    expect(known.filter((action) => !Object.hasOwn(auditWords.acts, action))).toEqual([])
  })

  it('every setup call and every refusal of two persons has one', () => {
    const made = [
      ...Object.keys(calls)
        .filter((name) => name.startsWith('setup.') && !/(?:state|readerTest|check)$/.test(name))
        .map((name) => `${name}Done`),
      ...['attendance.checkInByHand', 'attendance.confirmMinutes', 'claims.approve', 'claims.file'].map(
        (name) => `${name}Refused`,
      ),
      ...['claims.vouch', 'claims.return', 'objections.answer', 'credit.reverse'].map(
        (name) => `${name}Refused`,
      ),
    ]
    expect(made.filter((action) => !known.includes(action))).toEqual([])
  })

  it('no kind of entry stands under two topics', () => {
    expect(new Set(known).size).toBe(known.length)
  })
})
