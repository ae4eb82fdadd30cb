import { defineStore } from 'pinia'
import { computed } from 'vue'
import { calendarPageOf, type CalendarAct } from '../flow/calendar-state.ts'
import { useFlow } from './flow.ts'
import { useHome } from './home.ts'

/** 活动日历 as the page draws it: all of it comes from the flow, and goes with it. */
export const useCalendar = defineStore('calendar', () => {
  const flow = useFlow()
  const home = useHome()
  const shown = computed(() => (flow.state.shown.name === 'calendar' ? flow.state.shown : null))
  const openIds = computed(() => {
    const { open, alsoOpen = [] } = home.snapshot ?? {}
    return new Set([...(open ? [open.event.id] : []), ...alsoOpen.map(({ id }) => id)])
  })
  const act = (what: CalendarAct): void => {
    flow.send({ kind: 'calendar', act: what })
  }
  const back = (): void => {
    flow.send({ kind: 'press', key: 'back' })
  }

  return {
    shown,
    page: computed(() => shown.value && calendarPageOf(shown.value)),
    event: computed(() => shown.value?.event ?? null),
    today: computed(() => flow.state.today),
    busy: computed(() => shown.value !== null && shown.value.asked !== null),
    failed: computed(() => shown.value?.failed ?? false),
    /** Whether cards check in to this event now. */
    isOpen: (id: string): boolean => openIds.value.has(id),
    act,
    back,
  }
})
