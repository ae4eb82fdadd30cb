import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RosterFault, RosterState } from '../../../../electron/contract/roster.ts'
import { findByNumber, nameOf, teamsOf, volunteerNoOf } from '../../../../electron/residents/store.ts'
import { householdOf } from '../../../../electron/residents/households.ts'
import { readTable } from '../../../../electron/station/roster/read-table.ts'
import { visitorOfCard } from '../../../../electron/station/visitor.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { openRosters, type RosterRig } from '../../../support/roster-rig.ts'
import { csvOf, xlsx, zip } from '../../../support/rosters.ts'
import { errorWith } from '../../../support/test-store.ts'
import { tracesIn } from '../../../support/traces-of-text.ts'

let rig: RosterRig

beforeEach(async () => {
  rig = await openRosters()
})

const { ids, describePerson, open } = peopleAt(() => rig)
const number = syntheticNumber('1945-03-07', 12)
const another = syntheticNumber('1950-01-02', 7)
const wang = {
  name: '王秀兰',
  idNumber: number,
  team: '巧厨娘、净滩队',
  volunteerNo: 'OW-0117',
  household: '12',
}

const faults = async (page = 0): Promise<RosterFault[]> => (await rig.ask('roster.faults', { page })).faults
const importAll = async (...rows: Parameters<typeof csvOf>): Promise<RosterState> => {
  rig.lay('list.csv', csvOf(...rows))
  await rig.preview('list.csv')
  await rig.confirm()
  return rig.reaches('done')
}
const knownBy = (idNumber: string) =>
  rig.parts.store.read((tx) => findByNumber(tx, rig.parts.cipher, idNumber))
const actions = (): string[] =>
  rig
    .audit()
    .map(({ action }) => action)
    .filter((action) => action.startsWith('roster.'))

