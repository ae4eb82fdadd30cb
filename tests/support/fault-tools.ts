import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const deep = process.env.FAULTS_DEEP === '1'

/** How long a test may take that runs longer when asked to run at full length. */
export const patience = (shortMs: number): number => (deep ? 3_600_000 : shortMs)

/** A folder on a real disk, where flushes mean something. */
export const diskFolder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'station-fault-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0

/**
 * Whether a test must be skipped because tools are missing; says so in one line. In CI it throws instead: there a
 * test that does not run must not look like one that passed.
 */
export const lacks = (...tools: string[]): boolean => {
  const missing = tools.filter((tool) => !has(tool))
  if (missing.length === 0) return false
  const line = `not run here, missing: ${missing.join(', ')}`
  if (process.env.CI === 'true') throw new Error(line)
  process.stderr.write(`${line}\n`)
  return true
}

export const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

export const mayMount = (): boolean => process.getuid?.() === 0

/** A small file system in memory; full, or read-only, when the test says so. */
export const smallFileSystem = (size: string): string | undefined => {
  const dir = diskFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir])
  if (mounted.status !== 0) {
    process.stderr.write(`not run here, cannot mount: ${mounted.stderr.toString().trim()}\n`)
    return undefined
  }
  onTestFinished(() => {
    spawnSync('umount', ['-l', dir])
  })
  return dir
}

const writer = fileURLToPath(new URL('tap-writer.ts', import.meta.url))
export const keyWriter = fileURLToPath(new URL('key-writer.ts', import.meta.url))

export interface WriterRun {
  child: ChildProcess
  /** Taps acknowledged so far, with the time (CLOCK_MONOTONIC, nanoseconds). */
  acks: Map<string, bigint>
  /** `CODE ID` of the error it ended with. */
  error(): string | undefined
  ready: Promise<void>
  /** Exit code, or the signal that ended it; everything it said was read. */
  ended: Promise<number | string>
}

/** Ways not to flush: two settings of the database, and a library that swallows the system calls. */
export type Careless = 'off' | 'normal' | 'eatmydata'

/** Starts the writer, under `strace` with the given arguments, or under another program, if there are any. */
export const startWriter = (
  dir: string,
  taps: number,
  options: { flush?: Careless; strace?: string[]; under?: string[]; program?: string } = {},
): WriterRun => {
  const program = [process.execPath, options.program ?? writer, dir, String(taps), options.flush ?? 'on']
  const under = options.under ?? (options.strace === undefined ? [] : ['strace', ...options.strace])
  const [command = '', ...args] = [...under, ...program]
  const env = options.flush === 'eatmydata' ? { ...process.env, LD_PRELOAD: 'libeatmydata.so' } : process.env
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const acks = new Map<string, bigint>()
  let error: string | undefined
  let rest = ''
  const { promise: ready, resolve } = Promise.withResolvers<undefined>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [word, first = '', second = ''] = line.split(' ')
      if (word === 'ready') resolve(undefined)
      if (word === 'ack') acks.set(first, BigInt(second))
      if (word === 'error') error = `${first} ${second}`
    }
  })
  const ended = new Promise<number | string>((done) => {
    child.on('close', (code, signal) => {
      resolve(undefined)
      done(code ?? signal ?? 'unknown')
    })
  })
  return { child, acks, error: () => error, ready, ended }
}
