import { BrowserWindow, Menu, app, session, type Session, type WebContents } from 'electron'
import { pageOrigin } from './app-scheme.ts'
import { noContextMenu } from './lockdown/context-menu.ts'
import { refuseBluetooth, refuseDevices } from './lockdown/devices.ts'
import { noDeveloperTools } from './lockdown/devtools.ts'
import { refuseDownloads } from './lockdown/downloads.ts'
import { noDragging } from './lockdown/dragging.ts'
import { typingOnly } from './lockdown/keyboard.ts'
import { stayOnThePage } from './lockdown/navigation.ts'
import { refusePermissions } from './lockdown/permissions.ts'
import { oneWindow } from './lockdown/windows.ts'
import { fixedZoom } from './lockdown/zoom.ts'

const pageRules: readonly ((contents: WebContents) => void)[] = [
  stayOnThePage,
  oneWindow,
  typingOnly,
  fixedZoom,
  noContextMenu,
  noDragging,
  noDeveloperTools,
  refuseBluetooth,
]

const sessionRules: readonly ((session: Session) => void)[] = [
  refusePermissions,
  refuseDevices,
  refuseDownloads,
]

/** Once the app is ready, before the first window: no page exists without every rule. */
export const lockDown = (): void => {
  Menu.setApplicationMenu(null)
  for (const rule of sessionRules) rule(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    for (const rule of pageRules) rule(contents)
  })
}

/**
 * The window. A kiosk's fills the screen and does not close; a demonstration's is an ordinary one.
 * Nothing is loaded yet.
 */
export const createWindow = (options: { preload: string; kiosk: boolean }): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1280,
    height: 960,
    kiosk: options.kiosk,
    fullscreen: options.kiosk,
    closable: !options.kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
      disableDialogs: true,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  })
  if (options.kiosk) {
    let quitting = false
    app.on('before-quit', () => {
      quitting = true
    })
    window.on('close', (event) => {
      if (!quitting) event.preventDefault()
    })
  }
  return window
}

export const pageAddress = `${pageOrigin}/`
