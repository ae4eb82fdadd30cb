import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Health } from '../../electron/contract/health.ts'
import { runProgram, startProgram, type Program } from './program.ts'

export const stationCode = '119999001001'
const builtHost = 'out/main/host.js'
const readyLine = /^station ready: (http:\S+)$/

/** A station in a process of its own, as somebody outside would start it. */
export interface RunningStation extends Program {
  dir: string
  url: string
  health(): Promise<Health>
  /** Asks until the health is as wanted. */
  healthy(isWanted: (health: Health) => boolean): Promise<Health>
}

export interface StationSetup {
  dir: string
  reader?: string
  centre?: { url: string; token?: string }
  demo?: boolean
  port?: number
  env?: NodeJS.ProcessEnv
  args?: string[]
  /** A program that runs the station, such as a tracer. */
  under?: string[]
  /** Whether somebody is there who would start it again, as the launcher does. */
  supervised?: boolean
}

const waitBetweenMs = 50
const patienceMs = 20_000

/** Asks `probe` until it gives something. */
export const eventually = async <T>(what: string, probe: () => Promise<T | null> | T | null): Promise<T> => {
  const until = Date.now() + patienceMs
  for (;;) {
    const found = await probe()
    if (found !== null) return found
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, waitBetweenMs))
  }
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'station-'))

export const removeFolder = (dir: string): void => {
  rmSync(dir, { recursive: true, force: true })
}

/** The command line of a set-up. */
export const stationArgs = ({
  dir,
  reader,
  centre,
  demo = true,
  port = 0,
  args = [],
}: StationSetup): string[] => [
  '--data',
  dir,
  '--port',
  String(port),
  '--reader',
  reader ?? 'none',
  ...(centre === undefined ? [] : ['--centre', centre.url]),
  ...(centre?.token === undefined ? [] : ['--token', centre.token]),
  ...(demo ? ['--demo'] : []),
  '--no-open',
  ...args,
]

/** Starts the built host. */
export const startStation = async (setup: StationSetup): Promise<RunningStation> => {
  if (!existsSync(builtHost)) throw new Error('the station is not built: run npm run build')
  const program = await startProgram(builtHost, stationArgs(setup), {
    ready: readyLine,
    ...(setup.env === undefined ? {} : { env: setup.env }),
    ...(setup.under === undefined ? {} : { under: setup.under }),
    supervised: setup.supervised ?? false,
  })
  const url = new URL(program.ready)
  const health = async (): Promise<Health> => {
    const answer = await fetch(`${url.origin}/health?key=${url.searchParams.get('key') ?? ''}`)
    return (await answer.json()) as Health
  }
  return Object.assign(program, {
    dir: setup.dir,
    url: program.ready,
    health,
    healthy: (isWanted: (health: Health) => boolean) =>
      eventually('the station’s health', async () => {
        const now = await health()
        return isWanted(now) ? now : null
      }),
  })
}

/** Starts the built host where it is expected to refuse. */
export const failToStart = (
  setup: StationSetup,
): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  runProgram(builtHost, stationArgs(setup), setup.env === undefined ? {} : { env: setup.env })

/** The simulated reader on a pseudo-terminal at `link`. */
export const startReader = (link: string, args: string[] = []): Promise<Program> =>
  startProgram('electron/reader/simulated/emulate-command.ts', ['--link', link, ...args], {
    ready: /^reader ready: (.+)$/,
  })

export interface RunningCentre extends Program {
  url: string
  /** A pairing token for a station. */
  token(station?: string, name?: string): Promise<string>
}

/** The reference centre, on PGlite in `dir` or on the given PostgreSQL. */
export const startCentre = async (options: {
  dir: string
  database?: string
  port?: number
}): Promise<RunningCentre> => {
  const where = [
    '--data',
    options.dir,
    ...(options.database === undefined ? [] : ['--database', options.database]),
  ]
  const program = await startProgram('centre/main.ts', ['--port', String(options.port ?? 0), ...where], {
    ready: /^centre ready: (http:\S+)$/,
  })
  return Object.assign(program, {
    url: program.ready,
    token: async (station = stationCode, name?: string) => {
      const named = name === undefined ? [] : ['--name', name]
      const args = ['token', '--station', station, ...named, ...where]
      const { stdout } = await runProgram('centre/main.ts', args)
      return stdout.trim()
    },
  })
}
