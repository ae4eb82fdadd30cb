import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { pressDemo } from '../support/demo-call.ts'
import { startProgram, type Program } from '../support/program.ts'
import { eventually } from '../support/station.ts'
import { tempFolder } from '../support/temp-folder.ts'

const readyLine = /^station ready: (http:\S+)$/
const limitMs = 120_000

const running: Program[] = []

afterEach(async () => {
  for (const program of running.splice(0)) await program.stop()
})

const launch = async (script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Program> => {
  const program = await startProgram(`electron/launch/${script}`, args, { ready: readyLine, env })
  running.push(program)
  return program
}

/** How many records the station at this address holds, or null while none answers. */
const recordsAt = async (url: string): Promise<number | null> => {
  const { origin, searchParams } = new URL(url)
  try {
    const answer = await fetch(`${origin}/health?key=${searchParams.get('key') ?? ''}`)
    return ((await answer.json()) as { store: { records: number } }).store.records
  } catch {
    return null
  }
}

/** Processes whose command line names this folder. */
const processesOf = (folder: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes(folder)
      } catch {
        return false
      }
    })

const hostOf = (folder: string, launcher: Program): number | undefined =>
  processesOf(folder).find((pid) => pid !== launcher.process.pid)

const gone = (folder: string) =>
  eventually('the end of every process', () => (processesOf(folder).length === 0 ? true : null))

