import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootShell, type Shell } from '../support/shell.ts'

let shell: Shell

beforeAll(async () => {
  shell = await bootShell('--reader', 'none')
})
afterAll(() => shell.end())

const window = () => shell.electron.BrowserWindow.all[0]!
const event = (details: Record<string, unknown> = {}) => new shell.electron.StandInEvent(details)

/** Whether a listener prevented the event's default. */
const isPrevented = (name: string, details: Record<string, unknown> = {}, ...rest: unknown[]): boolean => {
  const given = event(details)
  shell.contents.emit(name, given, ...rest)
  return given.defaultPrevented
}

test('a kiosk window fills the screen, does not close and gives the page nothing', () => {
  const { webPreferences, ...options } = window().options as { webPreferences: Record<string, unknown> }
  const { preload, ...settings } = webPreferences
  expect(preload).toMatch(/out[/\\]preload[/\\]preload\.cjs$/)
  expect(options).toEqual({
    width: 1280,
    height: 960,
    kiosk: true,
    fullscreen: true,
    closable: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
  })
  expect(settings).toEqual({
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
  })
  expect(shell.electron.app.sandboxed).toBe(true)
  expect(shell.electron.Menu.menu).toBeNull()
  expect(shell.electron.powerSaveBlocker.started).toEqual(['prevent-display-sleep'])
})

test('the window shows the page of the own scheme', () => {
  expect(shell.contents.loaded).toEqual(['app://station/'])
  expect(shell.electron.protocol.schemes).toEqual([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
})

test('closing a kiosk window by the window manager does nothing', () => {
  const close = event()
  window().emit('close', close)
  expect(close.defaultPrevented).toBe(true)
})

const permissions = [
  ...['ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control'],
  ...['clipboard-read', 'clipboard-sanitized-write', 'deprecated-sync-clipboard-read', 'display-capture'],
  ...['fileSystem', 'fullscreen', 'geolocation', 'geolocation-approximate', 'hand-tracking', 'hid'],
  ...['idle-detection', 'keyboardLock', 'local-fonts', 'local-network', 'local-network-access'],
  ...['loopback-network', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'nfc', 'notifications'],
  ...['openExternal', 'payment-handler', 'periodic-background-sync', 'persistent-storage', 'pointerLock'],
  ...['screen-wake-lock', 'sensors', 'serial', 'smart-card', 'speaker-selection', 'storage-access'],
  ...['system-wake-lock', 'top-level-storage-access', 'usb', 'vr', 'web-app-installation', 'web-printing'],
  ...['window-management', 'unknown'],
]

test.each(permissions)('the page does not get the permission %s', (permission) => {
  const { defaultSession } = shell.electron.session
  const answers: unknown[] = []
  defaultSession.call('permissionRequest', shell.contents, permission, (answer: unknown) =>
    answers.push(answer),
  )
  expect(answers).toEqual([false])
  expect(defaultSession.call('permissionCheck', shell.contents, permission, 'app://station')).toBe(false)
})

test('devices and screens are refused', () => {
  const { defaultSession } = shell.electron.session
  expect(defaultSession.call('devicePermission', { deviceType: 'serial' })).toBe(false)
  const answers: unknown[] = []
  const keep = (answer: unknown) => answers.push(answer)
  defaultSession.call('displayMedia', {}, keep)
  defaultSession.call('bluetoothPairing', {}, keep)
  expect(answers).toEqual([{}, { confirmed: false }])
  expect(defaultSession.call('usbProtectedClasses', { protectedClasses: ['audio', 'hid'] })).toEqual([
    'audio',
    'hid',
  ])
})

test.each([
  ['select-serial-port', [[{ portId: 'a' }], null], ''],
  ['select-hid-device', [{ deviceList: [{ deviceId: 'a' }] }], null],
  ['select-usb-device', [{ deviceList: [{ deviceId: 'a' }] }], undefined],
])('%s chooses nothing', (name, args, choice) => {
  const answers: unknown[] = []
  const given = event()
  shell.electron.session.defaultSession.emit(name, given, ...args, (answer: unknown) => answers.push(answer))
  expect(answers).toEqual([choice])
  expect(given.defaultPrevented).toBe(true)
})

test('bluetooth chooses nothing, restricted files stay closed, downloads do not start', () => {
  const answers: unknown[] = []
  const keep = (answer: unknown) => answers.push(answer)
  expect(isPrevented('select-bluetooth-device', {}, [{ deviceId: 'a' }], keep)).toBe(true)
  shell.electron.session.defaultSession.emit('file-system-access-restricted', event(), {}, keep)
  expect(answers).toEqual(['', 'deny'])
  const download = event()
  shell.electron.session.defaultSession.emit('will-download', download)
  expect(download.defaultPrevented).toBe(true)
})

test('no second window and no web view', () => {
  expect(shell.contents.windowOpenHandler({ url: 'app://station/' })).toEqual({ action: 'deny' })
  expect(isPrevented('will-attach-webview')).toBe(true)
})

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads nowhere else', (name) => {
  for (const url of [
    'https://example.org/',
    'file:///etc/passwd',
    'app://other/',
    'app://station.example/',
    'app://stationary/',
    'data:text/html,x',
    'javascript:alert(1)',
  ]) {
    expect([url, isPrevented(name, { url })]).toEqual([url, true])
  }
  expect(isPrevented(name, { url: 'app://station/' })).toBe(false)
})

