import type { FoundEvent, ListedEvent, MyEvent, MyEvents } from '../../electron/contract/calendar.ts'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { words } from './words.ts'
import { formatWhen } from './format.ts'

const said = (): ResidentWords['activities'] => words.activities

/** A title in three parts, the one that the typed letters stand for in the middle. */
export const markedTitle = (title: string, match: FoundEvent['match']): [string, string, string] =>
  match === null
    ? [title, '', '']
    : [title.slice(0, match.from), title.slice(match.from, match.to), title.slice(match.to)]

/** When and where, and how many dates of the same series follow. */
export const underOf = ({ event }: ListedEvent, further: number, now: number): string[] =>
  [
    formatWhen(Date.parse(event.startsAt), now),
    event.place,
    further === 0 ? '' : said().further(further),
  ].filter((part) => part !== '')

/** How a title is drawn: in one line, in two, in more of smaller letters. */
export const sizeOf = (title: string): 'short' | 'long' | 'longer' => {
  const { length } = Array.from(title)
  if (length > 26) return 'longer'
  return length > 14 ? 'long' : 'short'
}

const thirdsOf = { short: 3, long: 4, longer: 6 } as const

/** How many of these a list shows that has room for so many short ones. */
export const howManyFit = (listed: readonly ListedEvent[], room: number): number => {
  let thirds = room * 3
  const fit = listed.findIndex(({ event }) => {
    thirds -= thirdsOf[sizeOf(event.title)]
    return thirds < 0
  })
  return Math.max(1, fit < 0 ? listed.length : fit)
}

/** One of 与我有关, with what it has to do with the person. */
export interface OwnRow {
  listed: MyEvent
  why: string
}

const standing = ({ mine, cancelled }: MyEvent): string | null => {
  if (cancelled !== null) return said().own.cancelled
  switch (mine.kind) {
    case 'signedUp':
      return said().own.signedUp
    case 'waiting':
      return said().own.waiting(mine.place)
    case 'checkedIn':
      return said().own.checkedIn
    case 'none':
      return null
  }
}

/** Everything of 与我有关 in one list: what one signed up for stands first. */
export const ownRows = ({ signedUp, teams, kinds }: MyEvents): OwnRow[] => [
  ...signedUp.map((listed) => ({ listed, why: standing(listed) ?? said().own.signedUp })),
  ...teams.map((listed) => ({ listed, why: standing(listed) ?? said().own.team })),
  ...kinds.map((listed) => ({
    listed,
    why: standing(listed) ?? said().own.kind(words.kinds[listed.event.kind]),
  })),
]
