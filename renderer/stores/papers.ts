import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ListedEvent } from '../../electron/contract/calendar.ts'
import { askPatiently, type PaperCall, type PaperPlaced } from '../console/papers/patient-ask.ts'
import type { ActionInput } from '../station/client.ts'
import { createNewest } from './newest.ts'
import { useDesk } from './desk.ts'
import { useStaff } from './staff.ts'

/** What the page 打印 shows: the events of a month, and the file that was made last. */
export interface PapersView {
  plan: { month: string; events: readonly ListedEvent[] } | null
  saved: PaperPlaced | null
  busy: boolean
  failed: boolean
  nobody: boolean
}

/** Papers are made by the core; here stands what can be printed, and what became of it. */
export const usePapers = defineStore('papers', () => {
  const staff = useStaff()
  const desk = useDesk()
  const plan = shallowRef<PapersView['plan']>(null)
  const saved = shallowRef<PaperPlaced | null>(null)
  const busy = ref(false)
  const failed = ref(false)
  const nobody = ref(false)
  const newest = createNewest()
  let jobs = 0

  const clear = (): void => {
    saved.value = null
    nobody.value = false
  }

  const open = async (month: string): Promise<void> => {
    if (plan.value?.month !== month) plan.value = null
    const answer = await newest(staff.attempt('events.plan', { month }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) plan.value = { month, events: answer.days.flatMap(({ events }) => events) }
  }

  const make = async <N extends PaperCall>(name: N, input: ActionInput<N>): Promise<void> => {
    if (busy.value) return
    clear()
    desk.note = null
    busy.value = true
    jobs += 1
    const job = jobs
    const placed = await askPatiently(staff.attemptQuietly, name, input, {
      isWaiting: () => job === jobs,
      fail: (code) => {
        // An event that nobody is expected at is no fault of the machine.
        if (code === 'notFound' && name === 'papers.roster') nobody.value = true
        else desk.fail(code)
      },
    })
    if (job !== jobs) return
    saved.value = placed
    busy.value = false
  }

  /** Nobody waits for the paper any more; where it gets done all the same, it lies where files lie. */
  const giveUp = (): void => {
    jobs += 1
    busy.value = false
  }

  const printPlan = (month: string, size: 'A4' | 'A3'): Promise<void> => make('papers.plan', { month, size })
  const printMonth = (month: string): Promise<void> =>
    make('papers.poster', { about: { kind: 'month', month } })
  const printEvent = (event: string): Promise<void> =>
    make('papers.poster', { about: { kind: 'event', event } })
  const printRoster = (event: string, as: 'pdf' | 'csv'): Promise<void> =>
    make('papers.roster', { event, as })

  const put = (view: Partial<PapersView>): void => {
    plan.value = view.plan ?? null
    saved.value = view.saved ?? null
    busy.value = view.busy ?? false
    failed.value = view.failed ?? false
    nobody.value = view.nobody ?? false
  }

  const acts = { open, clear, giveUp, printPlan, printMonth, printEvent, printRoster, put }
  return { plan, saved, busy, failed, nobody, ...acts }
})
