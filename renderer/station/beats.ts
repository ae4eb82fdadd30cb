import type { Place } from '../../electron/contract/place.ts'
import type { PageClock } from '../clock.ts'
import type { StationClient } from './client.ts'

const everyMs = 1_000
/** A core that leaves a sign of life unanswered for so long, in frames that were seen, is not there. */
const silentMs = 6_000

interface Parts {
  client: Pick<StationClient, 'call' | 'drop' | 'onLink'>
  clock: PageClock
  isVisible: () => boolean
  isDark: () => boolean
  onNight: (night: boolean) => void
  place: () => Place
  /** Where the page stood that this one stands in for: told once, at the beginning. */
  onResume: (place: Place) => void
}

export interface Beats {
  /** Tells at once what has changed: the screen is dark, or lit again. */
  now: () => void
  /** Tells that the page goes and comes back. */
  leaving: () => void
}

/** Shows the core each second that this page lives and paints, and notices when the core does not. */
export const startBeats = (parts: Parts): Beats => {
  const { client, clock, isVisible, isDark, place } = parts
  let frames = 0
  let awaitsFrame = false
  /** When the sign of life under way was sent. */
  let sentAt: number | null = null
  let isUp = false
  let isNew = true

  /** One picture a second is enough to prove that they reach the screen. */
  const countFrame = (): void => {
    if (awaitsFrame) return
    awaitsFrame = true
    clock.afterPaint(() => {
      awaitsFrame = false
      frames += 1
    })
  }

  const send = async (leaving: boolean): Promise<void> => {
    sentAt = clock.frameTime()
    try {
      const beat = { frames, visible: isVisible(), dark: isDark(), leaving, place: isNew ? null : place() }
      const { night, resume } = await client.call('kiosk.beat', beat)
      parts.onNight(night)
      // Later the page knows better where it stands: only its connection was away.
      if (isNew && resume !== null) parts.onResume(resume)
      isNew = false
    } catch {
      // The next one tries again; a core that stays silent is given up below.
    }
    sentAt = null
  }

  client.onLink((link) => {
    isUp = link === 'up'
    sentAt = null
    if (isUp) void send(false)
  })
  clock.every(everyMs, () => {
    if (!isUp) return
    countFrame()
    if (sentAt === null) void send(false)
    else if (clock.frameTime() - sentAt > silentMs) {
      sentAt = null
      client.drop()
    }
  })
  return {
    now: () => {
      if (isUp) void send(false)
    },
    leaving: () => {
      if (isUp) void send(true)
    },
  }
}
