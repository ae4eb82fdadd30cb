import type { CallName } from '../../contract/calls.ts'
import { businessDateOf } from '../../contract/values.ts'
import type { DeskDeps } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import type { Session } from '../session.ts'
import { listForDesk, publishNotice, saveNotice, withdrawNotice } from './desk.ts'
import type { NoticesDocument } from './file.ts'
import { lastHere, noticeList, openShown } from './shown.ts'

type NoticeCall = Extract<CallName, `notices.${string}`>

/** Notices: for everybody to read, and for staff to hang up and take down. */
export const createNoticeHandlers = (deps: {
  desk: DeskDeps
  document: NoticesDocument
  session: Pick<Session, 'holder'>
}): Pick<CallHandlers, NoticeCall> => {
  const { desk, document, session } = deps
  const { store, clock } = desk.parts
  const looker = (): { today: string; lastHere: number | null } => {
    const now = clock.now()
    const resident = session.holder()?.resident ?? null
    const at = resident === null ? null : store.read((tx) => lastHere(tx, resident, now))
    return { today: businessDateOf(now), lastHere: at }
  }
  return {
    'notices.list': () => noticeList(document.data, looker()),
    'notices.open': ({ notice }) => openShown(document.data, notice, looker()),
    'notices.desk': (_input, page) => listForDesk(deps, page),
    'notices.save': (input, page) => saveNotice(deps, page, input),
    'notices.publish': (input, page) => publishNotice(deps, page, input),
    'notices.withdraw': (input, page) => withdrawNotice(deps, page, input),
  }
}
