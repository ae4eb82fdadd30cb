import { StationError } from '../../base/errors.ts'
import { lastMomentOf, mayExtend, type StationEvent } from '../../calendar/rules.ts'
import { extendEvent, pinEvent } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import { act, knownEvent, note, type DeskDeps } from './acts.ts'

/**
 * Sends every tap to one event, or lets go. Throws `conflict` for a cancelled one, and where nobody can tap any more;
 * while the clock is not to be trusted, staff know better than it what is on.
 */
export const pin = (
  deps: DeskDeps,
  page: string,
  { commandId, event: id }: CallInput<'events.pin'>,
): void => {
  const isPossible = (event: StationEvent, now: number): boolean =>
    event.status === 'published' && (now < lastMomentOf(event) || !deps.parts.isClockTrusted())
  act(deps, page, { call: 'events.pin', commandId }, (tx, doing) => {
    if (id !== null && !isPossible(knownEvent(tx, id), doing.at)) throw new StationError('conflict')
    pinEvent(tx, id)
    note(tx, doing, id === null ? 'event.unpinned' : 'event.pinned', id ?? '')
    return {}
  })
}

/** An event runs over, into the next one too. Throws `conflict` for a cancelled one and one long over. */
export const extend = (
  deps: DeskDeps,
  page: string,
  { commandId, event: id, minutes }: CallInput<'events.extend'>,
): void => {
  act(deps, page, { call: 'events.extend', commandId }, (tx, doing) => {
    const byMs = minutes * 60_000
    if (!mayExtend(knownEvent(tx, id), byMs, doing.at)) throw new StationError('conflict')
    extendEvent(tx, id, byMs)
    note(tx, doing, 'event.extended', id, { minutes })
    return {}
  })
}

/** Which event the page's board shows. Throws `notFound`. */
export const watchEvent = (
  { parts, desk }: DeskDeps,
  page: string,
  { event }: CallInput<'board.watch'>,
): void => {
  if (event !== null) parts.store.read((tx) => knownEvent(tx, event))
  desk.watch(page, event)
}
