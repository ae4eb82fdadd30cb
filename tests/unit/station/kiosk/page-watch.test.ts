import { beforeEach, describe, expect, test } from 'vitest'
import type { Place } from '../../../../electron/contract/place.ts'
import { createPageWatch, type PageWatch } from '../../../../electron/station/kiosk/page-watch.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { atFirst } from '../../../support/place.ts'

let clock: ManualClock
let told: string[]
let watch: PageWatch
let frames: number

beforeEach(() => {
  clock = new ManualClock()
  told = []
  frames = 0
  watch = createPageWatch(clock, (news) => told.push(news))
})

type Beat = Parameters<PageWatch['beat']>[1]

const beat = (over: Partial<Beat> = {}, page = 'kiosk'): Place | null => {
  frames += 1
  return watch.beat(page, { frames, visible: true, dark: false, leaving: false, place: atFirst, ...over })
}

/** A page that lives so long, second by second. */
const live = (seconds: number, over: Partial<Beat> = {}, page = 'kiosk'): void => {
  for (let second = 0; second < seconds; second += 1) {
    beat(over, page)
    clock.advance(1_000)
  }
}

test('a page that paints is left in peace', () => {
  live(60)
  expect(told).toEqual([])
})

test('a page that falls silent while it is connected hangs; whoever was told gets time to help', () => {
  live(3)
  clock.advance(5_000)
  expect(told).toEqual(['stuck'])
  clock.advance(14_000)
  expect(told).toEqual(['stuck'])
  clock.advance(7_000)
  expect(told).toEqual(['stuck', 'stuck'])
  expect(watch.counters()).toEqual({ gone: 0, hung: 2 })
})

test('a page that speaks and paints nothing any more hangs as well', () => {
  live(3)
  live(8, { frames: 3 })
  expect(told).toEqual(['stuck'])
})

test('a hidden page, or a dark one, need not paint; lit again, it must', () => {
  live(2)
  live(20, { frames: 2, visible: false })
  live(20, { frames: 2, dark: true })
  expect(told).toEqual(['dark'])
  live(4, { frames: 2 })
  expect(told).toEqual(['dark', 'light'])
  live(4, { frames: 2 })
  expect(told).toEqual(['dark', 'light', 'stuck'])
})

test('a page that vanished without a word is missed at once, one that loads itself anew is waited for', () => {
  live(2)
  watch.closed('kiosk')
  clock.advance(300)
  expect(told).toEqual([])
  clock.advance(400)
  expect(told).toEqual(['gone'])
  expect(watch.counters()).toEqual({ gone: 1, hung: 0 })

  beat({}, 'second')
  beat({ leaving: true }, 'second')
  watch.closed('second')
  clock.advance(9_000)
  expect(told).toEqual(['gone'])
  clock.advance(2_000)
  expect(told).toEqual(['gone', 'gone'])
})

test('a page that came back in time was never gone', () => {
  live(2)
  beat({ leaving: true })
  watch.closed('kiosk')
  clock.advance(3_000)
  live(20, {}, 'again')
  expect(told).toEqual([])
})

test('a station that no page comes to says so, and counts nothing as gone', () => {
  clock.advance(29_000)
  expect(told).toEqual([])
  clock.advance(2_000)
  expect(told).toEqual(['gone'])
  expect(watch.counters()).toEqual({ gone: 0, hung: 0 })
})

test('a second page somewhere else may sleep, and does not keep the screen lit for ever', () => {
  live(2, {}, 'elsewhere')
  live(30)
  expect(told).toEqual([])
  watch.closed('kiosk')
  clock.advance(1_000)
  expect(told).toEqual(['stuck'])
})

describe('a page that stands in for another one', () => {
  const there: Place = {
    ...atFirst,
    page: 'credit',
    preferences: { ...atFirst.preferences, text: 'largest' },
  }

  test('begins where that one stood', () => {
    expect(beat({ place: there })).toBeNull()
    watch.closed('kiosk')
    clock.advance(1_300)
    expect(beat({}, 'second')).toEqual(there)
    expect(beat({}, 'second')).toBeNull()
  })

  test('and so does the one after it, where this one goes before it is there', () => {
    beat({ place: there })
    for (const next of ['second', 'third']) {
      watch.closed(next === 'second' ? 'kiosk' : 'second')
      clock.advance(500)
      expect(beat({ place: null }, next)).toEqual(there)
      beat({ place: null }, next)
    }
  })

  test('begins there too where that one hangs, and its connection with it', () => {
    beat({ place: there })
    clock.advance(6_000)
    expect(beat({}, 'second')).toEqual(there)
  })

  test('begins at home beside one that lives, and where whoever stood there has gone meanwhile', () => {
    beat({ place: there })
    clock.advance(1_000)
    expect(beat({}, 'second')).toBeNull()
    beat({ place: there })
    watch.closed('kiosk')
    watch.closed('second')
    clock.advance(20_001)
    expect(beat({}, 'third')).toBeNull()
  })
})

test('connections that never were a page do not count', () => {
  live(2)
  watch.closed('a program')
  live(3)
  expect(told).toEqual([])
})
