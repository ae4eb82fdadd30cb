import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ageBandOf,
  ageOn,
  businessDateOf,
  formatChange,
  formatPoints,
  maskName,
  maskNumber,
  maskPerson,
  shanghaiTime,
} from '../../../electron/contract/values.ts'

describe('a name on a public screen', () => {
  it.each([
    ['张三', '张*'],
    ['王小兰', '王*兰'],
    ['欧阳震华', '欧阳*华'],
    ['欧阳华', '欧阳*'],
    ['欧阳', '欧*'],
    ['毕', '毕*'],
    ['阿卜杜拉·买买提', '阿*提'],
    ['司徒', '司*'],
    ['JOHN SMITH', 'J**'],
    ['li', 'l**'],
    ['𬭚小妹', '𬭚*妹'],
    ['王𬭚', '王*'],
    ['  于得海  ', '于*海'],
    ['', '*'],
  ])('%s is shown as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it('never shows a whole name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        expect(maskName(name)).toContain('*')
        expect(maskName(name)).not.toBe(name.includes('*') ? undefined : name)
      }),
    )
  })

  it('takes the Latin name where there is no Chinese one, and marks rare characters', () => {
    expect(maskPerson('', 'ANNA BERG')).toEqual({ name: 'A**', rareName: false })
    expect(maskPerson('\u{e123}小海')).toEqual({ name: '\u{e123}*海', rareName: true })
    expect(maskPerson('王𬭚花')).toEqual({ name: '王*花', rareName: true })
  })
})

describe('an ID number on a public screen', () => {
  it.each([
    ['119999194801011238', '1199**********1238'],
    ['UTO999985010115', 'UTO9*******0115'],
    ['H1234', 'H***4'],
  ])('%s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked)
  })
})

describe('points', () => {
  it.each([
    [50, '0.5'],
    [8650, '86.5'],
    [12345, '123.45'],
    [100, '1'],
    [0, '0'],
    [-200, '-2'],
    [5, '0.05'],
  ])('%i hundredths read %s', (amount, text) => {
    expect(formatPoints(amount)).toBe(text)
  })

  it('carry a sign when they are a change', () => {
    expect([formatChange(50), formatChange(-500), formatChange(0)]).toEqual(['+0.5', '-5', '0'])
  })

  it('lose nothing on the way to the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (amount) => {
        expect(Math.round(Number(formatPoints(amount)) * 100)).toBe(amount)
      }),
    )
  })
})

describe('dates', () => {
  it('belong to the day in Shanghai, not to the day in UTC', () => {
    expect(businessDateOf(Date.parse('2026-11-24T15:59:59.999Z'))).toBe('2026-11-24')
    expect(businessDateOf(Date.parse('2026-11-24T16:00:00.000Z'))).toBe('2026-11-25')
  })

  it('find their way back from a Shanghai time of day', () => {
    expect(new Date(shanghaiTime('2026-11-24', 9 * 60)).toISOString()).toBe('2026-11-24T01:00:00.000Z')
  })

  it.each([
    ['1948-11-24', '2026-11-24', 78],
    ['1948-11-25', '2026-11-24', 77],
    ['2012-11-24', '2026-11-23', 13],
    ['2012-02-29', '2026-02-28', 13],
    ['2012-02-29', '2026-03-01', 14],
  ])('born %s is on %s %i years old', (birth, day, age) => {
    expect(ageOn(birth, day)).toBe(age)
  })

  it('tell the city a decade, not an age', () => {
    expect([ageBandOf(60), ageBandOf(69), ageBandOf(70), ageBandOf(101)]).toEqual([
      '60-69',
      '60-69',
      '70-79',
      '100-109',
    ])
  })
})
