import { app, powerSaveBlocker } from 'electron'
import { describeError } from '../base/errors.ts'
import { say } from './say.ts'

const failedCode = 70

/** The screen of a kiosk never sleeps. */
export const keepAwake = (): void => {
  powerSaveBlocker.start('prevent-display-sleep')
}

/** A fault of the shell itself ends it; the launcher starts it again, and where there is none it does so itself. */
export const restartOnCrash = (): void => {
  process.on('uncaughtException', (error) => {
    say(`The shell failed: ${describeError(error)}`)
    if (process.send === undefined) app.relaunch()
    app.exit(failedCode)
  })
}
