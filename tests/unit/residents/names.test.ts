import { describe, expect, it } from 'vitest'
import { initialsOf, isName, readQuery } from '../../../electron/residents/names.ts'

describe('what a name is looked up by', () => {
  it.each([
    ['王秀兰', ['WXL']],
    ['覃小花', ['QXH', 'TXH']],
    ['乐嘉', ['YJ', 'LJ']],
    ['曾国', ['ZG', 'CG']],
    ['单田芳', ['STF', 'DTF', 'CTF']],
    ['解晓东', ['XXD', 'JXD']],
    ['区大伟', ['ODW', 'QDW']],
    ['吕布', ['LB']],
    ['阿依·买买提', ['AYMMT']],
  ])('%s', (name, wanted) => {
    expect(initialsOf(name)).toEqual(expect.arrayContaining(wanted))
  })

  it('the likeliest reading of a surname comes first', () => {
    expect(['单田芳', '解晓东', '仇英', '尉迟恭'].map((name) => initialsOf(name)[0])).toEqual([
      'STF',
      'XXD',
      'QY',
      'YCG',
    ])
  })

  it.each([
    ['John Smith', ['JS']],
    ["O'BRIEN, MARY-ANN", ['OM', 'OMA']],
    ['Émile Zola', ['EZ']],
    ['WX', ['WX']],
    ['Madonna', ['MADO']],
  ])('%s by the first letters of its words', (name, wanted) => {
    expect(initialsOf(name)).toEqual(wanted)
  })

  it('leaves out a character that nobody can read, and stays short for a name of many readings', () => {
    expect(initialsOf('王𠮷兰')).toEqual(['WL'])
    expect(initialsOf('单单单单单单单').length).toBeLessThanOrEqual(24)
    expect(initialsOf('…')).toEqual([])
  })
})

describe('what staff type', () => {
  it.each([
    ['wx', 'WX'],
    ["w'x", 'WX'],
    ['w-x', 'WX'],
    [' w x ', 'WX'],
    ['ｗｘ', 'WX'],
    ['lü', 'LV'],
    ['w.*x', 'WX'],
  ])('%s is looked for as %s', (typed, initials) => {
    expect(readQuery(typed)).toMatchObject({ kind: 'find', initials })
  })

  it('four characters of a number are its last four', () => {
    expect(readQuery('123x')).toMatchObject({ lastFour: '123X', initials: null })
    expect(readQuery('1238')).toMatchObject({ lastFour: '1238', initials: null })
    expect(readQuery('x123')).toMatchObject({ lastFour: null })
    expect(readQuery('12345')).toMatchObject({ lastFour: null, volunteerNo: '12345' })
  })

  it.each(['w', '*', '..', '%', '王'])('%s is too short', (typed) => {
    expect(readQuery(typed)).toEqual({ kind: 'tooShort' })
  })

  it('nothing asks for who was here just now', () => {
    expect(readQuery('  ')).toEqual({ kind: 'recent' })
  })

  it.each([
    ['王秀兰', true],
    ["O'Brien, Mary-Ann", true],
    ['WX', true],
    ['119999194503070022', false],
    ['王1', false],
    ['', false],
    ['·', false],
  ])('%j is a name: %s', (text, wanted) => {
    expect(isName(text)).toBe(wanted)
  })
})
