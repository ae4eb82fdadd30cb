import { StationError } from '../../base/errors.ts'
import type { CallOutput } from '../../contract/calls.ts'
import type { ListedNotice, NoticePage } from '../../contract/notices.ts'
import type { BoardSnapshot } from '../../contract/staff.ts'
import type { HomeSnapshot } from '../../contract/pushes.ts'
import { businessDateOf, shanghaiTime } from '../../contract/values.ts'
import {
  appearedAt,
  endingNext,
  isNewTo,
  isShownOn,
  mostNotices,
  shownOn,
  type Notice,
  type NoticesFile,
} from '../../notices/rules.ts'
import type { Tx } from '../../store/tx.ts'

/** When a resident's card was here last before today; `null` for a first day. */
export const lastHere = (tx: Tx, resident: string, now: number): number | null =>
  tx.get<{ at: number | null }>(
    'select max(at) as at from tap where resident = ? and at < ?',
    resident,
    shanghaiTime(businessDateOf(now), 0),
  )?.at ?? null

interface Looker {
  today: string
  lastHere: number | null
}

const listed = (one: Notice, looker: Looker): ListedNotice => ({
  id: one.id,
  kind: one.kind,
  title: one.title,
  on: businessDateOf(appearedAt(one)),
  until: one.until,
  isNew: isNewTo(one, looker),
})

export const noticeList = (
  { revision, notices }: NoticesFile,
  looker: Looker,
): CallOutput<'notices.list'> => ({
  revision,
  today: looker.today,
  notices: shownOn(notices, looker.today)
    .slice(0, mostNotices)
    .map((one) => listed(one, looker)),
})

/** A notice that stands today. Throws `notFound`, also for drafts and what is over. */
export const openShown = ({ notices }: NoticesFile, id: string, looker: Looker): NoticePage => {
  const one = notices.find((candidate) => candidate.id === id)
  if (one === undefined || !isShownOn(one, looker.today))
    throw new StationError('notFound', { what: 'notice' })
  return {
    ...listed(one, looker),
    paragraphs: one.body.split('\n'),
    names: one.names.map(({ name }) => name),
    picture: one.picture,
  }
}

/** What home says of notices. */
export const noticesBriefOf = ({ revision, notices }: NoticesFile, now: number): HomeSnapshot['notices'] => {
  const today = businessDateOf(now)
  const shown = shownOn(notices, today)
  const fresh = shown.filter((one) => isNewTo(one, { today, lastHere: null }))
  return { revision, shown: shown.length, fresh: fresh.length }
}

/** The board with what staff should know of notices. */
export const withNotices = (
  board: BoardSnapshot | null,
  { notices }: NoticesFile,
  now: number,
): BoardSnapshot | null => {
  const ending = endingNext(notices, businessDateOf(now))
  if (board === null || ending === null) return board
  return { ...board, waiting: { ...board.waiting, noticesEnding: ending } }
}
