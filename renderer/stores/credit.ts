import { defineStore } from 'pinia'
import { computed } from 'vue'
import { hasMore, pageOf, type CreditAct, type CreditPage } from '../flow/credit-state.ts'
import { useFlow } from './flow.ts'

/** 我的积分 as the page draws it: all of it comes from the flow, and goes with it. */
export const useCredit = defineStore('credit', () => {
  const flow = useFlow()
  const shown = computed(() => (flow.state.shown.name === 'credit' ? flow.state.shown : null))
  const page = computed(() => shown.value && pageOf(shown.value))

  const act = (what: CreditAct): void => {
    flow.send({ kind: 'credit', act: what })
  }
  const turn = (to: CreditPage): void => {
    act({ kind: 'turn', page: to })
  }
  const leaf = (at: number): void => {
    act({ kind: 'leaf', at })
  }
  const back = (): void => {
    flow.send({ kind: 'press', key: 'back' })
  }

  return {
    shown,
    page,
    mine: computed(() => shown.value?.mine ?? null),
    points: computed(() => shown.value?.mine?.points ?? null),
    rows: computed(() => shown.value?.rows ?? []),
    rules: computed(() => shown.value?.rules ?? null),
    more: computed(() => shown.value !== null && hasMore(shown.value)),
    busy: computed(() => shown.value !== null && shown.value.asked !== null),
    failed: computed(() => shown.value?.failed ?? false),
    act,
    turn,
    leaf,
    back,
  }
})
