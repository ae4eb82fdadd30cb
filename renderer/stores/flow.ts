import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PageClock } from '../clock.ts'
import { next, wakeAt } from '../flow.ts'
import { routeOf } from '../flow/route.ts'
import { accepts } from '../flow/steps.ts'
import type { Sound } from '../sound/sounds.ts'
import { initialFlow, type Effect, type Flow, type FlowInput } from '../flow-state.ts'

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never
export type Happening = Unstamped<FlowInput>

interface Drive {
  clock: PageClock
  run(effect: Effect): void
}

/** The state of the page, moved only by `send`. Without `drive` it stands still, as a picture. */
export const useFlow = defineStore('flow', () => {
  const state = shallowRef<Flow>(initialFlow(0))
  let driver: Drive | null = null
  let cancelAlarm = (): void => undefined

  const now = (): number => driver?.clock.monotonic() ?? 0

  const setAlarm = (): void => {
    cancelAlarm()
    const at = wakeAt(state.value)
    if (at === null || !driver) return
    cancelAlarm = driver.clock.after(Math.max(0, at - now()), () => {
      send({ kind: 'time' })
    })
  }

  const send = (happening: Happening): void => {
    const { flow, effects } = next(state.value, { ...happening, at: now() })
    state.value = flow
    setAlarm()
    for (const effect of effects) driver?.run(effect)
  }

  /** Starts the clock of the page and lets its effects reach the core. */
  const drive = (by: Drive): void => {
    driver = by
    state.value = initialFlow(now())
    setAlarm()
  }

  /** Puts a ready-made state onto the page. */
  const put = (flow: Flow): void => {
    state.value = flow
  }

  return {
    state,
    route: computed(() => routeOf(state.value)),
    preferences: computed(() => state.value.preferences),
    send,
    drive,
    put,
    accepts: () => accepts(state.value, now()),
    /** Sounds once, for whoever tries the loudspeaker. */
    sound: (sound: Sound) => {
      driver?.run({ kind: 'sound', sound })
    },
  }
})
