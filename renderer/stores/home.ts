import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HomeSnapshot } from '../../electron/contract/pushes.ts'

/** What the station last said about itself, and its time of day. */
export const useHome = defineStore('home', () => {
  const snapshot = shallowRef<HomeSnapshot | null>(null)
  /** The station's wall clock, milliseconds since 1970. */
  const now = ref(0)
  let aheadMs = 0

  const take = (home: HomeSnapshot, pageNow: number): void => {
    snapshot.value = home
    now.value = Date.parse(home.at)
    aheadMs = now.value - pageNow
  }

  /** The station's wall clock when the page's own says `pageNow`. */
  const stationTime = (pageNow: number): number => pageNow + aheadMs

  /** Moves the shown time on; `pageNow` is the page's own wall clock. */
  const tick = (pageNow: number): void => {
    if (snapshot.value) now.value = stationTime(pageNow)
  }

  return { snapshot, now, take, tick, stationTime }
})
