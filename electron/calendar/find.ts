import type { EventKind } from '../contract/events.ts'
import type { Findable } from './queries.ts'

/** The letters that each character of a text may be typed by. */
export type TypedLetters = (text: string) => readonly (readonly string[])[]

/** A title as it is compared: one set of letters for each character that has any, and where that stands. */
interface Key {
  /** All letters of the title: whoever types another one need not look further. */
  all: number
  masks: number[]
  starts: number[]
  ends: number[]
}

export interface Match {
  /** As for `String.slice`. */
  from: number
  to: number
}

export interface Hit {
  id: string
  match: Match | null
  /** Later dates of the same series that were found too. */
  further: number
}

export interface Sought {
  kind: EventKind | null
  team: string | null
  /** Capital letters. */
  initials: string
  /** Only what begins before this moment. */
  before: number | null
  now: number
}

const bit = (letter: string): number => 1 << (letter.charCodeAt(0) - 65)

const keyOf = (title: string, lettersOf: TypedLetters): Key => {
  const key: Key = { all: 0, masks: [], starts: [], ends: [] }
  const letters = lettersOf(title)
  let at = 0
  for (const [index, character] of Array.from(title).entries()) {
    const mask = (letters[index] ?? []).reduce((all, letter) => all | bit(letter), 0)
    if (mask !== 0) {
      key.all |= mask
      key.masks.push(mask)
      key.starts.push(at)
      key.ends.push(at + character.length)
    }
    at += character.length
  }
  return key
}

/** What was typed, one bit for each letter. */
interface Typed {
  bits: readonly number[]
  all: number
}

/** Where the letters stand in the title, one for each character, signs between them passed over; the first place. */
const matchIn = ({ all, masks, starts, ends }: Key, { bits, all: wanted }: Typed): Match | null => {
  if ((all & wanted) !== wanted) return null
  for (let first = 0; first + bits.length <= masks.length; first += 1) {
    let length = 0
    while (length < bits.length && ((masks[first + length] ?? 0) & (bits[length] ?? 0)) !== 0) length += 1
    if (length === bits.length) return { from: starts[first] ?? 0, to: ends[first + length - 1] ?? 0 }
  }
  return null
}

/** Events that are not over, ready to be looked through at every key. */
export interface EventIndex {
  /** Takes over what is to be found, in the order of time. */
  readonly fill: (events: readonly Findable[]) => void
  /** Titles that begin with what was typed in front, each group by time; of a series the next date only. */
  readonly find: (sought: Sought) => Hit[]
}

export const createEventIndex = (lettersOf: TypedLetters): EventIndex => {
  let entries: { event: Findable; key: Key }[] = []
  /** Titles repeat with every date of a series. */
  let keys = new Map<string, Key>()

  return {
    fill: (events) => {
      const before = keys
      keys = new Map()
      entries = events.map((event) => {
        const { title } = event
        const key = keys.get(title) ?? before.get(title) ?? keyOf(title, lettersOf)
        keys.set(title, key)
        return { event, key }
      })
    },
    find: ({ kind, team, initials, before, now }) => {
      const bits = Array.from(initials, bit)
      const typed = { bits, all: bits.reduce((all, one) => all | one, 0) }
      const bySeries = new Map<string, Hit>()
      const [front, rest]: [Hit[], Hit[]] = [[], []]
      for (const { event, key } of entries) {
        if (before !== null && event.startsAt >= before) break
        if (event.endsAt <= now || (kind !== null && event.kind !== kind)) continue
        if (team !== null && event.team !== team) continue
        const match = bits.length === 0 ? null : matchIn(key, typed)
        if (bits.length > 0 && match === null) continue
        const earlier = event.series === null ? undefined : bySeries.get(event.series)
        if (earlier !== undefined) {
          earlier.further += 1
          continue
        }
        const hit = { id: event.id, match, further: 0 }
        if (event.series !== null) bySeries.set(event.series, hit)
        if (match === null || match.from === 0) front.push(hit)
        else rest.push(hit)
      }
      return [...front, ...rest]
    },
  }
}
