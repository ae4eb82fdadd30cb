import { fork, type ChildProcess } from 'node:child_process'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'

/**
 * Stands in for the `electron` module where the built shell is tested: it keeps what it is told, lets tests play
 * the events that Electron emits, and runs utility processes as real Node processes.
 */

/** An event whose default a listener may prevent. */
export class StandInEvent {
  defaultPrevented = false
  readonly [key: string]: unknown

  constructor(details: Record<string, unknown> = {}) {
    Object.assign(this, details)
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

type Handler = (...args: never[]) => unknown

/** Keeps the handlers that a session was given, by the setter's name. */
export class StandInSession extends EventEmitter {
  readonly handlers = new Map<string, Handler | null>()

  setPermissionRequestHandler = this.#keep('permissionRequest')
  setPermissionCheckHandler = this.#keep('permissionCheck')
  setDevicePermissionHandler = this.#keep('devicePermission')
  setDisplayMediaRequestHandler = this.#keep('displayMedia')
  setUSBProtectedClassesHandler = this.#keep('usbProtectedClasses')
  setBluetoothPairingHandler = this.#keep('bluetoothPairing')

  #keep(name: string): (handler: Handler | null) => void {
    return (handler) => {
      this.handlers.set(name, handler)
    }
  }

  call(name: string, ...args: unknown[]): unknown {
    return (this.handlers.get(name) as (...given: unknown[]) => unknown)(...args)
  }
}

export const session = { defaultSession: new StandInSession() }

export interface Frame {
  origin: string
}

type Sent = Readonly<Record<string, unknown>>

export class StandInContents extends EventEmitter {
  readonly mainFrame: Frame = { origin: 'app://station' }
  /** Messages of this page alone. */
  readonly ipc = new EventEmitter()
  readonly sent: Sent[] = []
  readonly loaded: string[] = []
  zoomFactor = 2
  zoomLimits: number[] = []
  reloads = 0
  devToolsClosed = 0
  prints: { silent?: boolean }[] = []
  windowOpenHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })

  send(_channel: string, message: Sent): void {
    this.sent.push(message)
    this.emit('stand-in-sent')
  }

  /** Resolves with the first message to the page, sent already or later, after the first `skip`, that fits. */
  async received(fits: (message: Sent) => boolean, skip = 0): Promise<Sent> {
    for (;;) {
      const found = this.sent.slice(skip).find(fits)
      if (found) return found
      await new Promise((resolve) => this.once('stand-in-sent', resolve))
    }
  }

  loadURL(url: string): void {
    this.loaded.push(url)
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    this.emit('dom-ready')
  }

  reload(): void {
    this.reloads += 1
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    this.emit('dom-ready')
  }

  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', new StandInEvent(), { reason: 'killed' })
  }

  setWindowOpenHandler(handler: StandInContents['windowOpenHandler']): void {
    this.windowOpenHandler = handler
  }
  setZoomFactor(factor: number): void {
    this.zoomFactor = factor
  }
  setVisualZoomLevelLimits(...limits: number[]): Promise<void> {
    this.zoomLimits = limits
    return Promise.resolve()
  }
  insertCSS(): Promise<string> {
    return Promise.resolve('')
  }
  print(options: { silent?: boolean }, done: (isDone: boolean, reason: string) => void): void {
    this.prints.push(options)
    done(true, '')
  }
  closeDevTools(): void {
    this.devToolsClosed += 1
  }
  isDestroyed(): boolean {
    return false
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly webContents = new StandInContents()
  readonly options: Readonly<Record<string, unknown>>
  bounds: unknown = null

  constructor(options: Readonly<Record<string, unknown>>) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', new StandInEvent(), this.webContents)
  }

  loadURL(url: string): Promise<void> {
    this.webContents.loadURL(url)
    return Promise.resolve()
  }
  setBounds(bounds: unknown): void {
    this.bounds = bounds
  }
  isDestroyed(): boolean {
    return false
  }
}

