import type { VolumeLevel } from '../../electron/contract/sound.ts'
import type { Effect, Flow, Said, Step } from '../flow-state.ts'
import type { Sound } from '../sound/sounds.ts'
import { holdOrRelease, sounding, still } from './steps.ts'

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

/** A sound, and what is said after it. */
export const saying = (sound: Sound, what: Said): Effect[] => [sounding(sound), { kind: 'say', what }]

/** As loud as the person wants it, heard at once. */
export const setVolume = (flow: Flow, volume: VolumeLevel): Step => ({
  flow: { ...flow, preferences: { ...flow.preferences, volume } },
  effects: [sounding('wait')],
})
