import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { calls } from '../../../../electron/contract/calls.ts'
import type { PersonLedger, QuarterReport } from '../../../../electron/contract/credit.ts'
import { give, takeBackEntries } from '../../../../electron/station/award.ts'
import { entryById } from '../../../../electron/credit/store.ts'
import { createLedgerHandlers } from '../../../../electron/station/credit/handlers.ts'
import { csvText } from '../../../../electron/station/credit/csv.ts'
import { createStick } from '../../../../electron/station/desk/stick.ts'
import { createSession } from '../../../../electron/station/session.ts'
import { openClaims, type ClaimsRig } from '../../../support/claims.ts'
import { pepper } from '../../../support/desk-rig.ts'
import { openReports } from '../../../support/reports.ts'
import { errorWith, testFolder } from '../../../support/test-store.ts'

let rig: ClaimsRig
let ledger: ReturnType<typeof createLedgerHandlers>
let exportFolder: string

beforeEach(async () => {
  rig = await openClaims()
  const { parts, desk, dir, newId, sticks } = rig
  const pins = { store: parts.store, clock: parts.clock, boot: parts.boot, pepper }
  const stick = createStick({
    roots: () => Promise.resolve(sticks),
    newId,
    mounted: (root) => Promise.resolve(existsSync(root)),
  })
  exportFolder = join(dir, 'exports')
  ledger = createLedgerHandlers({
    desk: { parts, desk, pins, stick, written: () => undefined },
    reports: openReports(dir),
    session: createSession(parts.clock),
    exportFolder,
  })
})

const open = (resident: string, before: number | null = null, page = rig.page): PersonLedger =>
  calls['credit.person'].output.parse(ledger['credit.person']({ resident, before }, page))
const quarter = async (by: 'person' | 'household', page = 0, name = '2026-Q4'): Promise<QuarterReport> =>
  calls['credit.quarter'].output.parse(await ledger['credit.quarter']({ quarter: name, by, page }, rig.page))
const given = (resident: string, amount: number, businessDate: string): string =>
  rig.parts.store.transaction((tx) =>
    give(
      tx,
      rig.parts,
      { at: rig.clock.now(), tap: null },
      {
        resident,
        amount,
        ruleId: 'D06',
        ruleRev: 1,
        event: null,
        claim: null,
        basisKind: 'document',
        basis: [],
        businessKey: rig.newId(),
        businessDate,
        minutes: null,
        author: rig.clerk,
        approver: rig.head,
      },
    ),
  )
const takenBack = (id: string): void => {
  rig.parts.store.transaction((tx) => {
    const entry = entryById(tx, id)
    if (entry === null) throw new Error('no such entry')
    takeBackEntries(tx, rig.parts, { at: rig.clock.now(), tap: null }, [entry], {
      reason: 'correction',
      author: rig.clerk,
      approver: rig.head,
    })
  })
}
const describeAs = (resident: string, household: string | null): void => {
  const input = { commandId: rig.newId(), resident, volunteerNo: null, teams: [], household }
  void rig.handlers['people.describe'](input, rig.page)
}
const householdOf = (resident: string): string | null =>
  calls['people.open'].output.parse(rig.handlers['people.open']({ resident }, rig.page)).household

describe('a person’s ledger at the desk', () => {
  it('says of each line who answers for it and whether it can be taken back', async () => {
    const resident = rig.scored()
    describeAs(resident, '0117')
    const entry = await rig.posted({ resident })
    takenBack(given(resident, 300, '2026-11-20'))
    const staffName = (id: string): string => `staff ${id.slice(-12)}`
    expect(open(resident)).toMatchObject({
      person: { name: '王*兰' },
      scoring: 'yes',
      sharing: 'unanswered',
      balance: 200,
      household: '0117',
      total: 3,
      rows: [
        {
          row: { amount: -300, what: { kind: 'reversal' } },
          reversible: false,
          author: staffName(rig.clerk),
        },
        { row: { amount: 300, reversed: true }, reversible: false },
        {
          row: { id: entry, amount: 200 },
          ruleId: 'D06',
          reversible: true,
          author: staffName(rig.clerk),
          approver: staffName(rig.head),
        },
      ],
    })
  })

  it('comes in pages of ten', () => {
    const resident = rig.scored()
    for (let n = 1; n <= 13; n++) given(resident, n, '2026-11-20')
    const first = open(resident)
    expect(first.rows.map(({ row }) => row.amount)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4])
    expect(open(resident, first.rows.at(-1)?.row.seq).rows.map(({ row }) => row.amount)).toEqual([3, 2, 1])
  })

  it('is looked at by clerks alone, and the audit says by whom and of whom', async () => {
    const resident = rig.scored()
    open(resident)
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.clerk,
      action: 'credit.opened',
      subject: resident,
    })
    const technician = await rig.colleague(['technician'])
    expect(() => open(resident, null, technician.page)).toThrow(errorWith('notAllowed'))
    expect(() => open(resident, null, rig.newId())).toThrow(errorWith('notAllowed'))
    expect(() => open(rig.newId())).toThrow(errorWith('notFound'))
  })
})

