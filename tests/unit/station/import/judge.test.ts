import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  rosterFields,
  rowFaultCode,
  type RosterField,
  type RosterFault,
} from '../../../../electron/contract/roster.ts'
import { rosterHeaders, rosterWords } from '../../../../electron/contract/words/roster.ts'
import { columnsOf, findHeads } from '../../../../electron/station/roster/columns.ts'
import {
  createDoubles,
  isFault,
  judgeRow,
  type RosterPerson,
} from '../../../../electron/station/roster/judge.ts'
import type { TableRow } from '../../../../electron/station/roster/table.ts'
import { syntheticNumber } from '../../../support/people.ts'

const today = '2026-11-24'
const number = syntheticNumber('1945-03-07', 12)

const judge = (cells: Partial<Record<RosterField, string>>): RosterPerson | RosterFault =>
  judgeRow({ row: 7, cells: rosterFields.map((field) => cells[field] ?? '') }, rosterFields, today)

const person = (cells: Partial<Record<RosterField, string>>): RosterPerson => {
  const judged = judge(cells)
  if (isFault(judged)) throw new Error(judged.fault)
  return judged
}

const fault = (cells: Partial<Record<RosterField, string>>): string | null => {
  const judged = judge(cells)
  return isFault(judged) ? judged.fault : null
}

describe('a row with a number', () => {
  it('takes birth and sex from it', () => {
    expect(person({ name: '王秀兰', idNumber: number })).toEqual({
      row: 7,
      name: '王秀兰',
      card: { idNumber: number, kind: 'resident' },
      birth: '1945-03-07',
      sexCode: '2',
      volunteerNo: null,
      teams: [],
      household: null,
    })
  })

  it.each([
    ['blanks', `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`],
    ['the mark of a text', `'${number}`],
    [
      'full-width digits',
      number.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    ],
  ])('typed with %s is the same', (_, typed) => {
    expect(person({ name: '王秀兰', idNumber: typed }).card?.idNumber).toBe(number)
  })

  it('with a small x is the card’s', () => {
    const withX = Array.from({ length: 50 }, (_, order) => syntheticNumber('1950-01-01', order)).find((one) =>
      one.endsWith('X'),
    )
    expect(person({ name: '李强', idNumber: withX?.toLowerCase() ?? '' }).card?.idNumber).toBe(withX)
  })

  it.each([
    ['idShort', number.slice(0, 17)],
    ['idLong', `${number}1`],
    ['idOdd', number.replace('1', '壹')],
    ['idOdd', `${number.slice(0, 10)}X${number.slice(11)}`],
    ['idOld', '119999450307123'],
    ['idForeign', 'UTO999801010123'],
    ['idFigure', '1.19999194503071E+17'],
    ['idFigure', '1.1999919450307123e+17'],
    ['idCheck', `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`],
    ['idBirth', syntheticNumber('1945-13-07', 1)],
    ['idBirth', syntheticNumber('1945-02-30', 1)],
    ['child', syntheticNumber('2015-02-03', 1)],
    ['child', syntheticNumber('2030-02-03', 1)],
    ['tooOld', syntheticNumber('1900-02-03', 1)],
  ])('that is wrong: %s', (why, idNumber) => {
    expect(fault({ name: '王秀兰', idNumber })).toBe(why)
  })

  it('one digit changed anywhere is never taken for somebody else', () => {
    fc.assert(
      fc.property(fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = String((Number(number[at]) + by) % 10)
        const changed = number.slice(0, at) + digit + number.slice(at + 1)
        expect(fault({ name: '王秀兰', idNumber: changed })).not.toBeNull()
      }),
    )
  })

  it('must agree with what the sheet says besides', () => {
    const row = { name: '王秀兰', idNumber: number }
    for (const birth of [
      '1945-03-07',
      '1945/3/7',
      '1945年3月7日',
      '1945',
      '1945.03',
      '19450307',
      '1945-03-07 00:00:00',
    ])
      expect(fault({ ...row, birth })).toBeNull()
    for (const sex of ['女', '2', 'F', '']) expect(fault({ ...row, sex })).toBeNull()
    expect(fault({ ...row, birth: '1945-03-08' })).toBe('birthDiffers')
    expect(fault({ ...row, birth: '1946' })).toBe('birthDiffers')
    expect(fault({ ...row, sex: '男' })).toBe('sexDiffers')
    expect(fault({ ...row, sex: '女人' })).toBe('sexOdd')
  })
})

describe('a row without a number', () => {
  it('is somebody of a year, whom a card joins later', () => {
    expect(person({ name: '李强', birth: '1950-05-06', sex: '男' })).toMatchObject({
      card: null,
      birth: '1950-07-01',
      sexCode: '1',
    })
  })

  it.each([
    ['birthMissing', ''],
    ['birthOdd', '1950-13-01'],
    ['birthOdd', '1950-02-30'],
    ['birthOdd', '五十年代'],
    ['birthOdd', '50'],
    ['child', '2015'],
    ['child', '2090'],
    ['tooOld', '1890'],
  ])('is left out: %s', (why, birth) => {
    expect(fault({ name: '李强', birth })).toBe(why)
  })
})

