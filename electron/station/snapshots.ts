import type { Audience } from '../contract/calls.ts'
import type { MachineAlarm } from '../contract/staff.ts'
import type { HomeSnapshot, Push, PushName } from '../contract/pushes.ts'
import { currentStream } from '../sync/stream.ts'
import type { Built } from './built.ts'
import { maySetUp } from './setup/handlers.ts'
import { crowdSnapshot, homeSnapshot } from './home.ts'
import { withStation } from './door.ts'
import { noticesBriefOf, withNotices } from './notices/shown.ts'

const readerShown = ({
  reader,
  taps,
}: Built): Pick<HomeSnapshot['reader'], 'state' | 'cardLeft' | 'trouble'> => {
  const { state, trouble } = reader.health()
  return { state, trouble, cardLeft: taps.cardLeft() }
}

export type Snapshots = { [N in PushName]: (page: string) => Push<N> }

/** What a page may see at this moment. */
export const createSnapshots = (built: Built, alarms: () => MachineAlarm[]): Snapshots => {
  const { parts, settings, notices, sync, clockWatch, session, crowd, taps, desk, board, demo } = built
  return {
    home: () => ({
      ...homeSnapshot(parts, {
        settings: settings.data,
        stationCode: parts.store.read(currentStream)?.station ?? settings.data.station.code,
        reader: readerShown(built),
        clockJumped: clockWatch.jumped(),
        queue: { pending: sync.health().pending, link: sync.link() },
      }),
      notices: noticesBriefOf(notices.data, parts.clock.now()),
    }),
    lastTap: () => taps.last(),
    session: () => session.snapshot(),
    crowd: () => crowdSnapshot(parts, { crowd, chosen: taps.queue.event() }),
    sound: () => ({ volume: settings.data.volume, own: built.recordings.own() }),
    demo: () => demo?.snapshot() ?? null,
    staff: (page) => desk.sessions.snapshot(page),
    board: (page) =>
      desk.sessions.showsClerk(page)
        ? withStation(
            withNotices(board.snapshot(desk.sessions.watched(page)), notices.data, parts.clock.now()),
            {
              opening: settings.data.opening,
              queuedSince: sync.health().oldestAt,
              care: built.backup.keeper.needs(),
              alarms: alarms(),
              now: parts.clock.now(),
            },
          )
        : null,
  }
}

/** Whether a page may make a call of this audience now. */
export const createAdmission =
  (built: Built) =>
  (audience: Audience, page: string): boolean => {
    const { session, desk, demo } = built
    switch (audience) {
      case 'anyone':
        return true
      case 'setup':
        return maySetUp(built, page)
      case 'demo':
        return demo !== null
      case 'holder':
        return session.holdsOn()
      case 'typist':
        return maySetUp(built, page) || desk.sessions.admits('clerk', page)
      case 'overseer':
        return desk.sessions.admits('technician', page) || desk.sessions.admits('head', page)
      case 'watcher':
        return desk.sessions.showsTechnician(page)
      case 'clerk':
      case 'head':
      case 'council':
      case 'technician':
        return desk.sessions.admits(audience, page)
    }
  }