describe('a quarter', () => {
  it('adds up what its days brought, by person and by household, the most first', async () => {
    const [a, b, c] = [rig.scored(), rig.scored(), rig.scored()]
    describeAs(a, '0117')
    describeAs(b, '0117')
    given(a, 300, '2026-10-01')
    given(b, 101, '2026-12-31')
    given(c, 1000, '2026-11-11')
    given(a, 5000, '2026-09-30')
    given(a, 7000, '2027-01-01')
    takenBack(given(a, 40, '2026-10-05'))
    expect(await quarter('person')).toMatchObject({
      total: 3,
      earned: 1441,
      taken: 40,
      rows: [
        { resident: c, person: { name: '王*兰' }, household: null, people: 1, points: 1000, mean: 1000 },
        { resident: a, household: '0117', points: 300 },
        { resident: b, points: 101 },
      ],
    })
    expect(await quarter('household')).toMatchObject({
      total: 2,
      earned: 1441,
      rows: [
        { resident: c, household: null, people: 1, points: 1000 },
        { resident: null, person: null, household: '0117', people: 2, points: 401, mean: 200 },
      ],
    })
    expect((await quarter('person', 0, '2026-Q3')).rows).toMatchObject([{ resident: a, points: 5000 }])
    expect(rig.audit().at(-1)).toMatchObject({ action: 'credit.quarterOpened', actor: rig.clerk })
  })

  it('has twenty lines on a page', async () => {
    const people = Array.from({ length: 23 }, rig.scored)
    people.forEach((resident, index) => given(resident, 100 + index, '2026-11-20'))
    const pages = [await quarter('person'), await quarter('person', 1), await quarter('person', 2)]
    expect(pages.map(({ total, rows }) => [total, rows.length])).toEqual([
      [23, 20],
      [23, 3],
      [23, 0],
    ])
    const listed = pages.flatMap(({ rows }) => rows.map(({ resident }) => resident))
    expect(new Set(listed)).toEqual(new Set(people))
  })

  it('counts what was made before a join for the person with the card', async () => {
    const resident = rig.scored()
    const { resident: provisional } = rig.handlers['people.addProvisional'](
      { commandId: rig.newId(), name: '王秀兰', birthYear: 1945, sex: 'female' },
      rig.page,
    ) as { resident: string }
    given(resident, 100, '2026-11-20')
    given(provisional, 50, '2026-11-20')
    describeAs(provisional, '0042')
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect((await quarter('person')).rows).toMatchObject([{ resident, household: '0042', points: 150 }])
    expect(open(provisional)).toMatchObject({ balance: 150, total: 2, household: '0042' })
  })
})

