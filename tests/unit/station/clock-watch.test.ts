import { describe, expect, it } from 'vitest'
import { createClockWatch } from '../../../electron/station/clock-watch.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const minute = 60_000
const start = Date.parse('2026-11-24T01:00:00.000Z')

const watchOf = (
  options: { newestAt?: number; state?: 'synced' | 'drifting' | 'unset'; offsetMs?: number | null } = {},
) => {
  const clock = new ManualClock(start)
  const facts = { state: options.state ?? 'drifting', offsetMs: options.offsetMs ?? null }
  const news: boolean[] = []
  const watch = createClockWatch({
    clock,
    newestAt: options.newestAt ?? null,
    state: () => facts.state,
    offsetMs: () => facts.offsetMs,
  })
  watch.changed.on(() => news.push(watch.jumped()))
  return { clock, watch, facts, news }
}

describe('a clock that cannot be right', () => {
  it('goes on unnoticed while it only runs', () => {
    const { clock, watch, news } = watchOf()
    clock.advance(3 * 3_600_000)
    watch.check()
    expect(watch.jumped()).toBe(false)
    expect(watch.isTrusted()).toBe(true)
    expect(news).toEqual([])
  })

  it.each([
    ['five minutes ahead are borne', 5 * minute, false],
    ['more are a jump', 5 * minute + 1, true],
    ['five minutes back are borne', -5 * minute, false],
    ['more back are a jump', -5 * minute - 1, true],
    ['a year', 365 * 86_400_000, true],
  ])('%s', (_title, by, jumped) => {
    const { clock, watch } = watchOf()
    clock.setWall(start + by)
    watch.check()
    expect(watch.jumped()).toBe(jumped)
    expect(watch.isTrusted()).toBe(!jumped)
  })

  it('is noticed after a restart that went back behind the newest tap', () => {
    expect(watchOf({ newestAt: start + 6 * minute }).watch.jumped()).toBe(true)
    expect(watchOf({ newestAt: start + 4 * minute }).watch.jumped()).toBe(false)
  })

  it('stays noticed until staff have looked', () => {
    const { clock, watch, news } = watchOf()
    clock.setWall(start + 3_600_000)
    watch.check()
    clock.advance(minute)
    watch.check()
    expect(watch.jumped()).toBe(true)
    watch.confirm()
    expect(watch.jumped()).toBe(false)
    expect(news).toEqual([true, false])
  })

  it('or until the centre says that it is right now', () => {
    const { clock, watch, facts } = watchOf()
    clock.setWall(start + 3_600_000)
    watch.check()
    facts.state = 'synced'
    facts.offsetMs = 800
    clock.advance(minute)
    watch.check()
    expect(watch.jumped()).toBe(false)
  })

  it('is wrong where the centre says so, and no confirming helps', () => {
    const { watch } = watchOf({ state: 'synced', offsetMs: -3_600_000 })
    expect(watch.jumped()).toBe(true)
    watch.confirm()
    expect(watch.jumped()).toBe(true)
    expect(watch.isTrusted()).toBe(false)
  })

  it('an offset of another day says nothing', () => {
    expect(watchOf({ state: 'drifting', offsetMs: -3_600_000 }).watch.jumped()).toBe(false)
  })

  it('a clock that was never set is not trusted, and has not jumped', () => {
    const { watch } = watchOf({ state: 'unset' })
    expect(watch.isTrusted()).toBe(false)
    expect(watch.jumped()).toBe(false)
  })
})
