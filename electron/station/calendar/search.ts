import type { Hit, Sought } from '../../calendar/find.ts'
import type { SoughtEvents, SoughtWhen } from '../../contract/calendar.ts'
import { addDays, businessDateOf, shanghaiTime, weekdayOfDate } from '../../contract/values.ts'

const daysOfWeek = 7

/** What begins from this moment on is not meant any more; `null` where any day is. */
export const endOf = (when: SoughtWhen, now: number): number | null => {
  if (when === 'any') return null
  const today = businessDateOf(now)
  const toSunday = (daysOfWeek - weekdayOfDate(today)) % daysOfWeek
  return shanghaiTime(addDays(today, when === 'week' ? toSunday : 0), 24 * 60)
}

type Find = (sought: Omit<Sought, 'now'>) => Hit[]

/** What was looked for; where that is nothing, what comes nearest to it: another day, then another title, then any. */
export const searchEvents = (
  find: Find,
  { when, kind, team, initials }: Omit<SoughtEvents, 'from'>,
  now: number,
): { hits: Hit[]; nearest: Hit[] } => {
  const hits = find({ kind, team, initials, before: endOf(when, now) })
  if (hits.length > 0) return { hits, nearest: [] }
  const wider = [
    { kind, team, initials },
    { kind, team, initials: '' },
    { kind: null, team: null, initials: '' },
  ]
  for (const sought of wider) {
    const nearest = find({ ...sought, before: null })
    if (nearest.length > 0) return { hits, nearest }
  }
  return { hits, nearest: [] }
}