class StandInApp extends EventEmitter {
  isPackaged = true
  isFirst = true
  sandboxed = false
  relaunches: { args?: string[] }[] = []
  isSoftware = false
  readonly exits: number[] = []
  readonly paths = new Map<string, string>([['userData', '/nowhere/station-kiosk']])

  getPath(name: string): string {
    return this.paths.get(name) ?? ''
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path)
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirst
  }
  enableSandbox(): void {
    this.sandboxed = true
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
  exit(code: number): void {
    this.exits.push(code)
    this.emit('stand-in-exit', code)
  }
  relaunch(options: { args?: string[] } = {}): void {
    this.relaunches.push(options)
  }
  disableHardwareAcceleration(): void {
    this.isSoftware = true
  }
  /** Resolves with the code of the first exit, past or to come. */
  async exited(): Promise<number> {
    const [code] = this.exits
    if (code !== undefined) return code
    return new Promise((resolve) => this.once('stand-in-exit', resolve))
  }
}

export const app = new StandInApp()

export const Menu = {
  menu: 'default' as unknown,
  setApplicationMenu(menu: unknown): void {
    Menu.menu = menu
  },
}

type SchemeHandler = (request: Request) => Response

export const protocol = {
  schemes: [] as unknown[],
  handlers: new Map<string, SchemeHandler>(),
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    protocol.schemes.push(...schemes)
  },
  handle(scheme: string, handler: SchemeHandler): void {
    protocol.handlers.set(scheme, handler)
  },
}

export const powerSaveBlocker = {
  started: [] as string[],
  stopped: [] as number[],
  start(kind: string): number {
    return powerSaveBlocker.started.push(kind)
  },
  stop(id: number): void {
    powerSaveBlocker.stopped.push(id)
  },
}

class StandInScreen extends EventEmitter {
  bounds = { x: 0, y: 0, width: 1080, height: 1920 }

  getPrimaryDisplay(): { bounds: StandInScreen['bounds'] } {
    return { bounds: this.bounds }
  }
}

export const screen = new StandInScreen()

/** The key store of one user of one machine: `password` stands for both. */
export const safeStorage = {
  password: 'of this machine',
  isOpen: true,
  backend: 'gnome_libsecret',
  isStale: false,
  sealed: 0,
  key: (): Buffer => createHash('sha256').update(safeStorage.password).digest(),
  isAsyncEncryptionAvailable: () => Promise.resolve(safeStorage.isOpen),
  getSelectedStorageBackend: () => safeStorage.backend,
  encryptStringAsync: (text: string): Promise<Buffer> => {
    safeStorage.sealed += 1
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', safeStorage.key(), nonce)
    return Promise.resolve(Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]))
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- as the real one, it rejects and does not throw
  decryptStringAsync: async (sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    const cipher = createDecipheriv('aes-256-gcm', safeStorage.key(), sealed.subarray(0, 12))
    cipher.setAuthTag(sealed.subarray(-16))
    const text = Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString()
    return { result: text, shouldReEncrypt: safeStorage.isStale }
  },
}

const parentPort = new URL('parent-port.mjs', import.meta.url).href

/** A real process; its port is the asymmetric one of Electron: bare values here, events with `.data` there. */
export class StandInUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly pid: number | undefined

  constructor(path: string, args: string[]) {
    super()
    this.#child = fork(path, args, {
      serialization: 'advanced',
      execArgv: ['--import', parentPort],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.pid = this.#child.pid
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code, signal) => this.emit('exit', code ?? (signal === null ? 1 : 128)))
    this.#child.on('error', () => undefined)
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message)
  }
  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = {
  forked: [] as StandInUtilityProcess[],
  fork(path: string, args: string[]): StandInUtilityProcess {
    const child = new StandInUtilityProcess(path, args)
    utilityProcess.forked.push(child)
    app.emit('stand-in-forked', child)
    return child
  },
}
