import { ref, type Ref } from 'vue'

/** Whether something that staff asked for is under way; `whileBusy` answers what `work` does. It must not throw. */
export const useBusy = (): { busy: Ref<boolean>; whileBusy: <T>(work: () => Promise<T>) => Promise<T> } => {
  const busy = ref(false)
  return {
    busy,
    whileBusy: async (work) => {
      busy.value = true
      const answer = await work()
      busy.value = false
      return answer
    },
  }
}
