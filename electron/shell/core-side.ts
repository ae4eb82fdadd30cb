import { join } from 'node:path'
import { systemClock, toInstant } from '../base/clock.ts'
import { createIds } from '../base/ids.ts'
import { createFileLog } from '../base/log.ts'
import { systemRandom } from '../base/random.ts'
import { useSystemKey, type SystemKey } from '../base/system-key.ts'
import { endingOf, noteRefusal } from '../station/hosting/endings.ts'
import { createLifetime } from '../station/hosting/lifetime.ts'
import { servePages } from '../rpc/serve.ts'
import { prepareFolder } from '../station/folder.ts'
import { readOptions, type StartOptions } from '../station/options.ts'
import { createStation } from '../station/station.ts'
import type { Supervisor } from '../station/supervisor.ts'
import { listenForPages, type ShellPort } from './core-pages.ts'
import { say } from './say.ts'

/** Within the time that the shell waits before it kills. */
const patienceMs = 3_000

/** The shell starts the core again after a power cut, and leaves the rest to the launcher. */
const shellAsSupervisor = (port: ShellPort, end: () => void): Supervisor => ({
  announce: (what) => {
    port.postMessage({ kind: 'announce', what })
    // A power cut needs no end of ours: the shell kills this process.
    if (what !== 'powerCut') end()
  },
  page: (news) => {
    port.postMessage({ kind: 'page', news })
  },
  line: (text) => {
    port.postMessage({ kind: 'line', text })
  },
})

/** Only the shell's process may ask the system's key store. */
const takeSystemKey = async (port: ShellPort): Promise<void> => {
  const key = await new Promise<SystemKey>((resolve) => {
    port.on('message', ({ data }) => {
      if (data.kind === 'key') resolve(data.key)
    })
    port.postMessage({ kind: 'wantsKey' })
  })
  useSystemKey(key)
}

const serve = async (options: StartOptions, port: ShellPort): Promise<void> => {
  const pages = listenForPages(port)
  const log = createFileLog(join(prepareFolder(options.dataDir), 'logs'))
  const lifetime = createLifetime({ clock: systemClock, log, say, patienceMs })
  const end = (): void => void lifetime.end(0)
  lifetime.onEnd(() => log.close())
  const shellLog = log.child('shell')
  port.on('message', ({ data }) => {
    if (data.kind === 'said') shellLog.warn(data.line, { saidAt: toInstant(data.at) })
  })
  process.on('warning', ({ name, message }) => {
    log.warn('warning', { name, why: message })
  })
  process.on('SIGTERM', end)
  process.once('uncaughtException', lifetime.fatal)

  await takeSystemKey(port)
  const station = await noteRefusal(log, () =>
    createStation(options, {
      clock: systemClock,
      log,
      logHealth: log.health,
      fetch,
      random: systemRandom,
      supervisor: shellAsSupervisor(port, end),
      warn: say,
      fatal: lifetime.fatal,
    }),
  )
  lifetime.onEnd(() => station.stop())
  const server = servePages(station, { log, newId: createIds(systemClock) })
  lifetime.onEnd(() => {
    server.close()
  })
  pages.serve(server)
  port.postMessage({ kind: 'ready' })
}

/** Runs a station behind the shell's port until it is told to end. Never throws: it says what is wrong and exits. */
export const runCore = async (input: {
  argv: string[]
  env: Readonly<Record<string, string | undefined>>
  port: ShellPort
}): Promise<void> => {
  try {
    await serve(readOptions(input.argv, input.env), input.port)
  } catch (error) {
    const { code, line } = endingOf(error)
    say(line)
    process.exit(code)
  }
}
