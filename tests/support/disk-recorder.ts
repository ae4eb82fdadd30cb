import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What a program did to the files of one folder, and said, in order. */
export type DiskEvent =
  | { kind: 'write'; file: string; offset: number; data: Buffer }
  | { kind: 'cut'; file: string; length: number }
  | { kind: 'flush'; file: string }
  | { kind: 'remove'; file: string }
  | { kind: 'said'; line: string }

/** Arguments of strace that record everything `readDiskEvents` needs, of the main thread, which does all of it. */
export const recordArguments = (output: string): string[] => [
  '-qq',
  '-y',
  '-xx',
  '-s',
  '1000000',
  '-e',
  'trace=pwrite64,write,ftruncate,fsync,fdatasync,unlink',
  '-e',
  'signal=none',
  '-o',
  output,
]

const unescape = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')

const call = /^(\w+)\((.*)\)\s+= (-?\d+)/
const onFile = /^(\d+)<((?:\\x[0-9a-f]{2})*)>(?:, (.*))?$/

const eventOf = (line: string, dir: string): DiskEvent | undefined => {
  const [, name = '', rest = '', result = ''] = call.exec(line) ?? []
  if (name === '' || Number(result) < 0) return undefined
  if (name === 'unlink') {
    const path = unescape(rest.replaceAll('"', '')).toString('utf8')
    return path.startsWith(dir) ? { kind: 'remove', file: basename(path) } : undefined
  }
  const [, descriptor = '', path = '', more = ''] = onFile.exec(rest) ?? []
  const file = unescape(path).toString('utf8')
  if (name === 'write') {
    const [, said = ''] = /^"((?:\\x[0-9a-f]{2})*)"/.exec(more) ?? []
    return descriptor === '1' ? { kind: 'said', line: unescape(said).toString('utf8').trim() } : undefined
  }
  if (!file.startsWith(dir)) return undefined
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'flush', file: basename(file) }
  if (name === 'ftruncate') return { kind: 'cut', file: basename(file), length: Number(more) }
  const [, data = '', offset = ''] = /^"((?:\\x[0-9a-f]{2})*)", \d+, (\d+)$/.exec(more) ?? []
  return { kind: 'write', file: basename(file), offset: Number(offset), data: unescape(data) }
}

/** Reads a recording; every call on a file of `dir` must be understood. */
export const readDiskEvents = (recording: string, dir: string): DiskEvent[] =>
  readFileSync(recording, 'latin1')
    .split('\n')
    .flatMap((line) => eventOf(line, dir) ?? [])

const applied = (content: Buffer, event: DiskEvent): Buffer => {
  if (event.kind === 'cut') {
    const shorter = Buffer.alloc(event.length)
    content.copy(shorter)
    return shorter
  }
  if (event.kind !== 'write') return content
  const end = event.offset + event.data.length
  const longer =
    content.length >= end ? content : Buffer.concat([content, Buffer.alloc(end - content.length)])
  event.data.copy(longer, event.offset)
  return longer
}

/**
 * A disk with a cache that only a flush empties. Plays a recording onto the files that were there before it, and
 * tells what would be there after a power cut.
 */
export class CachedDisk {
  readonly #durable = new Map<string, Buffer>()
  readonly #cached = new Map<string, DiskEvent[]>()

  constructor(before: string, files: readonly string[]) {
    for (const file of files) {
      if (existsSync(join(before, file))) this.#durable.set(file, readFileSync(join(before, file)))
    }
  }

  play(event: DiskEvent): void {
    if (event.kind === 'said') return
    if (event.kind === 'flush') {
      this.#durable.set(
        event.file,
        this.#content(event.file, () => true),
      )
      this.#cached.delete(event.file)
      return
    }
    if (event.kind === 'remove') {
      this.#durable.delete(event.file)
      this.#cached.delete(event.file)
      return
    }
    const waiting = this.#cached.get(event.file) ?? []
    waiting.push(event)
    this.#cached.set(event.file, waiting)
  }

  /** Writes into `dir` what a power cut leaves; of what was not flushed, what `survives` picks. */
  cutPower(dir: string, survives: () => boolean): void {
    mkdirSync(dir, { recursive: true })
    for (const file of new Set([...this.#durable.keys(), ...this.#cached.keys()])) {
      writeFileSync(join(dir, file), this.#content(file, survives))
    }
  }

  #content(file: string, survives: () => boolean): Buffer {
    const before = Buffer.from(this.#durable.get(file) ?? Buffer.alloc(0))
    const waiting = this.#cached.get(file) ?? []
    return waiting.filter(survives).reduce(applied, before)
  }
}

export const copyFiles = (from: string, to: string, files: readonly string[]): void => {
  mkdirSync(to, { recursive: true })
  for (const file of files) if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file))
}
