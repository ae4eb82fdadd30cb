import type { Flow } from '../flow-state.ts'

/** The last part of the time, which is the only one that is counted on the page. */
export const stillThereMs = 20_000
const personMs = 45_000
const visitorMs = 60_000

/** How long a page may stand untouched before it closes; `null` where it closes in another way. */
export const readingMs = ({ shown }: Flow): number | null => {
  if (shown.name === 'calendar') return (shown.holder ? personMs : visitorMs) + stillThereMs
  if (shown.name === 'notices') return visitorMs + stillThereMs
  if (shown.name !== 'credit') return null
  if (shown.trail.length === 1 && shown.trail[0].name === 'door') return visitorMs
  return (shown.holder ? personMs : visitorMs) + stillThereMs
}

/** Whether 还在看吗？ is asked before the page closes: where there is something to lose one's place in. */
const isAsked = (flow: Flow): boolean => (readingMs(flow) ?? 0) > visitorMs

/** When the next second of 还在看吗？ begins, the first included; `null` while the page is held or asks nobody. */
export const nextSecond = (flow: Flow): number | null => {
  if (flow.closesAt === null || !isAsked(flow)) return null
  const left = flow.stillThere ?? stillThereMs / 1_000 + 1
  return left <= 1 ? null : flow.closesAt - (left - 1) * 1_000
}

/** Whole seconds that are left at `at`, the one that has begun included. */
export const secondsLeft = (flow: Flow, at: number): number => Math.ceil(((flow.closesAt ?? at) - at) / 1_000)