describe('names, codes and teams', () => {
  it.each([
    ['nameMissing', ''],
    ['nameMissing', "'"],
    ['nameLong', '王'.repeat(200)],
    ['nameOdd', "=cmd|' /C calc'!A0"],
    ['nameOdd', '王秀兰1'],
    ['nameOdd', '😀'],
    ['nameOdd', '*'],
  ])('a name that is none: %s', (why, name) => {
    expect(fault({ name, birth: '1950' })).toBe(why)
  })

  it.each(['王秀兰', '阿依·买买提', '𬭚', "O'Brien Mary", '王  秀'])('a name that is one: %s', (name) => {
    expect(fault({ name, birth: '1950' })).toBeNull()
  })

  it('teams are cut at what stands between them, each once', () => {
    expect(person({ name: '李强', birth: '1950', team: '一队、 二队，一队;三队' }).teams).toEqual([
      '一队',
      '二队',
      '三队',
    ])
    expect(fault({ name: '李强', birth: '1950', team: '队'.repeat(21) })).toBe('teamLong')
    expect(fault({ name: '李强', birth: '1950', team: '一、二、三、四、五、六' })).toBe('teamsMany')
  })

  it('codes are capitals, digits and hyphens', () => {
    const row = { name: '李强', birth: '1950' }
    expect(person({ ...row, volunteerNo: ' ow-0117 ', household: '12' })).toMatchObject({
      volunteerNo: 'OW-0117',
      household: '12',
    })
    expect(fault({ ...row, volunteerNo: '甲1' })).toBe('volunteerNoOdd')
    expect(fault({ ...row, household: '1234567890123' })).toBe('householdOdd')
  })

  it('a fault names the row and a masked person, and every one has a sentence', () => {
    expect(judge({ name: '王秀兰' })).toEqual({
      row: 7,
      person: { name: '王*兰', rareName: false },
      fault: 'birthMissing',
      other: null,
    })
    for (const code of rowFaultCode.options) expect(rosterWords.fault(code, 96)).toMatch(/\p{Script=Han}{3}/u)
    expect(rosterWords.fault('twice', 96)).toContain('96')
  })
})

describe('two rows of one sheet', () => {
  const row = (change: Partial<RosterPerson>): RosterPerson => ({
    ...person({ name: '李强', birth: '1950' }),
    ...change,
  })

  it('the second of one person, or of one volunteer number, is left out and names the first', () => {
    const doubleOf = createDoubles()
    const card = { idNumber: number, kind: 'resident' } as const
    expect(doubleOf(row({ row: 2, card, volunteerNo: 'OW-1' }))).toBeNull()
    expect(doubleOf(row({ row: 3, card, name: '李強' }))).toMatchObject({ fault: 'twice', other: 2 })
    expect(doubleOf(row({ row: 4, name: '于海', volunteerNo: 'OW1' }))).toMatchObject({
      fault: 'volunteerNoTwice',
      other: 2,
    })
    expect(doubleOf(row({ row: 5 }))).toBeNull()
    expect(doubleOf(row({ row: 6 }))).toMatchObject({ fault: 'twice', other: 5 })
    expect(doubleOf(row({ row: 7, birth: '1951-07-01' }))).toBeNull()
  })
})

describe('what the columns are', () => {
  const table = (...rows: string[][]): TableRow[] => rows.map((cells, index) => ({ row: index + 1, cells }))

  it('is read from the heads, under a title and whatever stands in brackets', () => {
    const { heads, fields, people } = findHeads(
      table(
        ['鸥湾村花名册'],
        ['序号', '姓 名', '身份证号（必填）*', '性别', '电话'],
        ['1', '王秀兰', number, '女', '1'],
      ),
    )
    expect(heads).toHaveLength(5)
    expect(fields).toEqual([null, 'name', 'idNumber', 'sex', null])
    expect(people.map(({ row }) => row)).toEqual([3])
  })

  it('every word for a head is known, and the first column of a kind counts', () => {
    for (const field of rosterFields)
      for (const head of rosterHeaders[field]) expect(findHeads(table([head], ['x'])).fields).toEqual([field])
    expect(findHeads(table(['姓名', '名字'], ['x', 'y'])).fields).toEqual(['name', null])
  })

  it('a file that begins with a person has no heads', () => {
    const found = findHeads(table(['王秀兰', number], ['李强', '']))
    expect(found.people).toHaveLength(2)
    expect(found.fields).toEqual([null, null])
  })

  it('shows a value of each, masked where it may name somebody', () => {
    const found = findHeads(
      table(
        ['姓名', '身份证号', '电话', '队伍'],
        ['', '', '', ''],
        ['王秀兰', number, '13900000000', '一队'],
      ),
    )
    expect(columnsOf(found, found.fields).map(({ example }) => example)).toEqual([
      '王*兰',
      `1199**********${number.slice(-4)}`,
      '1*********0',
      '一队',
    ])
  })
})
