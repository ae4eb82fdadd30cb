import { watch } from 'vue'
import type { PageClock } from '../clock.ts'
import { lockPage, watchTouches } from '../lockdown.ts'
import { placeOf } from '../flow/place.ts'
import { useFlow } from '../stores/flow.ts'
import { useNight } from '../stores/night.ts'
import { startBeats } from './beats.ts'
import type { StationClient } from './client.ts'
import { isRenewalDue } from './renewal.ts'

const renewalLookMs = 60_000
/** Long enough for the last sign of life to leave. */
const farewellMs = 100

interface Parts {
  client: StationClient
  clock: PageClock
  page: Window
  report: (problem: string) => void
  reload: () => void
}

/** Chromium tells how full the page's memory is; the standard knows no such thing. */
const heapBytes = (page: Window): number | null => {
  const { memory } = page.performance as Performance & { memory?: { usedJSHeapSize?: number } }
  return memory?.usedJSHeapSize ?? null
}

/** What makes a kiosk of a page: shut, showing that it lives, dark at night, loaded anew when it should be. */
export const connectKiosk = ({ client, clock, page, report, reload }: Parts): void => {
  const night = useNight()
  const flow = useFlow()
  lockPage(page)
  const beats = startBeats({
    client,
    clock,
    isVisible: () => page.document.visibilityState === 'visible',
    isDark: () => night.isDark,
    onNight: (isNight) => {
      night.isNight = isNight
    },
    place: () => placeOf(flow.state),
    onResume: (place) => {
      flow.send({ kind: 'resume', place })
    },
  })
  watch(() => night.isDark, beats.now)
  page.document.addEventListener('visibilitychange', beats.now)

  const renew = (why: string): void => {
    report(`loading anew: ${why}`)
    beats.leaving()
    clock.after(farewellMs, reload)
  }
  watchTouches(page, clock, () => {
    renew('touches make no clicks')
  })
  const loadedAt = clock.monotonic()
  clock.every(renewalLookMs, () => {
    const age = { ageMs: clock.monotonic() - loadedAt, heapBytes: heapBytes(page) }
    if (isRenewalDue({ ...age, isIdle: night.isIdle, night: night.isNight })) renew('the page is old')
  })
}