const key = (name: string, held: Record<string, boolean> = {}) => ({
  key: name,
  control: false,
  alt: false,
  meta: false,
  ...held,
})

test.each(['a', 'Z', '5', '汉', '𬭚', 'Backspace', 'Tab', 'Enter', 'ArrowLeft', 'Process'])(
  'the key %s types',
  (name) => {
    expect(isPrevented('before-input-event', {}, key(name))).toBe(false)
  },
)

test.each([
  ...['F1', 'F5', 'F11', 'F12', 'BrowserBack', 'ContextMenu', 'PrintScreen', 'LaunchApplication1'].map(
    (name) => [name, {}] as const,
  ),
  ...['r', 'w', 'n', 't', 'p', 's', 'o', 'u', 'i', '+', '0'].map(
    (name) => [name, { control: true }] as const,
  ),
  ['F4', { alt: true }] as const,
  ['ArrowLeft', { alt: true }] as const,
  ['q', { meta: true }] as const,
])('the shortcut %s %o does nothing', (name, held) => {
  expect(isPrevented('before-input-event', {}, key(name, held))).toBe(true)
})

test('the page is neither zoomed, nor inspected, nor asked by a long press', () => {
  expect(shell.contents.zoomFactor).toBe(1)
  expect(shell.contents.zoomLimits).toEqual([1, 1])
  shell.contents.zoomFactor = 3
  shell.contents.emit('zoom-changed', event(), 'in')
  expect(shell.contents.zoomFactor).toBe(1)
  expect(isPrevented('context-menu')).toBe(true)
  shell.contents.emit('devtools-opened')
  expect(shell.contents.devToolsClosed).toBe(1)
})

test('a kiosk window follows the main display', () => {
  const { screen } = shell.electron
  screen.bounds = { x: 0, y: 0, width: 1920, height: 1080 }
  screen.emit('display-metrics-changed')
  expect(window().bounds).toEqual(screen.bounds)
})

test('a bridge that failed is said, and nothing else follows', () => {
  const before = shell.contents.reloads
  shell.contents.emit('preload-error', event(), 'preload.cjs', new Error('no bridge'))
  expect(shell.contents.reloads).toBe(before)
})

test('a page that crashed or hangs is loaded again', async () => {
  const before = shell.contents.reloads
  const reloaded = new Promise((resolve) => shell.contents.once('did-start-navigation', resolve))
  shell.contents.emit('unresponsive')
  await reloaded
  expect(shell.contents.reloads).toBe(before + 1)
})

test('the page prints without a dialog, and nobody else prints', () => {
  const { contents } = shell
  contents.ipc.emit('print', { sender: contents, senderFrame: { origin: 'app://station' } })
  contents.ipc.emit('print', { sender: contents, senderFrame: null })
  expect(contents.prints).toEqual([])
  contents.ipc.emit('print', { sender: contents, senderFrame: contents.mainFrame })
  expect(contents.prints).toMatchObject([{ silent: true }])
})