test('the station prints its ready line alone and ends politely', async () => {
  const dir = join(tempFolder(), 'data')
  const station = await launch('station.mjs', ['--data', dir, '--demo', '--reader', 'none', '--no-open'])
  expect(await recordsAt(station.ready)).toBe(0)
  const began = performance.now()
  expect(await station.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(5000)
  expect(station.stdout).toHaveLength(1)
  expect(processesOf(dir)).toEqual([])
})

test('after a power cut the same address answers again, and no second ready line is printed', async () => {
  const dir = join(tempFolder(), 'data')
  const args = ['--data', dir, '--demo', '--reader', 'simulated', '--no-open']
  const station = await launch('station.mjs', args)
  const first = hostOf(dir, station)
  await pressDemo(station.ready, 'demo.cutPower')
  await eventually('another host', () => {
    const host = hostOf(dir, station)
    return host === undefined || host === first ? null : host
  })
  await eventually('the same address', () => recordsAt(station.ready))
  expect(await station.stop()).toBe(0)
  expect(station.stdout).toHaveLength(1)
  expect(station.stderr).toEqual(['Power cut: starting the station again.'])
})

test('starting over empties the folder and keeps the address', async () => {
  const dir = join(tempFolder(), 'data')
  const args = ['--data', dir, '--demo', '--reader', 'simulated', '--no-open']
  const station = await launch('station.mjs', args)
  writeFileSync(join(dir, 'left-over'), '')
  await pressDemo(station.ready, 'demo.startOver')
  await eventually('an empty folder', () => (existsSync(join(dir, 'left-over')) ? null : true))
  await eventually('the same address', () => recordsAt(station.ready))
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toContain('"demo"')
  expect(await station.stop()).toBe(0)
})

test('a host that dies by itself is not started again', async () => {
  const dir = join(tempFolder(), 'data')
  const station = await launch('station.mjs', ['--data', dir, '--demo', '--reader', 'none', '--no-open'])
  process.kill(hostOf(dir, station)!, 'SIGKILL')
  expect(await station.ended).toBe(137)
  expect(processesOf(dir)).toEqual([])
})

test('nothing outlives a launcher that is killed', async () => {
  const dir = join(tempFolder(), 'data')
  const station = await launch('station.mjs', ['--data', dir, '--demo', '--reader', 'none', '--no-open'])
  await station.kill()
  await gone(dir)
})

/** A browser that notes how it was started and stays until it is told to end, or until a file appears. */
const fakeBrowser = `#!/usr/bin/env node
const { appendFileSync, existsSync } = require('node:fs')
appendFileSync(process.env.BROWSER_NOTES, JSON.stringify(process.argv.slice(2)) + '\\n')
setInterval(() => {
  if (existsSync(process.env.BROWSER_NOTES + '.close')) process.exit(0)
}, 50)
`

const startDemonstration = async () => {
  const home = tempFolder({ 'bin/chromium': fakeBrowser })
  const notes = join(home, 'browser-notes')
  const station = await launch('start.mjs', [], {
    STATION_HOME: join(home, 'kiosk'),
    BROWSER_NOTES: notes,
    DISPLAY: ':99',
    PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`,
    // No binary there, and no download: the browser has to do.
    ELECTRON_OVERRIDE_DIST_PATH: join(home, 'no-electron'),
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
    electron_config_cache: join(home, 'cache'),
    ELECTRON_MIRROR: 'http://127.0.0.1:1/',
  })
  const kiosk = join(home, 'kiosk')
  await eventually('a browser', () => (existsSync(notes) ? true : null))
  const [opened] = readFileSync(notes, 'utf8').trimEnd().split('\n')
  return { home, kiosk, notes, station, flags: JSON.parse(opened ?? '[]') as string[] }
}

test(
  'where nothing is set up, a demonstration opens beside its centre; it can start over and become real',
  async () => {
    const { home, kiosk, notes, station } = await startDemonstration()
    const windows = (): string[][] =>
      readFileSync(notes, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as string[])
    const windowOf = (profile: string): string[] | null =>
      windows().findLast((flags) => flags.includes(`--user-data-dir=${join(kiosk, profile)}`)) ?? null
    const flags = await eventually('the station’s window', () => windowOf('browser'))
    const centre = await eventually('the centre’s window', () => windowOf('centre-browser'))
    const centrePage = await station.line(/^The centre's page: (.*)$/)
    expect(station.stdout[0]).toBe(`Starting a demonstration station in ${join(kiosk, 'demo')}.`)
    expect(flags).not.toContain('--kiosk')
    expect(centre).toContain(`--app=${centrePage[1] ?? ''}`)
    // The key stands in no list of processes; what stands there is good for one visit.
    const { origin } = new URL(station.ready)
    expect(flags.find((flag) => flag.startsWith('--app='))).toMatch(new RegExp(`^--app=${origin}/\\?ticket=`))
    expect(flags.join(' ')).not.toContain(new URL(station.ready).searchParams.get('key'))
    expect(readFileSync(join(kiosk, 'browser/Default/Preferences'), 'utf8')).toContain(
      '"translate":{"enabled":false}',
    )

    await pressDemo(station.ready, 'demo.cutPower')
    await station.line(/^Power cut/)
    await eventually('the same address', () => recordsAt(station.ready))

    writeFileSync(join(kiosk, 'demo', 'left-over'), '')
    await pressDemo(station.ready, 'demo.startOver')
    await station.line(/^Starting over/)
    await eventually('an empty folder', () => (existsSync(join(kiosk, 'demo', 'left-over')) ? null : true))
    await eventually('the same address', () => recordsAt(station.ready))

    await pressDemo(station.ready, 'demo.goLive')
    await station.line(/^Starting a real station/)
    await eventually('a real station', () => (existsSync(join(kiosk, 'station', 'records.db')) ? true : null))
    await eventually('the same address', () => recordsAt(station.ready))
    await eventually('a window that fills the screen', () =>
      windowOf('browser')?.includes('--kiosk') === true ? true : null,
    )
    expect(processesOf(join(kiosk, 'demo'))).toEqual([])
    expect(processesOf(join(kiosk, 'centre-browser'))).toEqual([])
    expect(station.stdout.filter((line) => readyLine.test(line))).toHaveLength(1)

    expect(await station.stop()).toBe(0)
    expect(processesOf(home)).toEqual([])
  },
  limitMs,
)

test(
  'who closes the window of the demonstration ends it; a second start goes on where it was',
  async () => {
    const { home, kiosk, notes, station } = await startDemonstration()
    writeFileSync(`${notes}.close`, '')
    expect(await station.ended).toBe(0)
    expect(processesOf(home)).toEqual([])
    const key = readFileSync(join(kiosk, 'demo', 'key'))
    const second = await launch('start.mjs', ['--no-open'], { STATION_HOME: kiosk })
    expect(await recordsAt(second.ready)).toBe(0)
    expect(readFileSync(join(kiosk, 'demo', 'key'))).toEqual(key)
    expect(await second.stop()).toBe(0)
  },
  limitMs,
)
