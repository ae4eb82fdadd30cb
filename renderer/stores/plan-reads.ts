import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { CallInput, CallOutput } from '../../electron/contract/calls.ts'
import type {
  EventClash,
  EventPhase,
  EventTemplates,
  StaffEventPage,
} from '../../electron/contract/event-desk.ts'
import type { EventBrief } from '../../electron/contract/events.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { clashInput, faultsBeforeAsking } from '../console/events/event-form.ts'
import type { EventDraft, ListTab } from '../console/events/events-state.ts'
import { useHome } from './home.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** Everything of events that the core has told this page. */
export interface PlanFacts {
  plan: CallOutput<'events.plan'> | null
  list: (CallOutput<'events.list'> & { tab: ListTab; part: number }) | null
  day: { date: string; events: readonly EventBrief[] } | null
  opened: StaffEventPage | null
  /** What the month before would bring into a month. */
  copies: (CallOutput<'events.monthCopies'> & { month: string }) | null
  templates: EventTemplates | null
  /** The kept picture of the form that is open. */
  picture: { id: string; data: string } | null
  /** `asked`: what they clash with; `more`: clashes beyond those. */
  clashes: { asked: string; clashes: readonly EventClash[]; more: number } | null
}

export type PlanRefs = { [Name in keyof PlanFacts]: ShallowRef<PlanFacts[Name]> }

export const createPlanRefs = (): PlanRefs => ({
  plan: shallowRef(null),
  list: shallowRef(null),
  day: shallowRef(null),
  opened: shallowRef(null),
  copies: shallowRef(null),
  templates: shallowRef(null),
  picture: shallowRef(null),
  clashes: shallowRef(null),
})

/** Where another event's people may go. */
const standing: ReadonlySet<EventPhase> = new Set(['published', 'signUp', 'inProgress'])

export interface PlanReads {
  /** Whether the last look at the month or the list came to nothing. */
  failed: Ref<boolean>
  openMonth: (month: string) => Promise<void>
  openList: (tab: ListTab, part: number) => Promise<void>
  /** What takes place on a day, for whoever looks for one event of it. */
  openDay: (date: string) => Promise<void>
  openEvent: (event: string) => Promise<void>
  /** `month`: any day of it. */
  openCopies: (month: string) => Promise<void>
  openTemplates: () => Promise<void>
  openPicture: (id: string) => Promise<void>
  findClashes: (draft: EventDraft) => Promise<void>
  /** What is known of the draft as it stands now; `null` until the core has answered. */
  clashesOf: (draft: EventDraft) => PlanFacts['clashes']
}

const eventsStanding = ({ events }: CallOutput<'events.list'>): readonly EventBrief[] =>
  events.filter(({ phase }) => standing.has(phase)).map(({ event }) => event)

const rangeOf = (tab: ListTab, now: number): Pick<CallInput<'events.list'>, 'from' | 'to' | 'phase'> =>
  tab === 'ahead'
    ? { from: businessDateOf(now), to: null, phase: null }
    : { from: null, to: null, phase: tab }

/** Asks the core; of two answers to one question the newer one counts. */
export const createPlanReads = (facts: PlanRefs): PlanReads => {
  const staff = useStaff()
  const home = useHome()
  const failed = ref(false)
  const newest = { plan: createNewest(), list: createNewest(), day: createNewest(), copies: createNewest() }
  const newestOpened = createNewest()
  const newestClashes = createNewest()

  return {
    failed,
    openMonth: async (month) => {
      const answer = await newest.plan(staff.attempt('events.plan', { month: month.slice(0, 7) }))
      if (answer === undefined) return
      failed.value = answer === null
      if (answer !== null) facts.plan.value = answer
    },
    openList: async (tab, part) => {
      const answer = await newest.list(
        staff.attempt('events.list', { ...rangeOf(tab, home.now), page: part }),
      )
      if (answer === undefined) return
      failed.value = answer === null
      if (answer !== null) facts.list.value = { tab, part, ...answer }
    },
    openDay: async (date) => {
      const sought = { from: date, to: date, phase: null, page: 0 }
      const answer = await newest.day(staff.attempt('events.list', sought))
      if (answer) facts.day.value = { date, events: eventsStanding(answer) }
    },
    openEvent: async (event) => {
      const answer = await newestOpened(staff.attempt('events.open', { event }))
      if (answer !== undefined && answer !== null) facts.opened.value = answer
    },
    openCopies: async (day) => {
      const month = day.slice(0, 7)
      if (facts.copies.value?.month !== month) facts.copies.value = null
      const answer = await newest.copies(staff.attempt('events.monthCopies', { month }))
      if (answer !== undefined && answer !== null) facts.copies.value = { month, ...answer }
    },
    openTemplates: async () => {
      facts.templates.value = (await staff.attempt('events.templates', {})) ?? facts.templates.value
    },
    openPicture: async (id) => {
      if (facts.picture.value?.id === id) return
      const answer = await staff.attempt('pictures.open', { picture: id })
      if (answer !== null) facts.picture.value = { id, data: answer.picture }
    },
    findClashes: async (draft) => {
      if (faultsBeforeAsking(draft).length > 0) return
      const input = clashInput(draft)
      const answer = await newestClashes(staff.attempt('events.clashes', input))
      if (answer !== undefined && answer !== null)
        facts.clashes.value = { asked: JSON.stringify(input), ...answer }
    },
    clashesOf: (draft) => {
      const { value } = facts.clashes
      return value?.asked === JSON.stringify(clashInput(draft)) ? value : null
    },
  }
}
