import type {
  CalendarDay,
  CancelResult,
  DayShown,
  EventPage,
  FoundEvents,
  MyEvents,
  SignUpResult,
  SoughtEvents,
  SoughtWhen,
} from '../../electron/contract/calendar.ts'
import type { CallInput, CallOutput } from '../../electron/contract/calls.ts'
import type { EventKind } from '../../electron/contract/events.ts'
import type { CalendarView } from './calendar-dates.ts'

export type TeamShown = CallOutput<'calendar.teams'>['teams'][number]

/** What is looked for, apart from the team, which the calendar knows too. */
export type Sought = Omit<SoughtEvents, 'team'>

export type CalendarPage =
  | { name: 'calendar' }
  /** 活动: today's, this week's, by kind, by team, by letters. */
  | { name: 'find' }
  /** 与我有关 asks for the card. */
  | { name: 'mineCard' }
  /** 与我有关; `at`: place of the first one on the page. */
  | { name: 'mine'; at: number }
  | { name: 'teams'; at: number }
  | { name: 'event'; event: string }
  /** Whether somebody really does not come. */
  | { name: 'sure'; event: string }
  /** Put your card there, and you are signed up; `wait`: or stand in the queue. */
  | { name: 'card'; event: string; wait: boolean }

/** 活动日历, 活动, and the pages of their events. */
export interface CalendarShown {
  name: 'calendar'
  /** Somebody's card was identified: signing up needs no card any more. */
  holder: boolean
  /** Pages from the first to the one that stands there. */
  trail: readonly [CalendarPage, ...CalendarPage[]]
  view: CalendarView
  /** The chosen day. */
  date: string
  team: string | null
  /** Page of the day's list, from 0. */
  at: number
  /** Days that have come so far for this team, of whatever month. */
  days: readonly CalendarDay[]
  /** The newest day that has come: it stands until the next one is there. */
  day: DayShown | null
  event: EventPage | null
  /** JPEG in base64 of the event's own picture. */
  picture: string | null
  teams: readonly TeamShown[] | null
  sought: Sought
  /** The newest answer that has come: it stands until the next one is there. */
  found: FoundEvents | null
  mine: MyEvents | null
  /** What became of the last touch on an event's page. */
  told: SignUpResult | CancelResult | null
  /** Answers to earlier numbers belong to somebody else. */
  since: number
  /** Number of the sign-up or cancellation that is under way. */
  asked: number | null
  failed: boolean
  /** When the core hears next that somebody is still here. */
  keepAt: number
}

export type CalendarAct =
  /** 活动日历, at home. */
  | { kind: 'door' }
  /** 活动, at home. */
  | { kind: 'findDoor' }
  | { kind: 'when'; when: SoughtWhen }
  | { kind: 'only'; of: EventKind | null }
  | { kind: 'letter'; letter: string }
  | { kind: 'erase' }
  | { kind: 'mine' }
  | { kind: 'view'; view: CalendarView }
  | { kind: 'date'; date: string }
  | { kind: 'step'; by: -1 | 1 }
  | { kind: 'leaf'; at: number }
  | { kind: 'teams' }
  | { kind: 'team'; team: string | null }
  /** An event: in the calendar, or on a result. */
  | { kind: 'event'; event: string }
  /** 我要参加, or 排队等位. */
  | { kind: 'join' }
  /** 不去了: asked first on the event's page, done on the page that asks. */
  | { kind: 'cancel' }
  | { kind: 'again' }
  | { kind: 'stay' }
  | { kind: 'done' }

export type CalendarCall =
  | 'calendar.days'
  | 'calendar.day'
  | 'calendar.event'
  | 'calendar.find'
  | 'calendar.teams'
  | 'calendar.mine'
  | 'signUp.ask'
  | 'signUp.join'
  | 'signUp.cancel'

export type CalendarAsk = {
  [N in CalendarCall]: { call: N; input: Omit<CallInput<N>, 'commandId'> }
}[CalendarCall]
/** What comes with an answer: the picture of an event, JPEG in base64. */
type Beside<N> = N extends 'calendar.event' ? { picture: string | null } : unknown
/** An answer beside what was asked: a page that has gone on meanwhile knows it by that. */
export type CalendarAnswer = {
  [N in CalendarCall]: { call: N; input: Omit<CallInput<N>, 'commandId'>; output: CallOutput<N> } & Beside<N>
}[CalendarCall]
/** `ended`: the core no longer holds this person. */
export type CalendarReply = CalendarAnswer | { call: CalendarCall; problem: 'failed' | 'ended' }

export const calendarPageOf = ({ trail }: Pick<CalendarShown, 'trail'>): CalendarPage =>
  trail[trail.length - 1] ?? trail[0]
