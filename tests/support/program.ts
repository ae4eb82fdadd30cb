import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A program under test in a process of its own. */
export interface Program {
  process: ChildProcess
  /** The first capture of the ready line. */
  ready: string
  stdout: string[]
  stderr: string[]
  /** Writes one line to its standard input. */
  say: (line: string) => void
  /** Resolves with the exit code, or the signal's name. */
  ended: Promise<number | NodeJS.Signals>
  /** Ends it the polite way and resolves with its exit code. */
  stop: () => Promise<number | NodeJS.Signals>
  /** Ends it as a power cut would. */
  kill: () => Promise<void>
  /** Resolves when a line of standard output matches. */
  line: (pattern: RegExp) => Promise<RegExpExecArray>
}

const startLimitMs = 60_000

/**
 * Starts a script under this Node and waits until a line of its standard output matches `ready`.
 * `under`: a program that runs the program, such as a tracer.
 * `supervised`: with the channel on which a launcher listens.
 */
export const startProgram = async (
  script: string,
  args: string[],
  options: { ready: RegExp; env?: NodeJS.ProcessEnv; under?: string[]; supervised?: boolean },
): Promise<Program> => {
  const [command, ...rest] = [...(options.under ?? []), process.execPath, script, ...args]
  const child = spawn(command ?? process.execPath, rest, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe', options.supervised === true ? 'ipc' : 'ignore'],
  })
  const stdout: string[] = []
  const stderr: string[] = []
  const watchers = new Set<() => void>()
  const collect = (lines: string[], stream: NodeJS.ReadableStream): void => {
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (piece: string) => {
      const parts = (rest + piece).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      for (const watcher of [...watchers]) watcher()
    })
  }
  collect(stdout, child.stdout!)
  collect(stderr, child.stderr!)
  child.stdin!.on('error', () => undefined)
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? -1)
      for (const watcher of [...watchers]) watcher()
    })
  })

  const line = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        watchers.delete(look)
        clearTimeout(timer)
        reject(new Error(`${script}: ${why}\n${[...stdout, ...stderr].join('\n')}`))
      }
      const look = (): void => {
        for (const text of stdout) {
          const match = pattern.exec(text)
          if (match === null) continue
          watchers.delete(look)
          clearTimeout(timer)
          resolve(match)
          return
        }
        if (child.exitCode !== null || child.signalCode !== null) fail('ended before it said so')
      }
      const timer = setTimeout(() => {
        fail(`did not say ${String(pattern)}`)
      }, startLimitMs)
      watchers.add(look)
      look()
    })

  const match = await line(options.ready)
  return {
    process: child,
    ready: match[1] ?? match[0],
    stdout,
    stderr,
    ended,
    line,
    say: (text) => {
      child.stdin!.write(`${text}\n`)
    },
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs a script to its end. */
export const runProgram = async (
  script: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece))
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece))
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}
