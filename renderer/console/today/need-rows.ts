import type { BoardNeed, BoardSnapshot, MachineAlarm } from '../../../electron/contract/staff.ts'
import { addDays, businessDateOf, type MaskedPerson } from '../../../electron/contract/values.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import type { IconName } from '../../components/icons.ts'
import { formatCame, formatDateOf, sayNeed } from '../says.ts'

/** What a touch of the row's key opens. */
export type NeedDoor =
  | { kind: 'need'; need: BoardNeed }
  | { kind: 'claims' }
  | { kind: 'objections' }
  | { kind: 'notices' }
  | { kind: 'backup' }
  | { kind: 'machine'; alarm: MachineAlarm }

/** One line of what waits for a hand of staff. `person` stands before the title. */
export interface NeedRow {
  key: string
  icon: IconName
  person: MaskedPerson | null
  title: string
  how: string
  word: string
  door: NeedDoor
}

const say = words.today
const icons: Record<BoardNeed['kind'], IconName> = {
  openSignOut: 'clock',
  minutesNeedSecond: 'stamp',
  refusal: 'stop',
  disputed: 'help',
}

const rowOf = (need: BoardNeed, now: number): NeedRow => {
  const { title, how, key: word } = sayNeed(need, now)
  return {
    key: 'attendance' in need ? need.attendance : `${need.kind}${need.at}`,
    icon: icons[need.kind],
    person: 'person' in need ? need.person : null,
    title,
    how,
    word,
    door: { kind: 'need', need },
  }
}

/** `今天`, `明天`, `后天`, else `11月27日`. */
const endOf = (date: string, now: number): string => {
  const today = businessDateOf(now)
  if (date === today) return words.time.today
  if (date === addDays(today, 1)) return words.time.tomorrow
  return date === addDays(today, 2) ? say.dayAfterTomorrow : formatDateOf(date, now)
}

const base = { person: null, word: say.look }

const waitingRows = ({ waiting }: BoardSnapshot, now: number): NeedRow[] => {
  const { claims, objections, answerBy, asker, noticesEnding } = waiting
  const rows: NeedRow[] = []
  if (claims > 0)
    rows.push({
      ...base,
      key: 'claims',
      icon: 'stamp',
      title: say.claims(claims),
      how: say.claimsHow,
      door: { kind: 'claims' },
    })
  if (asker !== undefined && answerBy !== null)
    rows.push({
      ...base,
      key: 'objections',
      icon: 'talk',
      person: asker.person,
      title: objections > 1 ? say.asksSeveral(objections) : say.asks(formatDateOf(asker.entryOn, now)),
      how: say.asksHow(formatCame(asker.at, now), formatDateOf(answerBy, now)),
      door: { kind: 'objections' },
    })
  if (noticesEnding !== undefined)
    rows.push({
      ...base,
      key: 'notices',
      icon: 'bell',
      title: say.notices(noticesEnding.count, endOf(noticesEnding.on, now)),
      how: (noticesEnding.titles ?? []).join(words.page.enumeration),
      door: { kind: 'notices' },
    })
  return rows
}

/** What is amiss with records and copies. Head and technician can look; who cannot, calls one of them. */
const careRows = ({ station }: BoardSnapshot): NeedRow[] =>
  (station?.care ?? []).map((need) => ({
    ...base,
    ...words.backup.need[need],
    key: `care-${need}`,
    icon: 'disk',
    door: { kind: 'backup' },
  }))
const alarmIcons: Record<MachineAlarm, IconName> = {
  recordsUnwritten: 'warn',
  recordsDiffer: 'warn',
  readerDown: 'plug',
  diskLow: 'disk',
  logsGoing: 'disk',
}

/** Stands among what this member of staff has seen, until the machine says it anew after the next sign-in. */
export const alarmSeen = (alarm: MachineAlarm): string => `machine ${alarm}`

const alarmRows = ({ station }: BoardSnapshot, seen: readonly string[]): NeedRow[] =>
  (station?.alarms ?? [])
    .filter((alarm) => !seen.includes(alarmSeen(alarm)))
    .map((alarm) => ({
      ...base,
      ...say.alarms[alarm],
      key: alarm,
      icon: alarmIcons[alarm],
      word: words.console.keys.known,
      door: { kind: 'machine', alarm },
    }))

/**
 * Everything that waits, in the core's order: who still stands there first, then the machine, then what waits for
 * approval, then the rest. `seen`: what staff have been told and do not need to be told again.
 */
export const needRows = (board: BoardSnapshot, seen: readonly string[], now: number): NeedRow[] => {
  const needs = board.needs.filter((need) => need.kind !== 'disputed' || !seen.includes(need.at))
  const firstOther = needs.findIndex((need) => !('at' in need))
  const standing = firstOther === -1 ? 0 : firstOther
  return [
    ...needs.slice(0, standing).map((need) => rowOf(need, now)),
    ...careRows(board),
    ...alarmRows(board, seen),
    ...waitingRows(board, now),
    ...needs.slice(standing).map((need) => rowOf(need, now)),
  ]
}

/** How many wait in all, with those that the core did not list. */
export const needsTotal = (
  board: BoardSnapshot,
  rows: readonly NeedRow[],
  seen: readonly string[],
): number => {
  const hidden = board.needs.filter((need) => need.kind === 'disputed' && seen.includes(need.at)).length
  const listed = board.needs.length - hidden
  return board.needsTotal - hidden + (rows.length - listed)
}
