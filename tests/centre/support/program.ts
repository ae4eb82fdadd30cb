import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { asRequest, type Json, type Upload } from './station.ts'

const entry = fileURLToPath(new URL('../../../centre/main.ts', import.meta.url))

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

const textOf = async (stream: Readable | null): Promise<string> => {
  let text = ''
  for await (const part of stream ?? []) text += String(part)
  return text
}

/** Not by the event `close`: it never comes after a `disconnect` from this side. */
const collect = async (child: ChildProcess): Promise<Ended> => {
  const exit = once(child, 'exit') as Promise<[number | null]>
  const [[code], stdout, stderr] = await Promise.all([exit, textOf(child.stdout), textOf(child.stderr)])
  return { code, stdout, stderr }
}

/** Runs the centre's program to its end. */
export const runCentre = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  collect(spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...env } }))

export interface RunningCentre {
  url: string
  child: ChildProcess
  /** Everything that it printed, once it has ended. */
  ended: Promise<Ended>
  end(signal: NodeJS.Signals): Promise<Ended>
}

/** Starts the centre's program and waits for its ready line. Rejects with what it said when it ends instead. */
export const startCentre = async (args: string[], { ipc = false } = {}): Promise<RunningCentre> => {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  const ended = collect(child)
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const [, found] = /^centre ready: (http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    void ended.then(({ code, stderr }) => {
      reject(new Error(`the centre ended with ${String(code)}: ${stderr}`))
    })
  })
  return {
    url,
    child,
    ended,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** A folder that is removed at the end of the test. */
export const temporaryFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'centre-test-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

export const postJson = async (url: string, body: unknown): Promise<{ status: number; body: Json }> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Json }
}

export const postUpload = async (
  centre: string,
  upload: Upload,
  accessToken: string,
): Promise<{ status: number; body: Json }> => {
  const { payload, headers } = asRequest(upload, accessToken)
  const answer = await fetch(new URL('/v1/sync/upload', centre), {
    method: 'POST',
    headers,
    body: new Uint8Array(payload),
  })
  return { status: answer.status, body: (await answer.json()) as Json }
}

/** Pairs over HTTP with a token. */
export const pairWith = async (
  centre: string,
  token: string,
): Promise<{ accessToken: string; stationId: string }> => {
  const { status, body } = await postJson(new URL('/v1/devices', centre).href, { token, device: {} })
  if (status !== 200) throw new Error(`pairing answered ${String(status)}`)
  return body as { accessToken: string; stationId: string }
}
