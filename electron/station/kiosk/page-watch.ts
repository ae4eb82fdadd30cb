import type { Clock } from '../../base/clock.ts'
import type { PageNews } from '../supervisor.ts'
import type { Place } from '../../contract/place.ts'
import { afterBeat, resumedBy, troubleOf, type Beat, type PageLife, type PagesSeen } from './rules.ts'

const lookEveryMs = 200
/** Whoever was told gets so long to bring a page back. */
const againMs = 20_000

export interface PageWatch {
  /** Answers where a page begins that was not known before; `null` at its own place. */
  beat(page: string, beat: Beat & { leaving: boolean; place: Place | null }): Place | null
  closed(page: string): void
  /** How often the page had gone and had hung since this start. */
  counters(): { gone: number; hung: number }
  stop(): void
}

/** Watches that a page lives and paints, and tells whoever can load it anew. */
export const createPageWatch = (clock: Clock, tell: (news: PageNews) => void): PageWatch => {
  const pages = new Map<string, PageLife>()
  const counts = { gone: 0, hung: 0 }
  let aloneSince = clock.monotonic()
  let why: PagesSeen['why'] = 'start'
  let quietUntil = Number.NEGATIVE_INFINITY
  let isDark = false
  let last: { place: Place; at: number } | null = null

  const setDark = (dark: boolean): void => {
    if (dark === isDark) return
    isDark = dark
    tell(dark ? 'dark' : 'light')
  }

  const look = (): void => {
    const now = clock.monotonic()
    if (now < quietUntil) return
    const trouble = troubleOf({ pages: [...pages.values()], now, aloneSince, why })
    if (trouble === null) return
    quietUntil = now + againMs
    if (trouble === 'stuck') counts.hung += 1
    // At a start nothing has gone yet.
    else if (why !== 'start') counts.gone += 1
    setDark(false)
    tell(trouble)
  }
  const end = clock.every(lookEveryMs, look)

  return {
    beat: (page, { leaving, place, ...beat }) => {
      const now = clock.monotonic()
      const before = pages.get(page) ?? null
      const resume = before === null ? resumedBy([...pages.values()], last, now) : null
      if (place !== null) last = { place, at: now }
      // Help has come.
      if (before === null) quietUntil = Number.NEGATIVE_INFINITY
      pages.set(page, afterBeat(before, beat, now))
      why = leaving ? 'leaving' : 'vanished'
      setDark([...pages.values()].every(({ dark }) => dark))
      return resume
    },
    closed: (page) => {
      if (pages.delete(page) && pages.size === 0) aloneSince = clock.monotonic()
    },
    counters: () => ({ ...counts }),
    stop: end,
  }
}
