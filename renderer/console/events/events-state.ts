import type {
  EventFault,
  EventField,
  EventPhase,
  EventRepeat,
  Weekday,
} from '../../../electron/contract/event-desk.ts'
import type { KeptPhoto } from '../credit/credit-state.ts'
import type { EventBrief, EventKind } from '../../../electron/contract/events.ts'

/** Blocks of the form of an event, in order. */
export const eventBlocks = ['what', 'when', 'repeat', 'who', 'picture', 'look'] as const
export type EventBlock = (typeof eventBlocks)[number]

export type Scope = 'one' | 'future' | 'all'
export const everies = [
  'none',
  'day',
  'week',
  'monthDay',
  'monthLastDay',
  'monthWeekday',
  'monthLastWeekday',
] as const
export type Every = (typeof everies)[number]
export type RepeatEnd = EventRepeat['end']['kind']

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

/** One that the station keeps, or one from the stick that goes with the form. */
export type DraftPicture =
  { kind: 'none' } | { kind: 'kept'; picture: string } | { kind: 'new'; photo: KeptPhoto }

/** An event as it is half-typed. */
export interface EventDraft {
  /** The event that is edited, as the page saw it; `null` for a new one. */
  of: {
    event: string
    sequence: number
    repeats: boolean
    /** Nobody has seen it yet. */
    isDraft: boolean
    /** What must stay as it is. */
    fixed: readonly EventField[]
  } | null
  /** What stood here when it was opened: what is other now was typed. */
  asOpened: string
  scope: Scope
  block: EventBlock
  kind: EventKind
  texts: DraftTexts
  picture: DraftPicture
  date: string
  hour: number
  minute: number
  minutes: number
  every: Every
  interval: number
  days: Weekday[]
  ends: RepeatEnd
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

/** An event that is about to be stopped. */
export interface StopForm {
  event: string
  kind: 'cancel' | 'withdraw'
  scope: 'one' | 'future'
  reason: string
  /** The event that takes place instead. */
  movedTo: EventBrief | null
  /** The day on which it is looked for, while it is. */
  day: string | null
  fault: string | null
}

/** Nothing said yet of why. */
export const emptyStop = (event: string, kind: StopForm['kind']): StopForm => ({
  event,
  kind,
  scope: 'one',
  reason: '',
  movedTo: null,
  day: null,
  fault: null,
})

export interface EventsDesk {
  view: 'month' | 'list'
  /** First day of the month that is shown, `null` = this month. */
  month: string | null
  tab: ListTab
  /** Of the list. */
  page: number
  chosen: string | null
  /** The day whose events the panel lists. */
  day: string | null
}

/** Staff's half-done work with events. */
export interface EventForms {
  events: EventsDesk
  draft: EventDraft | null
  /** Another form that somebody wants, while one is half-typed. */
  nextDraft: EventDraft | null
  stop: StopForm | null
}

export const emptyEventForms = (): EventForms => ({
  events: { view: 'month', month: null, tab: 'ahead', page: 0, chosen: null, day: null },
  draft: null,
  nextDraft: null,
  stop: null,
})
