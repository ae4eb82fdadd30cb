import { describe, expect, it } from 'vitest'
import { gradeOf, nextStarAt, starsOf } from '../../../electron/credit/bands.ts'
import type { Catalogue } from '../../../electron/credit/catalogue.ts'
import { shippedCatalogue } from '../../../electron/credit/shipped.ts'

const day = '2026-11-24'
const hour = 60

describe('the grade of a city score', () => {
  it.each([
    [0, 'D', '不诚信'],
    [599, 'D', '不诚信'],
    [600, 'C', '诚信警示'],
    [849, 'C', '诚信警示'],
    [850, 'B', '较诚信'],
    [959, 'B', '较诚信'],
    [960, 'A', '诚信'],
    [1000, 'A', '诚信'],
    [1029, 'A', '诚信'],
    [1030, 'AA', '诚信优秀'],
    [1049, 'AA', '诚信优秀'],
    [1050, 'AAA', '诚信模范'],
    [2000, 'AAA', '诚信模范'],
    [-50, 'D', '不诚信'],
  ])('of %i is %s', (score, grade, name) => {
    expect(gradeOf(shippedCatalogue, day, score)).toEqual({ grade, name })
  })

  it('is not guessed for a day before the bands', () => {
    expect(gradeOf(shippedCatalogue, '2025-12-31', 1000)).toBeNull()
  })

  it('is that of the bands in force on the day', () => {
    const [first] = shippedCatalogue.gradeBands
    if (first === undefined) throw new Error('no bands')
    const catalogue: Catalogue = {
      ...shippedCatalogue,
      gradeBands: [
        first,
        {
          from: '2027-01-01',
          note: '',
          bands: [
            { grade: 'X', name: '上', min: 50, max: null },
            { grade: 'Y', name: '下', min: null, max: 49 },
          ],
        },
      ],
    }
    expect(gradeOf(catalogue, '2026-12-31', 1050)?.grade).toBe('AAA')
    expect(gradeOf(catalogue, '2027-01-01', 50)?.grade).toBe('X')
    expect(gradeOf(catalogue, '2027-01-01', 49)?.grade).toBe('Y')
  })
})

describe('stars of volunteering', () => {
  it.each([
    [0, 0, 100],
    [99.5, 0, 100],
    [100, 1, 300],
    [299.5, 1, 300],
    [300, 2, 600],
    [599.5, 2, 600],
    [600, 3, 1000],
    [999.5, 3, 1000],
    [1000, 4, 1500],
    [1499.5, 4, 1500],
    [1500, 5, null],
    [4000, 5, null],
  ])('of %d hours are %i, the next at %s', (hours, stars, next) => {
    expect(starsOf(shippedCatalogue, day, hours * hour)).toBe(stars)
    expect(nextStarAt(shippedCatalogue, day, hours * hour)).toBe(next === null ? null : next * hour)
  })

  it('need the very last minute', () => {
    expect(starsOf(shippedCatalogue, day, 100 * hour - 1)).toBe(0)
  })

  it('are none before there were any bands', () => {
    expect(starsOf(shippedCatalogue, '2025-12-31', 1500 * hour)).toBe(0)
    expect(nextStarAt(shippedCatalogue, '2025-12-31', 0)).toBeNull()
  })
})
