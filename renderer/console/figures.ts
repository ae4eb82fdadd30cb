import type { BoardSnapshot, EventFigures } from '../../electron/contract/staff.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { formatMinutes } from './says.ts'

export interface Figure {
  label: string
  value: string
  strong?: boolean
}

const labels = words.console.figures

const figure = (label: string, value: number | null): Figure[] =>
  value === null ? [] : [{ label, value: String(value) }]

/** Everybody who came is inside until the first one has signed out. */
const inside = ({ present, left }: EventFigures): Figure => ({
  label: left === 0 ? labels.present : labels.inside,
  value: String(present),
  strong: true,
})

/** Numbers of the event that is watched and of the day. What is not known is not drawn. */
export const boardFigures = ({ live, today }: BoardSnapshot): Figure[] => {
  const day = [
    { label: labels.todayAttendances, value: String(today.attendances) },
    { label: labels.todayPeople, value: String(today.people) },
  ]
  if (live === null) return day
  const { figures } = live
  const missing = figures.noShows === null ? figures.expected : null
  return [
    inside(figures),
    ...figure(labels.noShows, figures.noShows),
    ...figure(labels.expected, missing),
    ...figure(labels.late, figures.late),
    ...figure(labels.left, figures.left),
    ...day,
  ]
}

/** Numbers over an event's list. */
export const listFigures = (figures: EventFigures): Figure[] => [
  ...figure(labels.expected, figures.expected),
  inside(figures),
  ...figure(labels.left, figures.left),
  ...figure(labels.late, figures.late),
  ...figure(labels.noShows, figures.noShows),
  ...figure(labels.walkIns, figures.walkIns),
  ...figure(labels.children, figures.children === 0 ? null : figures.children),
  { label: labels.attendances, value: String(figures.attendances) },
  ...(figures.minutes === 0 ? [] : [{ label: labels.minutes, value: formatMinutes(figures.minutes) }]),
]
