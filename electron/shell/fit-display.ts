import { screen, type BrowserWindow } from 'electron'

/** A kiosk's window fills the main display, also after a display was plugged in, pulled or turned. */
export const fitDisplay = (window: BrowserWindow): void => {
  const fit = (): void => {
    if (!window.isDestroyed()) window.setBounds(screen.getPrimaryDisplay().bounds)
  }
  screen.on('display-added', fit)
  screen.on('display-removed', fit)
  screen.on('display-metrics-changed', fit)
}
