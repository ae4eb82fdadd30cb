import type { Flow, Step } from '../flow-state.ts'
import { holdOrRelease, still } from './steps.ts'

/** No page is read for longer; a voice that never says that it has ended holds a personal page no longer than this. */
const longestMs = 120_000

/** Pressed once: the page is read aloud and stays meanwhile. Pressed again: it stops. */
export const pressListen = (flow: Flow, at: number): Step => {
  if (flow.listeningUntil !== null) return endListening(flow, at)
  const next = holdOrRelease({ ...flow, sheet: null, listeningUntil: at + longestMs }, at)
  return { flow: next, effects: [{ kind: 'listen' }] }
}

/** The voice has come to its end, or shall. */
export const endListening = (flow: Flow, at: number): Step => {
  if (flow.listeningUntil === null) return still(flow)
  return { flow: holdOrRelease({ ...flow, listeningUntil: null }, at), effects: [{ kind: 'hush' }] }
}

/** Another page, or the safe one: what the voice says of the page before is cut, before anything else is heard. */
export const hushed = (before: Flow, { flow, effects }: Step): Step => {
  const stays = flow.changedAt === before.changedAt
  return stays
    ? { flow, effects }
    : { flow: { ...flow, listeningUntil: null }, effects: [{ kind: 'hush' }, ...effects] }
}
