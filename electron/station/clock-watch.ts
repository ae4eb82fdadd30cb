import type { Clock } from '../base/clock.ts'
import type { ClockState } from '../sync/outbox.ts'
import { createSignal, type Signal } from './signal.ts'
import { clockStepMs } from './tap-log.ts'

/** Notices a wall clock that cannot be right: it decides which event is on, so staff must look. */
export interface ClockWatch {
  readonly changed: Signal<undefined>
  /** Compares the clocks now; called at every tap and every while. */
  readonly check: () => void
  /** How often it moved by minutes at once since the start. */
  readonly steps: () => number
  /** It moved by minutes at once, or differs by minutes from the centre's. */
  readonly jumped: () => boolean
  readonly isTrusted: () => boolean
  /** Staff looked, and it is right now. */
  readonly confirm: () => void
}

/**
 * @param newestAt wall time of the newest tap of the starts before: a clock that is earlier now went back
 * @param offsetMs centre's time minus ours, `null` before the first contact
 */
export const createClockWatch = (options: {
  clock: Clock
  newestAt: number | null
  state: () => ClockState
  offsetMs: () => number | null
}): ClockWatch => {
  const { clock, newestAt, state, offsetMs } = options
  const changed = createSignal<undefined>()
  let wall = clock.now()
  let mono = clock.monotonic()
  let jumped = newestAt !== null && wall < newestAt - clockStepMs
  let steps = 0
  // An offset from before a restart or a step says nothing of now.
  const isOff = (): boolean => state() === 'synced' && Math.abs(offsetMs() ?? 0) > clockStepMs

  const set = (next: boolean): void => {
    if (next === jumped) return
    jumped = next
    changed.emit(undefined)
  }
  const check = (): void => {
    const passed = clock.now() - wall
    const passedMono = clock.monotonic() - mono
    wall += passed
    mono += passedMono
    if (Math.abs(passed - passedMono) > clockStepMs) {
      steps += 1
      set(true)
    } else if (jumped && state() === 'synced' && !isOff()) set(false)
  }
  return {
    changed,
    check,
    steps: () => steps,
    jumped: () => jumped || isOff(),
    isTrusted: () => !jumped && !isOff() && state() !== 'unset',
    confirm: () => {
      check()
      set(false)
    },
  }
}
