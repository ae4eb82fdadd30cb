import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether pages are being drawn that nobody sees. */
export const useWarm = defineStore('warm', () => {
  const isDrawn = ref(false)
  return { isDrawn }
})
