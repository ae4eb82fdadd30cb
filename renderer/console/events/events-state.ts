import type { EventFault, EventPhase, EventRepeat, Weekday } from '../../../electron/contract/event-desk.ts'
import type { EventKind } from '../../../electron/contract/events.ts'

/** Blocks of the form of an event, in order. */
export const eventBlocks = ['what', 'when', 'who', 'brings', 'look'] as const
export type EventBlock = (typeof eventBlocks)[number]

export type Scope = 'one' | 'future' | 'all'
export type Every = EventRepeat['every'] | 'none'

/** What of an event is typed as text; an empty one stands for nothing. */
export interface DraftTexts {
  title: string
  place: string
  host: string
  leader: string
  forWhom: string
  bring: string
  team: string
  capacity: string
  minAge: string
}

/** An event as it is half-typed. */
export interface EventDraft {
  /** The event that is edited, as the page saw it; `null` for a new one. */
  of: { event: string; sequence: number; repeats: boolean } | null
  scope: Scope
  block: EventBlock
  kind: EventKind
  texts: DraftTexts
  date: string
  hour: number
  minute: number
  minutes: number
  every: Every
  interval: number
  days: Weekday[]
  count: string
  until: string | null
  /** The rule of the series that is edited, for as long as nobody touches it. */
  kept: EventRepeat | null
  reason: string
  /** First day of the month on the calendar. */
  month: string
  faults: EventFault[]
}

/** `ahead`: everything from today on. */
export type ListTab = 'ahead' | Exclude<EventPhase, 'published' | 'archived'>

export interface EventsDesk {
  view: 'month' | 'list'
  /** First day of the month that is shown, `null` = this month. */
  month: string | null
  tab: ListTab
  page: number
  chosen: string | null
  /** The day whose events the panel lists. */
  day: string | null
}

/** Staff's half-done work with events. */
export interface EventForms {
  events: EventsDesk
  draft: EventDraft | null
  stop: { event: string; kind: 'cancel' | 'withdraw'; scope: 'one' | 'future'; reason: string } | null
}

export const emptyEventForms = (): EventForms => ({
  events: { view: 'month', month: null, tab: 'ahead', page: 0, chosen: null, day: null },
  draft: null,
  stop: null,
})
