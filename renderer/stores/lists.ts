import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { useStaff } from './staff.ts'

type EventList = CallOutput<'reports.event'> & { event: string; part: number }

/** Lists and sums as the core reckons them; they are asked for, never counted here. */
export const useLists = defineStore('lists', () => {
  const staff = useStaff()
  const list = shallowRef<EventList | null>(null)
  const day = shallowRef<CallOutput<'reports.day'> | null>(null)
  const failed = ref(false)
  let asked = 0

  /** One part of 50 rows of an event's list. */
  const openList = async (event: string, part: number): Promise<void> => {
    asked += 1
    const number = asked
    if (list.value?.event !== event) list.value = null
    const answer = await staff.attempt('reports.event', { event, page: part })
    if (number !== asked) return
    failed.value = answer === null
    if (answer !== null) list.value = { ...answer, event, part }
  }

  const openDay = async (date: string): Promise<void> => {
    const answer = await staff.attempt('reports.day', { day: date })
    failed.value = answer === null
    if (answer !== null) day.value = answer
  }

  const putList = (next: EventList | null): void => {
    list.value = next
  }

  const putDay = (next: CallOutput<'reports.day'> | null): void => {
    day.value = next
  }

  return { list, day, failed, openList, openDay, putList, putDay }
})
