import type { ListedEvent } from '../../../electron/contract/calendar.ts'
import type { CallOutput } from '../../../electron/contract/calls.ts'
import type { EventBrief } from '../../../electron/contract/events.ts'

/** An event of a day as staff see it: drafts too. */
export interface DayLine {
  event: EventBrief
  phase: ListedEvent['phase'] | 'draft'
}

/** Everything of a day, by its start. */
export const linesOn = ({
  events,
  drafts,
}: Pick<CallOutput<'events.plan'>['days'][number], 'events' | 'drafts'>): DayLine[] =>
  [...events, ...drafts.map((event) => ({ event, phase: 'draft' as const }))].toSorted(
    (one, other) => Date.parse(one.event.startsAt) - Date.parse(other.event.startsAt),
  )

/** Lines of a day on the month, and characters of each. */
const lines = 3
const width = 4

/** A title in as much of the first lines as it needs; what does not fit is left to whoever opens the day. */
const nameIn = (title: string, most: number): string => {
  const letters = Array.from(title)
  if (letters.length <= width) return title
  const shown = letters.slice(0, most * width)
  const half = Math.min(width, Math.ceil(shown.length / Math.ceil(shown.length / width)))
  const rows = Array.from({ length: Math.ceil(shown.length / half) }, (_, row) =>
    shown.slice(row * half, (row + 1) * half).join(''),
  )
  return rows.join('\n')
}

/** What a day of the month shows: one event in two lines, up to three by one line each, or two and how many more. */
export const linesOfDay = (
  events: readonly DayLine[],
  count: number,
): { named: (DayLine & { name: string })[]; more: number } => {
  const shown = events.slice(0, count <= lines ? lines : lines - 1)
  const each = count === 1 ? 2 : 1
  return {
    named: shown.map((listed) => ({ ...listed, name: nameIn(listed.event.title, each) })),
    more: count - shown.length,
  }
}
