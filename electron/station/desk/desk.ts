import type { Parts } from '../parts.ts'
import { createSignal, type Signal } from '../signal.ts'
import type { DeskDeps } from './acts.ts'
import { createStaffHandlers, type DeskEffects, type StaffHandlers } from './handlers.ts'
import { createStaffDesk, type StaffDesk } from './sessions.ts'
import { createNotices, type Notices } from './claim-notice.ts'
import { createStick, systemSticks, type StickPlaces } from './stick.ts'

/** Staff at the screen: who is signed in on which page, and what they may do there. */
export interface Desk {
  sessions: StaffDesk
  handlers: StaffHandlers
  /** What its calls work with, for those that live elsewhere. */
  deps: DeskDeps
  /** Staff wrote something that screens and the centre should know of. */
  written: Signal<undefined>
  notices: Notices
}

export const createDesk = (
  parts: Parts,
  pepper: Uint8Array,
  effects: DeskEffects,
  sticks: StickPlaces = systemSticks,
): Desk => {
  const { store, clock, boot, log, newId } = parts
  const pins = { store, clock, boot, pepper }
  const sessions = createStaffDesk({ ...pins, log })
  const written = createSignal<undefined>()
  const tell = (): void => {
    written.emit(undefined)
  }
  const stick = createStick({ ...sticks, newId })
  const deps: DeskDeps = { parts, desk: sessions, pins, stick, written: tell }
  return {
    sessions,
    written,
    deps,
    notices: createNotices(parts, tell),
    handlers: createStaffHandlers(deps, effects),
  }
}
