import { ref, type Ref } from 'vue'
import type { EventResult } from '../../electron/contract/event-desk.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import {
  createInput,
  editInput,
  faultsBeforeAsking,
  firstBlockOf,
  isFixed,
} from '../console/events/event-form.ts'
import { sayDone, sayFault } from '../console/events/event-says.ts'
import type { EventDraft } from '../console/events/events-state.ts'
import type { ActionInput } from '../station/client.ts'
import { useDesk } from './desk.ts'
import type { PlanReads, PlanRefs } from './plan-reads.ts'
import { useStaff } from './staff.ts'

type Decision = 'events.publish' | 'events.withdraw' | 'events.cancel'
type Change = 'events.create' | 'events.edit' | Decision

/** What came of a change; `conflict` where somebody else was first, `null` where no answer came. */
type Answer = EventResult | 'conflict' | null

export interface PlanChanges {
  busy: Ref<boolean>
  /** Saves the draft that stands on the desk; `publish`: residents see it at once. */
  save: (publish: boolean) => Promise<void>
  /** `null` once it was done, else why it was not; `unknown` where no answer came, which the page's head tells. */
  decide: <N extends Decision>(name: N, input: ActionInput<N>) => Promise<string | null>
}

/** One change at a time. */
const createAsk = (
  busy: Ref<boolean>,
): (<N extends Change>(name: N, input: ActionInput<N>) => Promise<Answer>) => {
  const staff = useStaff()
  const desk = useDesk()
  /** A change of which nobody knows whether it arrived: the same one goes again under the same id. */
  let unanswered: { change: string; id: string | null } | null = null

  return async (name, input) => {
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
}

/** Changes of events as staff make them. */
export const createPlanChanges = (facts: PlanRefs, { openEvent }: PlanReads): PlanChanges => {
  const desk = useDesk()
  const busy = ref(false)
  const ask = createAsk(busy)

  /** Somebody else changed it: what was typed stays, upon what stands there now. */
  const catchUp = async (draft: EventDraft): Promise<void> => {
    if (draft.of === null) return
    await openEvent(draft.of.event)
    const page = facts.opened.value
    if (page?.event.id !== draft.of.event) return
    draft.of = { ...draft.of, sequence: page.sequence, fixed: page.fixed }
    // It may have been extended meanwhile, and that is nothing to be undone here.
    if (isFixed(draft, 'minutes')) draft.minutes = page.minutes
    desk.warn(words.eventDesk.conflict)
  }

  const send = (draft: EventDraft, publish: boolean): Promise<Answer> => {
    const faults = faultsBeforeAsking(draft)
    if (faults.length > 0) return Promise.resolve({ kind: 'refused', faults })
    return draft.of === null
      ? ask('events.create', createInput(draft, publish))
      : ask('events.edit', editInput(draft, draft.of))
  }

  const finish = (draft: EventDraft, publish: boolean, result: EventResult & { kind: 'done' }): void => {
    const { done } = words.eventDesk
    const said = draft.of !== null ? done.edited : publish ? done.published : done.saved
    desk.state.draft = null
    Object.assign(desk.state.events, { chosen: result.event, day: draft.date })
    desk.go('events')
    desk.say(sayDone(said, result.leftOut, draft))
  }

  const save = async (publish: boolean): Promise<void> => {
    const { draft } = desk.state
    if (draft === null) return
    draft.faults = []
    const result = await send(draft, publish)
    if (result === null || desk.state.draft !== draft) return
    if (result === 'conflict') await catchUp(draft)
    else if (result.kind === 'done') finish(draft, publish, result)
    else {
      draft.faults = [...result.faults]
      draft.block = firstBlockOf(result.faults) ?? draft.block
    }
  }

  const decide = async <N extends Decision>(name: N, input: ActionInput<N>): Promise<string | null> => {
    const result = await ask(name, input)
    if (result === null) return 'unknown'
    if (result === 'conflict') {
      await openEvent(input.event)
      return words.eventDesk.changed
    }
    if (result.kind === 'done') return null
    const [first] = result.faults
    return first === undefined ? 'unknown' : sayFault(first)
  }

  return { busy, save, decide }
}
