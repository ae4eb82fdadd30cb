import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import type * as standIn from './electron-stand-in.ts'

type StandIn = typeof standIn

const built = fileURLToPath(new URL('../../out/main/main.js', import.meta.url))

/** The built shell, started once in the stand-in. */
export interface Shell {
  electron: StandIn
  /** The station's folder. */
  data: string
  /** What the launcher was told. */
  news: Record<string, unknown>[]
  contents: standIn.StandInContents
  /** As if the page had posted it. `frame` is who sends: the window's own page unless said otherwise. */
  post(message: unknown, from?: Record<string, unknown>): void
  /** Ends the core and removes the folder. */
  end(): Promise<void>
}

// The test runner's own would be refused, as anybody's are.
for (const name of ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'ELECTRON_RUN_AS_NODE'])
  Reflect.deleteProperty(process.env, name)

const processEvents = ['uncaughtException', 'disconnect', 'message'] as const

/** What the shell listens for on the process does not outlive the test. */
const forgetListeners = (): (() => void) => {
  const emitter: NodeJS.EventEmitter = process
  const before = new Map(processEvents.map((name) => [name, new Set(emitter.rawListeners(name))]))
  return () => {
    for (const name of processEvents) {
      const added = emitter.rawListeners(name).filter((listener) => !before.get(name)?.has(listener))
      for (const listener of added) emitter.off(name, listener as () => void)
    }
  }
}

const bootOnce = async (argv: string[], prepare: (electron: StandIn) => void): Promise<StandIn> => {
  vi.resetModules()
  const electron = (await import('electron')) as unknown as StandIn
  prepare(electron)
  const own = process.argv
  process.argv = [own[0] ?? '', ...argv]
  try {
    await import(built)
  } finally {
    process.argv = own
  }
  return electron
}

/** Boots `out/main/main.js` with these arguments where it will not open a window. */
export const bootRefused = (argv: string[], prepare: (electron: StandIn) => void = () => undefined) =>
  bootOnce(argv, prepare)

/** Boots `out/main/main.js` with a core in a folder of its own. */
export const bootShell = (...argv: string[]): Promise<Shell> => bootPrepared(() => undefined, ...argv)

/** As `bootShell`; `prepare` sees the stand-in and the station's folder before anything is started. */
export const bootPrepared = async (
  prepare: (electron: StandIn, data: string) => void,
  ...argv: string[]
): Promise<Shell> => {
  const folder = mkdtempSync(join(tmpdir(), 'station-shell-'))
  const data = join(folder, 'data')
  const news: Shell['news'] = []
  const forget = forgetListeners()
  const ownSend = process.send?.bind(process)
  process.send = (message: Record<string, unknown>) => news.push(message) > 0
  const electron = await bootOnce(['--data', data, ...argv], (standIn) => {
    prepare(standIn, data)
  })
  await vi.waitFor(() => {
    if (electron.BrowserWindow.all[0]?.webContents.loaded.length !== 1) throw new Error('no window yet')
  })
  const contents = electron.BrowserWindow.all[0]!.webContents
  return {
    electron,
    data,
    news,
    contents,
    post: (message, from = {}) => {
      const event = { sender: contents, senderFrame: contents.mainFrame, ...from }
      contents.ipc.emit('station', event, message)
    },
    end: async () => {
      if (electron.app.exits.length === 0) {
        electron.app.emit('before-quit', new electron.StandInEvent())
        await electron.app.exited()
      }
      forget()
      if (ownSend === undefined) delete process.send
      else process.send = ownSend
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
