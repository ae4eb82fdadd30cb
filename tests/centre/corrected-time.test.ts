import { expect, test } from 'vitest'
import { correctedTime, type RecordClock, type StationClock } from '../../centre/corrected-time.ts'

const received = Date.parse('2026-11-24T01:00:00.000Z')
const hour = 3_600_000

const sameBoot: StationClock = { sentAtMs: received, monotonicMs: 10 * hour, bootId: 'b' }
const record: RecordClock = { timeMs: received - hour, bootId: 'b', monotonicMs: 8 * hour }

test.each<[string, RecordClock, Partial<StationClock>, number]>([
  ['the same boot: the monotonic clock, whatever the wall clock says', record, {}, received - 2 * hour],
  [
    'another boot: the time as it is when the clock is right now',
    { ...record, bootId: 'a' },
    {},
    received - hour,
  ],
  [
    'another boot: the time moved by what the clock is off now',
    { ...record, bootId: 'a' },
    { sentAtMs: received - 5 * hour },
    received,
  ],
  [
    'a clock that runs ahead: moved back',
    { ...record, bootId: 'a', timeMs: received + 22 * hour },
    { sentAtMs: received + 24 * hour },
    received - 2 * hour,
  ],
  ['never in the future', { ...record, bootId: 'a', timeMs: received + hour }, {}, received],
  ['no time at all: when it came', { ...record, bootId: 'a', timeMs: null }, {}, received],
  [
    'a monotonic clock that ran backwards is not believed',
    { ...record, monotonicMs: 11 * hour },
    {},
    received - hour,
  ],
  ['a run of more than 400 days is not believed', record, { monotonicMs: 401 * 24 * hour }, received - hour],
  ['no monotonic clock sent', record, { monotonicMs: undefined }, received - hour],
  ['nothing sent about clocks', record, { bootId: undefined, sentAtMs: undefined }, received - hour],
])('%s', (_title, one, change, expected) => {
  expect(correctedTime(one, { ...sameBoot, ...change }, received)).toBe(expected)
})
