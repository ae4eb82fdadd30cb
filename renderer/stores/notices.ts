import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { NoticesAct } from '../flow/notices-state.ts'
import { useFlow } from './flow.ts'

/** 通知 as the page draws it: all of it comes from the flow, and goes with it. */
export const useNotices = defineStore('notices', () => {
  const flow = useFlow()
  const act = (what: NoticesAct): void => {
    flow.send({ kind: 'notices', act: what })
  }
  return {
    shown: computed(() => (flow.state.shown.name === 'notices' ? flow.state.shown : null)),
    act,
  }
})
