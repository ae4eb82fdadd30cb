import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import type {
  EventClash,
  EventResult,
  EventTemplates,
  StaffEventPage,
} from '../../electron/contract/event-desk.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import {
  clashInput,
  createInput,
  editInput,
  faultsBeforeAsking,
  firstBlockOf,
} from '../console/events/event-form.ts'
import type { EventDraft, ListTab } from '../console/events/events-state.ts'
import { sayDone, sayFault } from '../console/events/event-says.ts'
import type { ActionInput } from '../station/client.ts'
import { useDesk } from './desk.ts'
import { useHome } from './home.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

type Change = 'events.create' | 'events.edit' | 'events.publish' | 'events.withdraw' | 'events.cancel'

export interface PlanningPicture {
  plan?: CallOutput<'events.plan'>
  list?: CallOutput<'events.list'>
  opened?: StaffEventPage
  templates?: EventTemplates
  clashes?: readonly EventClash[]
}

/** Events as staff plan them. */
export const usePlanning = defineStore('planning', () => {
  const staff = useStaff()
  const desk = useDesk()
  const home = useHome()
  const plan = shallowRef<CallOutput<'events.plan'> | null>(null)
  const list = shallowRef<CallOutput<'events.list'> | null>(null)
  const opened = shallowRef<StaffEventPage | null>(null)
  const templates = shallowRef<EventTemplates | null>(null)
  const clashes = shallowRef<readonly EventClash[] | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const newestPlan = createNewest()
  const newestList = createNewest()
  const newestOpened = createNewest()
  const newestClashes = createNewest()
  /** A change of which nobody knows whether it arrived: the same one goes again under the same id. */
  let unanswered: { change: string; id: string | null } | null = null

  const openMonth = async (month: string): Promise<void> => {
    const answer = await newestPlan(staff.attempt('events.plan', { month: month.slice(0, 7) }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) plan.value = answer
  }

  const openList = async (tab: ListTab, page: number): Promise<void> => {
    const range =
      tab === 'ahead'
        ? { from: businessDateOf(home.now), to: null, phase: null }
        : { from: null, to: null, phase: tab }
    const answer = await newestList(staff.attempt('events.list', { ...range, page }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) list.value = answer
  }

  const openEvent = async (event: string): Promise<void> => {
    const answer = await newestOpened(staff.attempt('events.open', { event }))
    if (answer !== undefined && answer !== null) opened.value = answer
  }

  const openTemplates = async (): Promise<void> => {
    templates.value = (await staff.attempt('events.templates', {})) ?? templates.value
  }

  const findClashes = async (draft: EventDraft): Promise<void> => {
    clashes.value = null
    if (faultsBeforeAsking(draft).length > 0) return
    const answer = await newestClashes(staff.attempt('events.clashes', clashInput(draft)))
    if (answer !== undefined && answer !== null) clashes.value = answer.clashes
  }

  /** Asks for a change; `conflict` where somebody else was first, `null` where no answer came. */
  const change = async <N extends Change>(
    name: N,
    input: ActionInput<N>,
  ): Promise<EventResult | 'conflict' | null> => {
    if (busy.value) return null
    busy.value = true
    const asked = JSON.stringify([name, input])
    const again = unanswered?.change === asked ? unanswered.id : null
    unanswered = null
    const account = staff.snapshot.signedIn?.id
    const failure: { code: string | null } = { code: null }
    const reply = await staff.attemptQuietly(
      name,
      input,
      (code, id) => {
        failure.code = code
        if (code === 'conflict') return
        unanswered = { change: asked, id }
        desk.fail(code)
      },
      again,
    )
    busy.value = false
    if (staff.snapshot.signedIn?.id !== account) return null
    if (reply === null) return failure.code === 'conflict' ? 'conflict' : null
    return (reply as { result: EventResult }).result
  }

  /** Somebody else changed it: what was typed stays, upon what stands there now. */
  const catchUp = async (draft: EventDraft): Promise<void> => {
    if (draft.of === null) return
    const page = await staff.attempt('events.open', { event: draft.of.event })
    if (page === null) return
    opened.value = page
    draft.of = { ...draft.of, sequence: page.sequence }
    desk.warn(words.eventDesk.conflict)
  }

  /** Saves the draft that stands on the desk; `publish`: residents see it at once. */
  const save = async (publish: boolean): Promise<void> => {
    const { draft } = desk.state
    if (draft === null) return
    draft.faults = faultsBeforeAsking(draft)
    const result =
      draft.faults.length > 0
        ? ({ kind: 'refused', faults: draft.faults } as const)
        : draft.of === null
          ? await change('events.create', createInput(draft, publish))
          : await change('events.edit', editInput(draft, draft.of))
    if (result === null || desk.state.draft !== draft) return
    if (result === 'conflict') {
      await catchUp(draft)
      return
    }
    if (result.kind === 'refused') {
      draft.faults = [...result.faults]
      draft.block = firstBlockOf(result.faults) ?? draft.block
      return
    }
    const { done } = words.eventDesk
    const said = draft.of !== null ? done.edited : publish ? done.published : done.saved
    desk.state.draft = null
    desk.state.events.chosen = result.event
    desk.go('events')
    desk.say(sayDone(said, result.leftOut, Number(draft.date.slice(8))))
  }

  /** Publishes, withdraws or cancels; the first fault is told on the page's head. Whether it was done. */
  const decide = async <N extends 'events.publish' | 'events.withdraw' | 'events.cancel'>(
    name: N,
    input: ActionInput<N>,
    said: string,
  ): Promise<boolean> => {
    const result = await change(name, input)
    if (result === null) return false
    if (result === 'conflict') {
      desk.fail('conflict')
      await openEvent(input.event)
      return false
    }
    if (result.kind === 'refused') {
      const [first] = result.faults
      if (first !== undefined) desk.warn(sayFault(first))
      return false
    }
    desk.say(said)
    return true
  }

  const put = (picture: PlanningPicture): void => {
    plan.value = picture.plan ?? null
    list.value = picture.list ?? null
    opened.value = picture.opened ?? null
    templates.value = picture.templates ?? null
    clashes.value = picture.clashes ?? null
  }

  return {
    ...{ plan, list, opened, templates, clashes, failed, busy },
    ...{ openMonth, openList, openEvent, openTemplates, findClashes, save, decide, put },
  }
})
