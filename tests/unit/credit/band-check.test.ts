import { describe, expect, it } from 'vitest'
import shipped from '../../../resources/catalogue.json' with { type: 'json' }
import { grades, refusalOf, stars } from './catalogue-samples.ts'

describe('bands are refused for', () => {
  it.each<[string, unknown, string, string]>([
    ['a gap between grades', grades(['A', 960, null], ['B', null, 958]), 'bandGap', 'gradeBands.0.bands.1'],
    [
      'grades that overlap',
      grades(['A', 960, null], ['B', null, 960]),
      'bandOverlap',
      'gradeBands.0.bands.1',
    ],
    [
      'grades out of order',
      grades(['A', 960, null], ['C', 600, 849], ['B', 850, 959], ['D', null, 599]),
      'bandOrder',
      'gradeBands.0.bands.2',
    ],
    [
      'grades that begin with one score',
      grades(['A', 960, null], ['B', 960, 970], ['C', null, 959]),
      'bandOrder',
      'gradeBands.0.bands.1',
    ],
    [
      'a grade whose ends are reversed',
      grades(['A', 960, null], ['B', 959, 850], ['D', null, 849]),
      'bandOrder',
      'gradeBands.0.bands.1',
    ],
    [
      'a highest grade that ends',
      grades(['A', 960, 2000], ['B', null, 959]),
      'bandOpenness',
      'gradeBands.0.bands.0',
    ],
    [
      'a lowest grade that ends',
      grades(['A', 960, null], ['B', 0, 959]),
      'bandOpenness',
      'gradeBands.0.bands.1',
    ],
    [
      'an open grade between two',
      grades(['A', 960, null], ['B', null, 959], ['C', null, 599]),
      'bandOpenness',
      'gradeBands.0.bands.1',
    ],
    [
      'a grade that comes twice',
      grades(['A', 960, null], ['A', null, 959]),
      'bandTwice',
      'gradeBands.0.bands.1',
    ],
    ['a star that is left out', stars([1, 6000], [3, 36000]), 'bandGap', 'starBands.0.bands.1'],
    ['stars that do not begin with one', stars([2, 6000]), 'bandGap', 'starBands.0.bands.0'],
    ['two stars for the same hours', stars([1, 6000], [2, 6000]), 'bandOverlap', 'starBands.0.bands.1'],
    ['stars out of order', stars([1, 6000], [2, 18000], [1, 36000]), 'bandOrder', 'starBands.0.bands.2'],
    ['a star that comes twice', stars([1, 6000], [1, 18000]), 'bandTwice', 'starBands.0.bands.1'],
    [
      'grades that take effect on one day',
      { ...shipped, gradeBands: [...shipped.gradeBands, ...shipped.gradeBands] },
      'bandDates',
      'gradeBands.1',
    ],
    [
      'stars that take effect on one day',
      { ...shipped, starBands: [...shipped.starBands, ...shipped.starBands] },
      'bandDates',
      'starBands.1',
    ],
  ])('%s', (_, data, reason, where) => {
    expect(refusalOf(data)).toEqual([reason, where])
  })
})

it('a grade of a single score is accepted', () => {
  expect(refusalOf(grades(['A', 960, null], ['B', 959, 959], ['C', null, 958]))).toBe('accepted')
})

it('two grades that meet are accepted', () => {
  expect(refusalOf(grades(['A', 960, null], ['B', null, 959]))).toBe('accepted')
})

it('stars that rise are accepted', () => {
  expect(refusalOf(stars([1, 6000], [2, 18000]))).toBe('accepted')
})