describe('a quarter as a file', () => {
  const save = async (
    commandId = rig.newId(),
    by: 'person' | 'household' = 'person',
  ): Promise<{ where: string; file: string }> =>
    ledger['credit.saveQuarter']({ commandId, quarter: '2026-Q4', by }, rig.page)

  it('lies in the station’s folder, readable by its user alone, with masked names', async () => {
    const resident = rig.scored()
    describeAs(resident, '0117')
    given(resident, 1250, '2026-11-20')
    const { where, file } = await save()
    expect(where).toBe('folder')
    const path = join(exportFolder, file)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toBe(
      '\uFEFF姓名,户号,人数,积分,人均积分,服务分钟\r\n王*兰,0117,1,12.5,12.5,0\r\n',
    )
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'credit.quarterSaved',
      detail: { quarter: '2026-Q4', by: 'person', rows: 1, where: 'folder' },
    })
  })

  it('goes onto a memory stick that is there, and into the folder when it takes nothing', async () => {
    given(rig.scored(), 100, '2026-11-20')
    const stick = testFolder()
    rig.sticks.push(stick)
    const first = await save()
    expect(first.where).toBe('stick')
    expect(readdirSync(stick)).toEqual([first.file])
    expect(existsSync(exportFolder)).toBe(false)
    // What is mounted there is no folder: nothing can be written.
    const broken = join(testFolder(), 'broken')
    writeFileSync(broken, '')
    rig.sticks.splice(0, 1, broken)
    expect((await save()).where).toBe('folder')
    expect(readdirSync(exportFolder)).toHaveLength(1)
  })

  it('an empty folder that a pulled stick left is no stick', async () => {
    const root = join(testFolder(), 'usb')
    mkdirSync(root)
    const real = createStick({ roots: () => Promise.resolve([root]), newId: rig.newId })
    expect(await real.folder()).toBeNull()
    const memory = createStick({ roots: () => Promise.resolve(['/proc']), newId: rig.newId })
    expect(await memory.folder()).toBe('/proc')
  })

  it('is written once for one press, and by clerks alone', async () => {
    given(rig.scored(), 100, '2026-11-20')
    const commandId = rig.newId()
    const first = await save(commandId)
    expect(await save(commandId)).toEqual(first)
    expect(readdirSync(exportFolder)).toEqual([first.file])
    const technician = await rig.colleague(['technician'])
    const input = { commandId: rig.newId(), quarter: '2026-Q4', by: 'person' } as const
    await expect(ledger['credit.saveQuarter'](input, technician.page)).rejects.toThrow(
      errorWith('notAllowed'),
    )
    await expect(ledger['credit.quarter']({ ...input, page: 0 }, technician.page)).rejects.toThrow(
      errorWith('notAllowed'),
    )
    expect(readdirSync(exportFolder)).toHaveLength(1)
  })

  it('holds no cell that an office program would run', () => {
    expect(csvText([['=1+1', '+A1', '@x', '-x', '\tx', '-2.5', 'a,b', 'say "hi"', 'two\nlines', '']])).toBe(
      `\uFEFF'=1+1,'+A1,'@x,'-x,'\tx,-2.5,"a,b","say ""hi""","two\nlines",\r\n`,
    )
  })
})

describe('households', () => {
  it('are kept where nothing is said, changed, and taken away by an empty text', () => {
    const resident = rig.scored()
    expect(householdOf(resident)).toBeNull()
    describeAs(resident, '0117')
    describeAs(resident, null)
    expect(householdOf(resident)).toBe('0117')
    describeAs(resident, '0118-A')
    expect(householdOf(resident)).toBe('0118-A')
    describeAs(resident, '')
    expect(householdOf(resident)).toBeNull()
  })

  it('of two entries that are joined, the one of the person with the card stays', () => {
    const resident = rig.scored()
    const { resident: provisional } = rig.handlers['people.addProvisional'](
      { commandId: rig.newId(), name: '王秀兰', birthYear: 1945, sex: 'female' },
      rig.page,
    ) as { resident: string }
    describeAs(resident, '0001')
    describeAs(provisional, '0002')
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(householdOf(resident)).toBe('0001')
    expect(rig.count('household_member')).toBe(1)
  })
})

describe('how points are earned', () => {
  it('is told to everybody: every rule in force today, and none that is switched off', () => {
    const { rules } = calls['credit.rules'].output.parse(ledger['credit.rules']({}, rig.newId()))
    const { items } = rig.parts.catalogue()
    const isInForce = (id: string): boolean =>
      items
        .find((item) => item.id === id)
        ?.revisions.some(
          ({ enabled, from, until }) => enabled && from <= '2026-11-24' && (until ?? '9') >= '2026-11-24',
        ) ?? false
    expect(rules.map(({ id }) => id)).toEqual(items.map(({ id }) => id).filter(isInForce))
    expect(rules.length).toBeLessThan(items.length)
    expect(rules.every(({ initials }) => /^[A-Z]+$/.test(initials))).toBe(true)
    const found = rules.find(({ id }) => id === 'D06')
    expect(found).toMatchObject({ award: { kind: 'perEvent', amount: 200 }, approval: 'second' })
  })

  it('follows the rules as they stand', () => {
    rig.change('D06', { enabled: false })
    const { rules } = calls['credit.rules'].output.parse(ledger['credit.rules']({}, rig.newId()))
    expect(rules.map(({ id }) => id)).not.toContain('D06')
  })
})
