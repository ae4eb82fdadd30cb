import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DemoSnapshot } from '../../electron/contract/pushes.ts'
import { needsAnswer } from '../flow/times.ts'
import { useFlow } from './flow.ts'

/** The demonstration's drawer; there is none at a real station. */
export const useDemo = defineStore('demo', () => {
  const flow = useFlow()
  const snapshot = shallowRef<DemoSnapshot | null>(null)
  const wanted = ref(true)

  /** Open only where nobody has to answer: a drawer over the answers would hide them. */
  const open = computed(
    () =>
      snapshot.value !== null &&
      wanted.value &&
      snapshot.value.cards.length > 0 &&
      (flow.route === 'home' || flow.route === 'result') &&
      !needsAnswer(flow.state),
  )

  const take = (demo: DemoSnapshot | null): void => {
    snapshot.value = demo
  }

  const setOpen = (isOpen: boolean): void => {
    wanted.value = isOpen
  }

  return { snapshot, open, take, setOpen }
})
