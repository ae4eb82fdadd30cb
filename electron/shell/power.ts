import { app, powerSaveBlocker } from 'electron'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import { say } from './say.ts'
import { softwareSwitch } from './switches.ts'

const failedCode = 70
const gpuDeaths = 3
const gpuWindowMs = 10 * 60_000

/** Keeps the screen lit while it is needed, and lets the system switch it off while it is not. */
export interface Screen {
  lit(): void
  dark(): void
}

/** The screen of a kiosk sleeps only when the station says so. */
export const keepAwake = (): Screen => {
  let blocker: number | null = null
  const lit = (): void => {
    blocker ??= powerSaveBlocker.start('prevent-display-sleep')
  }
  lit()
  return {
    lit,
    dark: () => {
      if (blocker !== null) powerSaveBlocker.stop(blocker)
      blocker = null
    },
  }
}

/** A fault of the shell itself ends it; the launcher starts it again, and where there is none it does so itself. */
export const restartOnCrash = (): void => {
  process.on('uncaughtException', (error) => {
    say(`The shell failed: ${describeError(error)}`)
    if (process.send === undefined) app.relaunch()
    app.exit(failedCode)
  })
}

/** A graphics process that died three times in ten minutes is done without, from a new start on. */
export const watchGraphics = (clock: Clock): void => {
  let deaths: number[] = []
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return
    const now = clock.monotonic()
    deaths = [...deaths.filter((at) => at > now - gpuWindowMs), now]
    say(`The graphics process ended (${reason}).`)
    if (deaths.length < gpuDeaths) return
    say('The graphics card is given up: starting again without it.')
    // The launcher starts the shell again itself, and with this switch from now on.
    if (process.send === undefined) app.relaunch({ args: [...process.argv.slice(1), `--${softwareSwitch}`] })
    else process.send({ kind: 'graphics' })
    app.exit(failedCode)
  })
}
