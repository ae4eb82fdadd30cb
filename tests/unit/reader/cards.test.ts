import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IdCard } from '../../../electron/reader/card-reader.ts'
import { decodeCard, needsSecondReading } from '../../../electron/reader/sam/decode-card.ts'
import { isNumber15, isNumber18, oldNumberOf } from '../../../electron/reader/sam/id-number.ts'
import { buildText, type SimulatedCard } from '../../../electron/reader/simulated/card-image.ts'
import { crowd, numberOf, people } from '../../../electron/reader/simulated/people.ts'
import { decodeByTable } from '../../support/second-decoder.ts'

const today = '2026-11-24'

const plain: SimulatedCard = {
  id: 'plain',
  kind: 'resident',
  name: '张样三',
  sexCode: '1',
  birth: '1990-03-07',
  idNumber: '119999199003070019',
  from: '2020-01-31',
  to: '2040-01-31',
}

const decoded = (changes: Partial<SimulatedCard> = {}): IdCard =>
  decodeCard(buildText({ ...plain, ...changes }))

const person = (id: string): SimulatedCard => people(today).find((card) => card.id === id)!

/** What stands on the card, without what is concluded from it. */
const facts = (card: IdCard): object =>
  Object.fromEntries(Object.entries(card).filter(([field]) => field !== 'warnings' && field !== 'oldNumber'))

describe('the text of a card', () => {
  it('gives the person of a citizen’s card and nothing else', () => {
    expect(decoded()).toEqual({
      kind: 'resident',
      name: '张样三',
      sexCode: '1',
      birth: '1990-03-07',
      idNumber: '119999199003070019',
      validFrom: '2020-01-31',
      validTo: '2040-01-31',
      longTerm: false,
      warnings: [],
    })
  })

  it('agrees with a second decoder on every card there is', () => {
    for (const card of [...people(today), ...crowd(300, today)]) {
      const text = buildText(card)
      expect(facts(decodeCard(text))).toEqual(decodeByTable(text))
    }
  })

  it('agrees with a second decoder on any text that is well-formed', () => {
    const field = (max: number): fc.Arbitrary<string> =>
      fc.string({
        unit: fc.constantFrom('张', '·', 'A', ' ', '𬭚', '\uE863', '\u3000'),
        maxLength: Math.floor(max / 2),
      })
    fc.assert(
      fc.property(
        fc.constantFrom('resident', 'hmt', 'foreigner2017', 'foreigner2023', 'unknown'),
        field(15),
        field(46),
        (kind, name, nameEn) => {
          const text = buildText({
            ...plain,
            kind,
            name,
            nameEn,
            passNumber: 'H12345678',
            nationality: 'UTO',
          })
          expect(facts(decodeCard(text))).toEqual(decodeByTable(text))
        },
      ),
    )
  })

  it('never throws, whatever the 256 bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), (text) => {
        const card = decodeCard(text)
        expect(JSON.stringify(card).isWellFormed()).toBe(true)
        expect(card.sexCode).toHaveLength(1)
        expect(needsSecondReading(card)).toBe(true)
      }),
    )
  })

  it.each([
    ['blanks', ' '],
    ['NUL', '\0'],
    ['ideographic blanks', '\u3000'],
  ])('is trimmed of %s at the end only', (_what, padding) => {
    const text = Buffer.from(buildText(plain))
    text.write(`阿样 古丽${padding.repeat(10)}`, 0, 30, 'utf16le')
    expect(decodeCard(text).name).toBe('阿样 古丽')
  })

  it('keeps a name that fills its field', () => {
    const { name } = person('longName')
    expect(name).toHaveLength(15)
    expect(decoded({ name }).name).toBe(name)
  })
})

describe('characters', () => {
  it('takes a character of two units as it is', () => {
    expect(decoded({ name: '李样𬭚' })).toMatchObject({ name: '李样𬭚', warnings: [] })
  })

  it('marks a private-use character and keeps it', () => {
    expect(decoded({ name: '赵样\uE863' })).toMatchObject({ name: '赵样\uE863', warnings: ['privateUse'] })
    expect(decoded({ name: '赵\u{F0001}' }).warnings).toEqual(['privateUse'])
  })

  it.each(['\uD86C', '\uDC5A'])('shows half a character as U+FFFD and marks it', (half) => {
    expect(decoded({ name: `李${half}样` })).toMatchObject({ name: '李\uFFFD样', warnings: ['badSurrogate'] })
  })

  it('cuts no character in two where the name is longer than its field', () => {
    const text = Buffer.from(buildText(plain))
    text.write('样样样样样样样样样样样样样样\uD86C', 0, 30, 'utf16le')
    expect(decodeCard(text)).toMatchObject({ warnings: ['badSurrogate'] })
  })
})

describe('sex', () => {
  it.each(['0', '1', '2', '9'])('takes code %s as it is', (sexCode) => {
    expect(decoded({ sexCode })).toMatchObject({ sexCode, warnings: [] })
  })

  it.each(['3', '8', 'M', '男'])('marks code %s', (sexCode) => {
    expect(decoded({ sexCode })).toMatchObject({ sexCode, warnings: ['sexUnknown'] })
  })

  it('marks a code that is missing', () => {
    expect(decoded({ sexCode: '' })).toMatchObject({ sexCode: ' ', warnings: ['sexUnknown'] })
  })
})

