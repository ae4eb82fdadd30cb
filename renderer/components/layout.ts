import { computed, onBeforeUnmount, ref, type ComputedRef } from 'vue'
import type { Layout } from '../flow-state.ts'
import { useFlow } from '../stores/flow.ts'

/** How the page stands now. */
export const useLayout = (): ComputedRef<Layout> => {
  const flow = useFlow()
  const query = window.matchMedia('(orientation: landscape)')
  const isLandscape = ref(query.matches)
  const turned = ({ matches }: MediaQueryListEvent): void => {
    isLandscape.value = matches
  }
  query.addEventListener('change', turned)
  onBeforeUnmount(() => {
    query.removeEventListener('change', turned)
  })
  return computed(() => {
    if (isLandscape.value) return 'landscape'
    return flow.preferences.lowered ? 'lowered' : 'portrait'
  })
}
