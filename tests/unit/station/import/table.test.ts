import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../../../electron/station/credit/csv.ts'
import { readTable } from '../../../../electron/station/roster/read-table.ts'
import { refusalOf, type TableRow } from '../../../../electron/station/roster/table.ts'
import { gb18030, xlsx, zip } from '../../../support/rosters.ts'

const csv = (text: string): Promise<TableRow[]> => readTable(Buffer.from(text, 'utf8'))
const cells = async (table: Promise<TableRow[]>): Promise<(readonly string[])[]> =>
  (await table).map((row) => row.cells)

const refused = async (bytes: Buffer | string): Promise<string | null> => {
  try {
    await readTable(Buffer.from(bytes))
    return null
  } catch (error) {
    return refusalOf(error) ?? String(error)
  }
}

const two = [
  ['姓名', '身份证号'],
  ['王秀兰', '119999194503071234'],
]
const text = '姓名,身份证号\r\n王秀兰,119999194503071234\r\n'

describe('CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['GB 18030', gb18030(text)],
    ['UTF-16, as Excel saves Unicode text', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['semicolons', Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', Buffer.from(text.replaceAll(',', '\t'))],
    ['quotes', Buffer.from('"姓名","身份证号"\n"王秀兰","119999194503071234"')],
  ])('in %s is the same table', async (_, bytes) => {
    expect(await cells(readTable(bytes))).toEqual(two)
  })

  it('counts rows as a spreadsheet does, empty ones and those with a line break too', async () => {
    const table = await csv('姓名,住址\n\n王秀兰,"一行\n又一行"\n,\n李强,二队\n')
    expect(table).toEqual([
      { row: 1, cells: ['姓名', '住址'] },
      { row: 3, cells: ['王秀兰', '一行\n又一行'] },
      { row: 5, cells: ['李强', '二队'] },
    ])
  })

  it('what csvText writes is read as it was, and nothing of it is a formula', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (drawn) => {
          const plain = drawn.map((row) =>
            row.map((cell) => cell.replaceAll(/[\0\uFEFF\p{Surrogate}]/gu, '').trim()),
          )
          const rows = [['姓名', '队伍'], ...plain]
          const read = await cells(csv(csvText(rows)))
          const wanted = rows
            .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
            .filter((row) => row.length > 0)
          expect(read.map((row) => row.map((cell) => cell.replaceAll(/\r\n?/g, '\n')))).toEqual(
            wanted.map((row) =>
              row.map((cell) =>
                (/^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell).replaceAll(
                  /\r\n?/g,
                  '\n',
                ),
              ),
            ),
          )
          expect(read.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([])
        },
      ),
      { numRuns: 60 },
    ))

  it.each([
    ['empty', ''],
    ['empty', '\uFEFF'],
    ['empty', '\r\n,,\r\n'],
    ['quotes', '姓名,队伍\n"王秀兰,一队\n李强,二队\n'],
    ['notTable', 'a\0b'],
    ['encoding', Buffer.of(0xff, 0xff, 0xff, 0x80, 0x20)],
    ['notTable', '%PDF-1.7 and so on'],
    ['picture', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['picture', Buffer.of(0xff, 0xd8, 0xff, 0xe0)],
    ['oldExcel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['tooManyColumns', Array.from({ length: 41 }, () => 'a').join(',')],
    ['tooManyRows', 'a\n'.repeat(50_001)],
  ])('is refused as %s', async (why, bytes) => {
    expect(await refused(Buffer.from(bytes as string))).toBe(why)
  })

  it('of 50 000 rows is read', async () => {
    expect(await csv('a\n'.repeat(50_000))).toHaveLength(50_000)
  })
})

describe('Excel', () => {
  it('texts, figures and days become what a person reads', async () => {
    const table = readTable(
      await xlsx([
        ['姓名', '身份证号', '出生', '户号'],
        ['王秀兰', '119999194503071234', new Date(Date.UTC(1945, 2, 7)), 12],
      ]),
    )
    expect(await cells(table)).toEqual([
      ['姓名', '身份证号', '出生', '户号'],
      ['王秀兰', '119999194503071234', '1945-03-07', '12'],
    ])
  })

  it('a number that was typed as a figure shows that its end is lost', async () => {
    const table = readTable(await xlsx([['身份证号'], [119999194503071230]]))
    expect((await table)[1]?.cells).toEqual(['1.1999919450307123e+17'])
  })

  it('rows keep their numbers, empty ones between them too', async () => {
    const table = await readTable(
      await xlsx([
        ['花名册', null],
        [null, null],
        ['姓名', '队伍'],
        ['李强', null],
      ]),
    )
    expect(table.map(({ row }) => row)).toEqual([1, 3, 4])
  })

  it('a team that is merged over several rows is every row’s', async () => {
    const table = readTable(
      await xlsx([
        [{ value: '花名册', columnSpan: 2 }, null],
        ['队伍', '姓名'],
        [{ value: '一队', rowSpan: 3 }, '王秀兰'],
        [null, '李强'],
        [null, '于海'],
        ['二队', '毕胜'],
        [null, '丛花'],
      ]),
    )
    expect(await cells(table)).toEqual([
      ['花名册'],
      ['队伍', '姓名'],
      ['一队', '王秀兰'],
      ['一队', '李强'],
      ['一队', '于海'],
      ['二队', '毕胜'],
      ['', '丛花'],
    ])
  })

  it('a formula is its text, and never runs', async () => {
    const table = readTable(await xlsx([['姓名'], ["=cmd|' /C calc'!A0"], ['@SUM(1)']]))
    expect((await cells(table)).flat()).toEqual(['姓名', "=cmd|' /C calc'!A0", '@SUM(1)'])
  })

  it('ten thousand rows are read', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [`王${String(index)}`, '一队'])
    expect(await readTable(await xlsx(rows))).toHaveLength(10_000)
  })

  it.each([
    ['a zip of something else', zip([{ name: 'a.txt', content: Buffer.from('hello') }]), 'notTable'],
    ['half a file', Buffer.from('PK\x03\x04 and no more', 'latin1'), 'damaged'],
    [
      'a small zip that says it is huge',
      zip([{ name: 'a', content: Buffer.from('x'), told: 700_000_000 }]),
      'bomb',
    ],
    ['a bomb', zip([{ name: 'xl/a', content: Buffer.alloc(30_000_000) }]), 'bomb'],
    [
      'a bomb that says it is small',
      zip([{ name: 'xl/a', content: Buffer.alloc(30_000_000), told: 100 }]),
      'damaged',
    ],
    [
      'a directory without end',
      zip(Array.from({ length: 1001 }, (_, index) => ({ name: String(index), content: Buffer.alloc(0) }))),
      'bomb',
    ],
  ])('%s is refused', async (_, bytes, why) => {
    const began = performance.now()
    expect(await refused(bytes)).toBe(why)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('a sheet with nothing in it is empty', async () => {
    expect(await refused(await xlsx([[null]]))).toBe('empty')
  })
})