describe('before anybody confirms', () => {
  it('counts who is new, who is known and which rows are wrong, and writes nothing', async () => {
    const known = rig.person({ idNumber: another, birth: '1950-01-02' })
    rig.lay(
      'list.csv',
      csvOf(wang, { name: '旧人', idNumber: another }, { name: '李强' }, { name: '', birth: '1950' }, wang),
    )
    const before = rig.everything()
    expect(await rig.preview('list.csv')).toEqual({
      stage: 'preview',
      file: 'list.csv',
      counts: { fresh: 1, known: 1, faulty: 3 },
    })
    expect(await faults()).toEqual([
      { row: 4, person: { name: '李*', rareName: false }, fault: 'birthMissing', other: null },
      { row: 5, person: null, fault: 'nameMissing', other: null },
      { row: 6, person: { name: '王*兰', rareName: false }, fault: 'twice', other: 2 },
    ])
    expect(rig.everything()).toBe(before)
    expect(known).toBe(knownBy(another)?.id)
  })

  it('a hundred wrong rows come six at a time', async () => {
    rig.lay('list.csv', csvOf(...Array.from({ length: 100 }, () => ({ name: '李强' }))))
    await rig.preview('list.csv')
    expect((await faults()).map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7])
    expect((await faults(16)).map(({ row }) => row)).toEqual([98, 99, 100, 101])
    expect((await rig.ask('roster.faults', { page: 0 })).total).toBe(100)
  })

  it('staff put the columns right, and go back to them', async () => {
    rig.lay('list.csv', `谁,号\n王秀兰,${number}\n`)
    await rig.openFile('list.csv')
    const found = await rig.reaches('columns')
    expect(found).toMatchObject({
      rows: 1,
      columns: [
        { header: '谁', field: null },
        { header: '号', field: null },
      ],
    })
    await expect(rig.ask('roster.assign', { fields: [null, 'idNumber'] })).rejects.toThrow(
      errorWith('badInput'),
    )
    await rig.ask('roster.assign', { fields: [null, 'name'] })
    expect(await rig.reaches('preview')).toMatchObject({ counts: { fresh: 0, faulty: 1 } })
    expect((await rig.ask('roster.back', {})).state.stage).toBe('columns')
    await rig.ask('roster.assign', { fields: ['name', 'idNumber'] })
    expect(await rig.reaches('preview')).toMatchObject({ counts: { fresh: 1, faulty: 0 } })
  })

  it('a volunteer number of somebody else is a fault, one’s own is not', async () => {
    const resident = rig.person({ idNumber: another, birth: '1950-01-02' })
    describePerson(resident, { volunteerNo: 'OW0117' })
    rig.lay('list.csv', csvOf(wang, { name: '旧人', idNumber: another, volunteerNo: 'OW-0117' }))
    expect(await rig.preview('list.csv')).toMatchObject({ counts: { fresh: 0, known: 0, faulty: 2 } })
    expect((await faults()).map((one) => one.fault)).toEqual(['volunteerNoTaken', 'volunteerNoTwice'])
  })

  it.each([
    ['picture', 'photo.xlsx', Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    ['oldExcel', 'old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['empty', 'empty.csv', ''],
    ['bomb', 'bomb.xlsx', zip([{ name: 'xl/a', content: Buffer.alloc(30_000_000) }])],
  ] as const)(
    'a file that is %s is refused by a reason, and another one can be taken',
    async (why, name, bytes) => {
      rig.lay(name, bytes)
      expect(await rig.preview(name)).toEqual({ stage: 'refused', file: name, why })
      rig.lay('list.csv', csvOf(wang))
      expect((await rig.preview('list.csv')).stage).toBe('preview')
    },
  )

  it('only tables are listed, those of the station’s own folder too; a file that is gone is said to be', async () => {
    rig.lay('photo.jpg', 'x')
    rig.lay('.hidden.csv', 'x')
    mkdirSync(rig.importFolder)
    writeFileSync(join(rig.importFolder, 'own.csv'), csvOf(wang))
    const path = rig.lay('list.xlsx', await xlsx([['姓名']]))
    const { files } = await rig.ask('roster.files', {})
    expect(files.map(({ name }) => name).sort()).toEqual(['list.xlsx', 'own.csv'])
    rmSync(path)
    const gone = files.find(({ name }) => name === 'list.xlsx')
    await expect(rig.ask('roster.open', { file: gone?.id })).rejects.toThrow(errorWith('notFound'))
    await expect(rig.ask('roster.open', { file: 'never' })).rejects.toThrow(errorWith('notFound'))
    expect((await rig.preview('own.csv')).stage).toBe('preview')
  })

  it('is forgotten when somebody cancels, and ten minutes after nobody looked any more', async () => {
    rig.lay('list.csv', csvOf(wang))
    await rig.preview('list.csv')
    expect((await rig.ask('roster.cancel', {})).state).toEqual({ stage: 'none' })
    await rig.preview('list.csv')
    await rig.clock.advanceAsync(9 * 60_000)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: '271828' })
    expect((await rig.ask('roster.state', {})).state.stage).toBe('preview')
    await rig.clock.advanceAsync(10 * 60_000)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: '271828' })
    expect((await rig.ask('roster.state', {})).state).toEqual({ stage: 'none' })
    await expect(rig.confirm()).rejects.toThrow(errorWith('notFound'))
  })

  it('is nobody else’s', async () => {
    rig.lay('list.csv', csvOf(wang))
    await rig.preview('list.csv')
    const page = rig.newId()
    await rig.desk.signIn(page, { account: rig.head, pin: '314159' })
    expect((await rig.ask('roster.state', {}, page)).state).toEqual({ stage: 'none' })
    await expect(rig.ask('roster.confirm', { commandId: rig.newId() }, page)).rejects.toThrow(
      errorWith('notFound'),
    )
    await expect(rig.ask('roster.faults', { page: 0 }, page)).rejects.toThrow(errorWith('notFound'))
  })
})

