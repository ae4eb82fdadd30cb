import type { WebContents } from 'electron'
import type { Clock } from '../base/clock.ts'
import { createRestartPolicy } from './restart-policy.ts'
import { say } from './say.ts'

export interface PageWatch {
  /** The core sees no pictures: whatever the page does, it is loaded anew. */
  restart(): void
}

/** Brings a page back that crashed or hangs; what it showed comes from the core's next hello. */
export const watchPage = (contents: WebContents, clock: Clock): PageWatch => {
  const policy = createRestartPolicy(clock)
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    say(`The page ended (${details.reason}): loading it again.`)
    clock.after(policy.pauseAfterDeath().ms, () => {
      if (!contents.isDestroyed()) contents.reload()
    })
  })
  const restart = (): void => {
    contents.forcefullyCrashRenderer()
  }
  contents.on('unresponsive', restart)
  contents.on('preload-error', (_event, _path, error) => {
    say(`The bridge to the page failed: ${error.message}`)
  })
  return { restart }
}
