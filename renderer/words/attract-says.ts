import type { AttractShown } from '../../electron/contract/attract.ts'
import type { EventBrief } from '../../electron/contract/events.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { words } from './words.ts'
import { formatWhen } from './format.ts'

const said = (): ResidentWords['attract'] => words.attract
const minuteMs = 60_000
/** So long before its start an event is counted down. */
const countedMinutes = 60

/** What is known of the door today; `open`: now. `null` where nobody said. */
export const doorOf = (door: AttractShown['door'], clock: string): { text: string; open: boolean } | null => {
  if (door === null) return null
  if (door.hours === null) return { text: said().closedToday, open: false }
  const { from, to } = door.hours
  const short = (time: string): string => time.replace(/^0/, '')
  return { text: said().open(short(from), short(to)), open: from <= clock && clock < to }
}

/** When the next event is: the closer, the more exactly. A list of phrases. */
export const whenNext = (next: NonNullable<AttractShown['next']>, now: number): readonly string[] => {
  const start = Date.parse(next.event.startsAt)
  if (start <= now) return [said().begun]
  if (!next.today) return [said().notToday, said().later(formatWhen(start, now))]
  const minutes = Math.ceil((start - now) / minuteMs)
  return [minutes <= countedMinutes ? said().inMinutes(minutes) : formatWhen(start, now)]
}

/** Where, with whom, and whether there is room. */
export const factsOf = ({ kind, place, host, placesLeft }: EventBrief): string[] =>
  [
    place,
    host === null ? '' : words.calendar.event.led(kind, host),
    placesLeft === null ? '' : words.event.placesLeft(placesLeft),
  ].filter((fact) => fact !== '')

const linesOf = ({ title }: EventBrief): number => {
  const { length } = Array.from(title)
  if (length <= 14) return 1
  return length <= 26 ? 2 : 5
}
/** The poster has room for so many lines of what else there is today. */
const restLines = 5

/** What else there is today, as far as there is room for it; the others are counted. */
export const restOf = ({ today, more }: AttractShown): { shown: EventBrief[]; more: number } => {
  let left = restLines
  const end = today.findIndex((event) => (left -= linesOf(event)) < 0)
  const shown = end < 0 ? today : today.slice(0, end)
  return { shown, more: more + today.length - shown.length }
}

const isOver = ({ endsAt }: EventBrief, now: number): boolean => Date.parse(endsAt) <= now

/** The poster without what is over by now; `null` where it is another day's. */
export const posterAt = (poster: AttractShown | null, now: number): AttractShown | null => {
  if (poster?.date !== businessDateOf(now)) return null
  const today = poster.today.filter((event) => !isOver(event, now))
  const { next } = poster
  return { ...poster, next: next !== null && isOver(next.event, now) ? null : next, today }
}