describe('saving', () => {
  it('a person with number, team, volunteer number and household is found as staff look for people', async () => {
    expect(await importAll(wang)).toEqual({
      stage: 'done',
      file: 'list.csv',
      end: 'all',
      added: 1,
      completed: 0,
      left: 0,
      faulty: 0,
    })
    const [id = ''] = ids('wxl')
    expect(ids(number.slice(-4))).toEqual([id])
    expect(ids('OW0117')).toEqual([id])
    expect(open(id)).toMatchObject({
      number: `1199**********${number.slice(-4)}`,
      volunteerNo: 'OW-0117',
      household: '12',
      cardSeen: false,
      person: { teams: ['净滩队', '巧厨娘'], birthYear: 1945, sex: 'female', provisional: false },
      consents: { scoring: null, sharing: null },
    })
    expect(rig.records().map(({ type, data }) => [type, data])).toEqual([
      ['cn.wmsj.resident.registered.v1', { resident: id, ageBand: '80-89', sex: '2', cardKind: 'resident' }],
    ])
  })

  it('the card finds the person of the list, and has the last word on the name', async () => {
    await importAll({ ...wang, name: '王秀蓝' })
    const before = knownBy(number)
    const action = { at: rig.clock.now(), tap: rig.newId() }
    const holder = {
      kind: 'resident',
      name: '王秀兰',
      idNumber: number,
      birth: '1945-03-07',
      sexCode: '2',
      validTo: '2035-01-01',
    } as const
    const come = () =>
      rig.parts.store.transaction((tx) =>
        visitorOfCard(tx, rig.parts, action, { holder, today: '2026-11-24', inCrowd: false }),
      )
    expect(come()).toMatchObject({ resident: { id: before?.id, validTo: '2035-01-01' }, firstVisit: true })
    expect(come().firstVisit).toBe(false)
    const { store, cipher } = rig.parts
    expect(store.read((tx) => nameOf(tx, cipher, before?.id ?? ''))).toBe('王秀兰')
    expect(rig.records()).toHaveLength(1)
    expect(open(before?.id ?? '').cardSeen).toBe(true)
  })

  it('who is known keeps everything, and gets what was missing', async () => {
    const resident = rig.person({ name: '单田芳', idNumber: number })
    describePerson(resident, { volunteerNo: 'OLD-1', teams: ['读书会'] })
    expect(await importAll(wang)).toMatchObject({ added: 0, completed: 1 })
    rig.parts.store.read((tx) => {
      expect(nameOf(tx, rig.parts.cipher, resident)).toBe('单田芳')
      expect(volunteerNoOf(tx, resident)).toBe('OLD-1')
      expect(teamsOf(tx, resident)).toEqual(['净滩队', '巧厨娘', '读书会'])
      expect(householdOf(tx, resident)).toBe('12')
    })
    expect(await importAll(wang)).toMatchObject({ added: 0, completed: 0 })
  })

  it('the same list twice adds nobody, those without a number neither', async () => {
    const nameless = { name: '李强', birth: '1950', team: '一队' }
    expect(await importAll(wang, nameless)).toMatchObject({ added: 2 })
    expect(await importAll(wang, nameless)).toMatchObject({ added: 0, completed: 0 })
    expect(rig.count('resident')).toBe(2)
  })

  it('without a number, somebody of the same name and year with a card is not guessed at', async () => {
    rig.person({ name: '李强', birth: '1950-08-01' })
    rig.lay('list.csv', csvOf({ name: '李强', birth: '1950' }, { name: '李强', birth: '1951' }))
    expect(await rig.preview('list.csv')).toMatchObject({ counts: { fresh: 1, faulty: 1 } })
    expect((await faults())[0]).toMatchObject({ row: 2, fault: 'namesake' })
  })

  it('somebody without a number is provisional and can be joined with a card', async () => {
    await importAll({ name: '李强', birth: '1950', sex: '男' })
    const [provisional = ''] = ids('lq')
    expect(open(provisional).person).toMatchObject({ provisional: true, birthYear: 1950, sex: 'male' })
    const resident = rig.person({ name: '李强', birth: '1950-08-01' })
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(ids('lq')).toEqual([resident])
  })

  it('comes in batches of at most sixty with time between them, and cancelling keeps whole people', async () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      name: '王秀兰',
      idNumber: syntheticNumber('1950-01-01', index),
    }))
    rig.lay('list.csv', csvOf(...many))
    await rig.preview('list.csv')
    expect(await rig.confirm()).toMatchObject({ stage: 'saving', done: 60, total: 200, stopping: false })
    expect(rig.count('resident')).toBe(60)
    const other = rig.newId()
    await rig.desk.signIn(other, { account: rig.head, pin: '314159' })
    await expect(rig.openFile('list.csv', other)).rejects.toThrow(errorWith('conflict'))
    await rig.clock.advanceAsync(1)
    expect(rig.count('resident')).toBe(120)
    const stopping = (await rig.ask('roster.cancel', {})).state
    expect(stopping).toMatchObject({ stage: 'saving', stopping: true })
    const done = await rig.reaches('done')
    expect(done).toMatchObject({
      end: 'cancelled',
      added: rig.count('resident'),
      left: 200 - rig.count('resident'),
    })
    expect(rig.count('resident')).toBe(rig.records().length)
    expect(rig.count('resident')).toBeLessThan(200)
    expect(rig.audit().at(-1)).toMatchObject({
      actor: rig.clerk,
      action: 'roster.imported',
      detail: { end: 'cancelled', added: rig.count('resident') },
    })
    expect(await importAll(...many)).toMatchObject({
      end: 'all',
      added: 200 - (done.stage === 'done' ? done.added : 0),
    })
  })

  it('a card that comes between looking and saving is not registered twice', async () => {
    rig.lay('list.csv', csvOf(wang))
    await rig.preview('list.csv')
    const resident = rig.person({ name: '王秀兰', idNumber: number })
    await rig.confirm()
    expect(await rig.reaches('done')).toMatchObject({ added: 0, completed: 1 })
    expect(ids('wxl')).toEqual([resident])
  })

  it('a volunteer number that was given away meanwhile is left with whom it was given to', async () => {
    rig.lay('list.csv', csvOf(wang))
    await rig.preview('list.csv')
    const resident = rig.person()
    describePerson(resident, { volunteerNo: 'OW0117' })
    await rig.confirm()
    expect(await rig.reaches('done')).toMatchObject({ added: 1 })
    expect(ids('OW0117')).toEqual([resident])
  })

  it('ends, and says where, when the clerk is no clerk any more', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      name: '王秀兰',
      idNumber: syntheticNumber('1950-01-01', index),
    }))
    rig.lay('list.csv', csvOf(...many))
    await rig.preview('list.csv')
    await rig.confirm()
    rig.parts.store.transaction((tx) =>
      tx.run(`update staff set roles = '["council"]' where id = ?`, rig.clerk),
    )
    await rig.clock.advanceAsync(100)
    expect(rig.count('resident')).toBe(60)
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'roster.imported',
      detail: { end: 'notAllowed', left: 40 },
    })
  })

  it('the same confirmation again saves nothing twice', async () => {
    rig.lay('list.csv', csvOf(wang))
    await rig.preview('list.csv')
    const commandId = rig.newId()
    await rig.ask('roster.confirm', { commandId })
    await rig.reaches('done')
    expect((await rig.ask('roster.confirm', { commandId })).state.stage).toBe('done')
    await expect(rig.confirm()).rejects.toThrow(errorWith('conflict'))
    expect(rig.count('resident')).toBe(1)
  })

  it('is noted without a name or a number, and neither stands readable in the database', async () => {
    await importAll(wang)
    expect(actions()).toEqual(['roster.listed', 'roster.opened', 'roster.confirmed', 'roster.imported'])
    expect(rig.audit().find(({ action }) => action === 'roster.confirmed')?.detail).toEqual({
      fresh: 1,
      known: 0,
      faulty: 0,
    })
    expect(tracesIn(rig.dir, ['王秀兰', number])).toEqual([])
  })
})

