import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { systemClock, toInstant } from '../base/clock.ts'
import { createIds } from '../base/ids.ts'
import { createFileLog, type Logger } from '../base/log.ts'
import { systemRandom } from '../base/random.ts'
import { servePages } from '../rpc/serve.ts'
import { prepareFolder } from '../station/folder.ts'
import { endingOf, noteRefusal } from '../station/hosting/endings.ts'
import { createLifetime, type Lifetime } from '../station/hosting/lifetime.ts'
import { listPageFiles } from '../station/hosting/page-files.ts'
import { runRestore } from '../station/backup/restore-command.ts'
import { recordingAt, voiceFolder } from '../station/hosting/recording-files.ts'
import { exportCalendar } from '../station/calendar/command.ts'
import { readOptions, type StartOptions } from '../station/options.ts'
import { createStation, type Station } from '../station/station.ts'
import type { Supervisor } from '../station/supervisor.ts'
import { runVerify } from '../station/verify/command.ts'
import { createGate } from './gate.ts'
import { createPageHost, listen } from './http.ts'
import { serveSockets } from './websocket.ts'

/** Within the five seconds that a host may take to end. */
const patienceMs = 4_000

/** What `endingOf` gives for errors that have no ending of their own. */
const unforeseen = 1
const brokenOff = 70

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** The launcher, when there is one: it listens on the IPC channel and can start this process again. */
const launcher = (): Supervisor | null => {
  const send = process.send?.bind(process)
  if (send === undefined) return null
  return {
    announce: (what) => {
      send({ kind: 'announce', what }, undefined, {}, () => {
        // A power cut is one: nothing is flushed, closed or said any more.
        process.kill(process.pid, what === 'powerCut' ? 'SIGKILL' : 'SIGTERM')
      })
    },
    page: (news) => {
      send({ kind: 'page', news })
    },
    line: (text) => {
      send({ kind: 'line', text })
    },
  }
}

interface Door {
  /** With the key. */
  url: string
  /** An address that is good for one visit, soon. */
  once(): string
}

/** What the launcher asks, whether the station still works and an address for its browser, and what it wants kept. */
const answerLauncher = (station: Station, door: Door, log: Logger): void => {
  process.on('message', (message: { kind?: unknown; at?: unknown; line?: unknown }) => {
    if (message.kind === 'said') log.warn(String(message.line), { saidAt: toInstant(Number(message.at)) })
    if (message.kind === 'ticket') process.send?.({ kind: 'ticket', url: door.once() })
    if (message.kind !== 'ping') return
    // Where the database does not answer this throws, and the process ends and is started again.
    station.probe()
    process.send?.({ kind: 'pong' })
  })
}

/** Puts HTTP and WebSocket in front of a station. Throws `portInUse`. */
const openDoor = async (
  station: Station,
  options: StartOptions,
  deps: { log: Logger; pageFolder: string; lifetime: Lifetime },
): Promise<Door> => {
  const { log, pageFolder, lifetime } = deps
  const key = options.key ?? randomBytes(32).toString('hex')
  let gate = createGate({ port: options.port, key, clock: systemClock })
  const host = createPageHost({
    files: listPageFiles(pageFolder),
    own: (path) => recordingAt(voiceFolder(options.dataDir), path),
    gate: () => gate,
    health: () => station.health(),
  })
  const port = await listen(host.server, options.port)
  gate = createGate({ port, key, clock: systemClock })
  const pages = servePages(station, { log, newId: createIds(systemClock) })
  const closeSockets = serveSockets({
    server: host.server,
    gate: () => gate,
    pages,
    clock: systemClock,
    log,
    trust: (request) => {
      host.trust(request.socket)
    },
  })
  lifetime.onEnd(() => {
    closeSockets()
    pages.close()
    host.server.close()
    host.server.closeAllConnections()
  })
  const address = `http://127.0.0.1:${String(port)}/`
  return { url: `${address}?key=${key}`, once: () => `${address}?ticket=${gate.makeTicket()}` }
}

const serve = async (options: StartOptions, pageFolder: string): Promise<void> => {
  const dir = prepareFolder(options.dataDir)
  const log = createFileLog(join(dir, 'logs'))
  const lifetime = createLifetime({ clock: systemClock, log, say, patienceMs })
  lifetime.onEnd(() => log.close())
  process.on('warning', ({ name, message }) => {
    log.warn('warning', { name, why: message })
  })
  const ends = (): void => void lifetime.end(0)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, ends)
  if (process.send !== undefined) process.once('disconnect', ends)
  process.once('uncaughtException', lifetime.fatal)

  const deps = {
    clock: systemClock,
    log,
    logHealth: log.health,
    fetch,
    random: systemRandom,
    supervisor: launcher(),
    warn: say,
    fatal: lifetime.fatal,
  }
  const station = await noteRefusal(log, () => createStation(options, deps))
  lifetime.onEnd(() => station.stop())
  if (!existsSync(join(pageFolder, 'index.html')))
    say(`the page is not built: ${pageFolder} has no index.html`)
  const door = await noteRefusal(log, () =>
    openDoor(station, options, { log, pageFolder, lifetime }).catch(async (error: unknown) => {
      await station.stop()
      throw error
    }),
  )
  process.stdout.write(`station ready: ${door.url}\n`)
  if (process.send !== undefined) answerLauncher(station, door, log.child('launcher'))
  process.send?.({ kind: 'ready', url: door.url })
}

/** Writes to standard output and waits until it is written: whoever reads may be slow. */
const writeOut = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.once('error', reject)
    process.stdout.write(text, () => {
      resolve()
    })
  })

/** One line from whoever sits there, or from a file: an argument would stand in the list of processes. */
const askDigits = async (): Promise<string> => {
  if (process.stdin.isTTY) say('The thirty digits of the printed sheet:')
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    lines.close()
    return line
  }
  return ''
}

/** Commands that look at a folder and end. Each returns its exit code. */
const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  verify: (args) =>
    runVerify(args, {
      clock: systemClock,
      say: (line) => {
        process.stdout.write(`${line}\n`)
      },
    }),
  restore: (args) =>
    runRestore(args, {
      clock: systemClock,
      askDigits,
      say: (line) => {
        process.stdout.write(`${line}\n`)
      },
    }),
  calendar: async (args) => {
    await writeOut(exportCalendar(args))
    return 0
  },
}

/** A command that broke off ends with another code than one that found something. */
const runCommand = async (work: () => Promise<number>): Promise<never> => {
  try {
    return process.exit(await work())
  } catch (error) {
    const { code, line } = endingOf(error)
    say(line)
    return process.exit(code === unforeseen ? brokenOff : code)
  }
}

/**
 * Runs a station behind a loopback host until it is told to end, or one command about its folder. Never throws: it says
 * what is wrong and exits.
 */
export const runHost = async (input: {
  argv: string[]
  env: Readonly<Record<string, string | undefined>>
  pageFolder: string
}): Promise<void> => {
  const [name = '', ...rest] = input.argv
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command !== undefined) await runCommand(() => command(rest))
  try {
    await serve(readOptions(input.argv, input.env), input.pageFolder)
  } catch (error) {
    const { code, line } = endingOf(error)
    say(line)
    process.exit(code)
  }
}
