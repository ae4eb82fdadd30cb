import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../electron/contract/values.ts'
import {
  backupName,
  dateOfBackup,
  isDue,
  outlived,
  quietMs,
} from '../../../../electron/station/backup/rules.ts'

describe('what is kept', () => {
  it('of a hundred nights: the last seven, and one of each of the last four weeks', () => {
    const names = Array.from({ length: 100 }, (_, day) => backupName(addDays('2026-08-23', day)))
    const gone = new Set(outlived(names))
    // 30 November 2026 is a Monday; a week is kept by its Sunday.
    expect(names.filter((name) => !gone.has(name)).map(dateOfBackup)).toEqual([
      '2026-11-15',
      '2026-11-22',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
    ])
  })

  it('never names a file that is no copy of ours', () => {
    const others = [
      'before-80-from-70-1795482000000.db',
      'records.db',
      'records-2026-11-30.db.unfinished',
      '说明.txt',
    ]
    const names = Array.from({ length: 60 }, (_, day) => backupName(addDays('2026-10-01', day)))
    expect(outlived([...others, ...names]).filter((name) => others.includes(name))).toEqual([])
  })

  it('keeps what is there by going on night after night as by looking once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 90 }), (days) => {
        const names = days.toSorted((a, b) => a - b).map((day) => backupName(addDays('2026-08-01', day)))
        let kept: string[] = []
        for (const name of names) {
          kept.push(name)
          const gone = outlived(kept)
          kept = kept.filter((one) => !gone.includes(one))
        }
        // The newest seven are always there, however the others came and went.
        expect(kept.slice(-7)).toEqual(names.slice(-7))
        expect(kept.length).toBeLessThanOrEqual(11)
      }),
      { seed: 20_261_130 },
    )
  })
})

describe('when it is made', () => {
  const night = { today: '2026-11-30', newest: '2026-11-29', isOpen: false, quietForMs: quietMs }
  it.each([
    ['at night', night, true],
    ['the first one', { ...night, newest: null }, true],
    ['a second one of the day', { ...night, newest: '2026-11-30' }, false],
    ['with the door open', { ...night, isOpen: true }, false],
    ['the first one with the door open', { ...night, newest: null, isOpen: true }, false],
    ['with somebody at the reader', { ...night, quietForMs: quietMs - 1 }, false],
    ['after two nights without, with the door open', { ...night, newest: '2026-11-27', isOpen: true }, true],
    ['after one night without, with the door open', { ...night, newest: '2026-11-28', isOpen: true }, false],
  ])('%s: %j is %s', (_, moment, wanted) => {
    expect(isDue(moment)).toBe(wanted)
  })
})