describe('the rows that were left out', () => {
  it('are written beside the list, formulas as text, and can be put right and read again', async () => {
    rig.lay(
      'list.csv',
      csvOf({ name: '=1+1', idNumber: number }, { name: '李强', idNumber: `${number.slice(0, 17)}?` }, wang),
    )
    await rig.preview('list.csv')
    const { file } = await rig.ask('roster.saveFaults', { commandId: rig.newId() })
    expect(readdirSync(rig.stick).sort()).toEqual(['list.csv', file].sort())
    const bytes = readFileSync(join(rig.stick, file))
    expect(bytes.toString().includes(`'=1+1,'${number}`)).toBe(true)
    const rows = (await readTable(bytes)).map(({ cells }) => cells)
    expect(rows[0]?.slice(0, 4)).toEqual(['行', '哪里不对', '姓名', '身份证号'])
    expect(rows.slice(1).map((cells) => cells.slice(0, 2))).toEqual([
      ['2', '姓名里有不是字的符号'],
      ['3', '身份证号里有不该有的字'],
    ])
    rig.lay('again.csv', bytes.toString().replace("'=1+1", '于海'))
    expect(await rig.preview('again.csv')).toMatchObject({ counts: { fresh: 1, faulty: 1 } })
  })

  it('are written nowhere else when the stick was pulled', async () => {
    const path = rig.lay('list.csv', csvOf({ name: '李强' }))
    await rig.preview('list.csv')
    rmSync(path)
    await expect(rig.ask('roster.saveFaults', { commandId: rig.newId() })).rejects.toThrow(
      errorWith('notFound'),
    )
    expect(readdirSync(rig.stick)).toEqual([])
  })
})
