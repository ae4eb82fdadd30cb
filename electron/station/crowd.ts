import type { Clock } from '../base/clock.ts'
import type { CrowdSnapshot } from '../contract/pushes.ts'
import { createSignal, type Signal } from './signal.ts'

/** So many different people … */
const crowdOf = 6
/** … in so short a time are a crowd. */
const withinMs = 20_000
/** It ends when nobody has come for so long; held on by staff, much later. */
const quietMs = 20_000
const heldQuietMs = 15 * 60_000
/** More than a page lists at once. */
const kept = 12

type Entry = CrowdSnapshot['last'][number]

/** Many people in a short time: nobody is asked anything, and the page keeps a running list. */
export interface Crowd {
  readonly changed: Signal<undefined>
  readonly isOn: () => boolean
  readonly isHeld: () => boolean
  /** Somebody's tap. `who` tells people apart and is not kept. */
  readonly note: (entry: Entry, who: string) => void
  readonly hold: (on: boolean) => void
  /** The newest first. */
  readonly last: () => Entry[]
}

export const createCrowd = (clock: Clock): Crowd => {
  const changed = createSignal<undefined>()
  let recent: { who: string; at: number }[] = []
  let last: Entry[] = []
  let isOn = false
  let isHeld = false
  let cancelEnd: () => void = () => undefined

  const end = (): void => {
    cancelEnd()
    recent = []
    last = []
    isHeld = false
    if (!isOn) return
    isOn = false
    changed.emit(undefined)
  }
  const endLater = (): void => {
    cancelEnd()
    cancelEnd = clock.after(isHeld ? heldQuietMs : quietMs, end)
  }
  return {
    changed,
    isOn: () => isOn,
    isHeld: () => isHeld,
    note: (entry, who) => {
      const now = clock.monotonic()
      recent = [...recent.filter((one) => one.who !== who && now - one.at < withinMs), { who, at: now }]
      last = [entry, ...last].slice(0, kept)
      isOn ||= recent.length >= crowdOf
      endLater()
      if (isOn) changed.emit(undefined)
    },
    hold: (on) => {
      if (!on) {
        end()
        return
      }
      isHeld = true
      isOn = true
      endLater()
      changed.emit(undefined)
    },
    last: () => last,
  }
}