describe('dates', () => {
  it('knows a card that does not end', () => {
    expect(decoded({ to: '长期' })).toMatchObject({ validTo: null, longTerm: true, warnings: [] })
  })

  it('keeps the form of a day that no calendar has, and marks it', () => {
    expect(decoded({ from: '20230230' })).toMatchObject({ validFrom: '2023-02-30', warnings: ['badDate'] })
    expect(decoded({ to: '20401301' })).toMatchObject({ validTo: '2040-13-01', warnings: ['badDate'] })
  })

  it('marks what is no date', () => {
    expect(decoded({ from: '' })).toMatchObject({ validFrom: '', warnings: ['badDate'] })
    expect(decoded({ to: '长远' })).toMatchObject({ validTo: null, longTerm: false, warnings: ['badDate'] })
    expect(decoded({ birth: '1990037' }).warnings).toEqual(['birthMismatch', 'badDate'])
  })

  it('marks a century in which nobody lives', () => {
    expect(decoded({ from: '30200131' })).toMatchObject({ validFrom: '3020-01-31', warnings: ['badDate'] })
    const card = { ...person('foreigner2017'), birth: `39${person('foreigner2017').birth.slice(2)}` }
    expect(decodeCard(buildText(card)).warnings).toEqual(['badDate'])
  })

  it('takes the 29th of February of a leap year only', () => {
    expect(decoded({ from: '20240229' }).warnings).toEqual([])
    expect(decoded({ from: '20230229' }).warnings).toEqual(['badDate'])
  })
})

describe('numbers', () => {
  it('checks the worked examples of the standards', () => {
    expect(isNumber18('119999199003070019')).toBe(true)
    expect(isNumber18('99999819850101002X')).toBe(true)
    expect(isNumber15('UTO999985010115')).toBe(true)
    expect(isNumber15('UTO999985010116')).toBe(false)
  })

  it('finds every single wrong digit of an eighteen-character number', () => {
    const good = '119999199003070019'
    for (let at = 0; at < 18; at++)
      for (const digit of '0123456789X')
        if (digit !== good[at]) expect(isNumber18(good.slice(0, at) + digit + good.slice(at + 1))).toBe(false)
  })

  it('takes a small x for damage', () => {
    expect(isNumber18('99999819850101002x')).toBe(false)
  })

  it('marks a number that fails its check, and one of another birth', () => {
    expect(decoded({ idNumber: '119999199003070010' }).warnings).toEqual(['idCheck'])
    expect(decoded({ birth: '1990-03-08' }).warnings).toEqual(['birthMismatch'])
    expect(decoded({ idNumber: '' }).warnings).toEqual(['idCheck', 'birthMismatch'])
  })

  it('reads a second time what is marked so, and an unknown letter, and nothing else', () => {
    expect(needsSecondReading(decoded({ idNumber: '119999199003070010' }))).toBe(true)
    expect(needsSecondReading(decoded({ birth: '1990-03-08' }))).toBe(true)
    expect(needsSecondReading(decoded({ kind: 'unknown' }))).toBe(true)
    expect(needsSecondReading(decoded({ to: '20401301' }))).toBe(true)
    expect(needsSecondReading(decoded({ sexCode: '7', name: '\uE863\uD86C' }))).toBe(false)
  })
})

describe('layouts', () => {
  it('reads a permit of 2023 with a name in two parts and the number it replaced', () => {
    const nameEn = 'SPECIMEN-EXAMPLE, ALEXANDRA MARIA A B CATHARINA'.slice(0, 46)
    const card = decoded({
      kind: 'foreigner2023',
      name: '',
      nameEn,
      nationality: 'UTO',
      birth: '1985-01-01',
      idNumber: numberOf('1985-01-01', 2, '999998'),
      oldLink: '981',
    })
    expect(card).toMatchObject({ kind: 'foreigner2023', name: '', nameEn, nationality: 'UTO', warnings: [] })
    expect(card.oldNumber).toBe('UTO999885010118')
    expect(isNumber15(card.oldNumber!)).toBe(true)
  })

  it('keeps a blank where the two parts of the name meet', () => {
    const nameEn = `${'A'.repeat(34)} SPECIMEN`
    expect(decoded({ kind: 'foreigner2023', nameEn }).nameEn).toBe(nameEn)
  })

  it('derives no old number without a link', () => {
    expect(
      decoded({ kind: 'foreigner2023', nationality: 'UTO', idNumber: numberOf('1990-03-07', 2, '999998') }),
    ).not.toHaveProperty('oldNumber')
    expect(oldNumberOf('UTO', '99999819850101002X', '98')).toBeNull()
    expect(oldNumberOf('', '99999819850101002X', '981')).toBeNull()
    expect(oldNumberOf('UTO', '9999981985010100', '981')).toBeNull()
  })

  it('reads a permit of 2017, whose number has no century', () => {
    const card = decodeCard(buildText(person('foreigner2017')))
    expect(card).toMatchObject({ kind: 'foreigner2017', name: '样本', nationality: 'UTO', warnings: [] })
    expect(card.idNumber).toHaveLength(15)
    expect(decodeCard(buildText({ ...person('foreigner2017'), birth: '19700101' })).warnings).toEqual([
      'birthMismatch',
    ])
  })

  it('reads a permit for Hong Kong, Macao and Taiwan with its pass number', () => {
    expect(decodeCard(buildText(person('hmt')))).toMatchObject({
      kind: 'hmt',
      passNumber: 'H00000000',
      warnings: [],
    })
  })

  it.each(['Q', 'y', '1', '样'])('shows the fields of letter %s and calls the kind unknown', (letter) => {
    const text = Buffer.from(buildText(plain))
    text.write(letter, 248, 2, 'utf16le')
    expect(decodeCard(text)).toMatchObject({ kind: 'unknown', name: '张样三', warnings: ['typeUnknown'] })
  })
})
