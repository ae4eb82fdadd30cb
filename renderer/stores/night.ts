import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useFlow } from './flow.ts'
import { useStaff } from './staff.ts'

/** Outside opening hours the screen goes dark, as soon as nobody is there; a touch or a card lights it. */
export const useNight = defineStore('night', () => {
  const flow = useFlow()
  const staff = useStaff()
  const isNight = ref(false)
  /** The idle screen stands there: nobody has touched anything, and no card lies on the reader. */
  const isIdle = computed(() => flow.route === 'attract' && staff.screen === null)
  return { isNight, isIdle, isDark: computed(() => isNight.value && isIdle.value) }
})
