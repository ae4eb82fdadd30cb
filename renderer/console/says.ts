import { readerStatusText } from '../../electron/contract/words/reader-statuses.ts'
import type { HomeSnapshot } from '../../electron/contract/pushes.ts'
import type { AttendanceRow, BoardNeed, FoundPerson, StaffTile } from '../../electron/contract/staff.ts'
import { businessDateOf, inShanghai } from '../../electron/contract/values.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { formatDay, formatTime } from '../words/format.ts'
import type { Objection } from '../stores/hand.ts'
import type { DeskNote } from './desk-state.ts'

const say = words.console

/** The word under a staff member's name: the role that was named first. */
export const roleOf = ({ roles: [first = 'clerk'] }: StaffTile): string => say.roles[first]

/** `2小时30分`, `45分`, `0分`: minutes of service. */
export const formatMinutes = (minutes: number): string => {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const whole = hours > 0 ? `${String(hours)}${say.units.hours}` : ''
  return rest > 0 || hours === 0 ? `${whole}${String(rest)}${say.units.minutes}` : whole
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `8:51:42`: a time of day to the second. */
export const formatSecond = (ms: number): string => `${formatTime(ms)}:${two(new Date(ms).getUTCSeconds())}`

/** `11月20日`, with the year only where it is another than that of `now`. */
export const formatDateOf = (date: string, now: number): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const said = words.time.day(month, day)
  return year === inShanghai(now).year ? said : `${words.time.year(year)}${said}`
}

/** `今天 8:52`, `11月20日 星期五 8:30`: when somebody came. */
export const formatCame = (instant: string, now: number): string => {
  const ms = Date.parse(instant)
  return `${formatDay(ms, now)} ${formatTime(ms)}`
}

/** `今天 8:52`, `11月20日 8:30`: when somebody came, in a narrow column. */
export const formatCameShort = (instant: string, now: number): string => {
  const ms = Date.parse(instant)
  const date = businessDateOf(ms)
  const day = date === businessDateOf(now) ? words.time.today : formatDateOf(date, now)
  return `${day} ${formatTime(ms)}`
}

/** What tells two people of one masked name apart: `1945年生，尾号34，巧厨娘`. */
export const tellApart = ({ birthYear, lastTwo, teams, provisional }: FoundPerson): string => {
  const { find } = say
  const parts = [find.born(birthYear)]
  if (lastTwo !== null) parts.push(find.lastTwo(lastTwo))
  if (provisional) parts.push(find.provisional)
  return [...parts, ...teams.slice(0, 2)].join(find.comma)
}

/** When somebody last came to anything: `上回来：11月20日`. */
export const lastCame = ({ lastCame: day }: FoundPerson, now: number): string =>
  day === null ? say.byHand.neverCame : say.byHand.lastCame(formatDateOf(day, now))

/** The two lines of something that waits for staff; `name` goes before the first. */
export const sayNeed = (need: BoardNeed, now: number): { title: string; how: string; key: string } => {
  const { needs } = say
  switch (need.kind) {
    case 'openSignOut':
      return { title: needs.openSignOut, how: needs.openSignOutHow(need.event.title), key: needs.fill }
    case 'minutesNeedSecond': {
      const how = needs.minutesNeedSecondHow(need.event.title, formatMinutes(need.minutes))
      return { title: needs.minutesNeedSecond, how, key: needs.approve }
    }
    case 'refusal': {
      const how = needs.refusalHow(need.event.title, say.refusals[need.reason])
      return { title: needs.refusal, how, key: needs.help }
    }
    case 'disputed':
      return {
        title: needs.disputed,
        how: needs.disputedHow(formatCame(need.at, now)),
        key: say.keys.known,
      }
  }
}

/** What a tap came to, in two or three characters; `kind` may be one that this page does not know yet. */
export const sayTap = (kind: string): string =>
  Object.hasOwn(say.taps, kind) ? say.taps[kind as keyof typeof say.taps] : say.taps.other

export const sayReader = ({
  state,
  cardLeft,
  trouble,
}: HomeSnapshot['reader']): { text: string; good: boolean } => {
  const lines = say.state
  if (cardLeft) return { text: lines.cardLeft, good: false }
  if (trouble !== null && state !== 'searching') return { text: readerStatusText(trouble), good: false }
  switch (state) {
    case 'ready':
    case 'card':
      return { text: lines.readerOk, good: true }
    case 'searching':
      return { text: lines.readerDown, good: false }
    case 'fault':
      return { text: lines.readerFault, good: false }
    case 'absent':
      return { text: lines.readerNone, good: false }
  }
}

export const sayQueue = ({ pending, link }: HomeSnapshot['queue']): { text: string; good: boolean } => {
  const lines = say.state
  if (link === 'none') return { text: lines.queueNone, good: true }
  if (link === 'refused') return { text: lines.queueRefused(pending), good: false }
  return pending === 0
    ? { text: lines.queueOk, good: true }
    : { text: lines.queueWaiting(pending), good: link === 'online' }
}

/** What happened to the clock and what to do; `null` while it is right. */
export const sayClock = ({
  clock,
  clockJumped,
}: Pick<HomeSnapshot, 'clock' | 'clockJumped'>): string | null => {
  if (clock === 'unset') return say.state.clockUnset
  return clockJumped ? say.state.clockJumped : null
}

type Refused = Extract<Objection, { kind: 'refused' }>['reason']

const refusedByHand: Record<Refused, string> = { ...words.creditDesk.refusals, ...say.second.refused }
const refusedToCorrect: Record<Refused, string> = { ...refusedByHand, ...words.creditDesk.refusedToCorrect }

/** One sentence about why a second PIN did not do; `correcting`: an entry of a ledger is put right. */
export const sayObjection = (objection: Objection, correcting = false): string => {
  const { second } = say
  switch (objection.kind) {
    case 'refused':
      return (correcting ? refusedToCorrect : refusedByHand)[objection.reason]
    case 'wrongPin':
      return objection.waitMs > 0
        ? second.locked(Math.ceil(objection.waitMs / 60_000))
        : second.wrongPin(objection.triesLeft)
    case 'locked':
      return second.locked(Math.ceil(objection.waitMs / 60_000))
  }
}

export const sayNote = (note: DeskNote): string =>
  note.kind === 'failed' ? say.errors[note.code] : note.text

/** How a person's minutes of one attendance came about. */
export const sayMinutes = ({
  minutes,
  minutesMark,
}: Pick<AttendanceRow, 'minutes' | 'minutesMark'>): string => {
  const mark = minutesMark === null ? '' : say.minutesMarks[minutesMark]
  const time = minutes === null ? '' : formatMinutes(minutes)
  return [time, mark].filter((part) => part !== '').join(' ')
}
