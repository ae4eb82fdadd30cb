import { renameSync } from 'node:fs'
import { Low, type Adapter } from 'lowdb'
import type { Clock } from '../base/clock.ts'
import { isStationError, StationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import {
  formatBody,
  loadDocument,
  parseBody,
  type DocumentFault,
  type DocumentFormat,
} from './document-body.ts'
import { createDurableFile, removeLeftovers, type DurableFileOptions } from './durable-file.ts'

export interface DocumentOptions<T extends object> {
  file: string
  /** Version of the data's shape; a file of a newer one is set aside, not overwritten. */
  schemaVersion: number
  /** Turns what was read into the data, upgrading older schemas; throws when it does not fit. */
  parse: (data: unknown, schema: number) => T
  defaults: T
  clock: Clock
  log: Logger
  rename?: DurableFileOptions['rename']
}

/** What staff should know about a document. */
export interface DocumentProblem extends DocumentFault {
  /** Where the unusable file was put, for whoever can read it. */
  readonly keptAs?: string
}

/** One human-readable file, replaced whole: settings, notices, catalogues. Never for records. */
export interface StationDocument<T extends object> {
  readonly data: Readonly<T>
  /** Where the data came from at opening. */
  readonly source: 'file' | 'previous' | 'defaults'
  /** Set when a file could not be used at opening, or the latest data could not be written. */
  readonly problem: DocumentProblem | undefined
  /**
   * Changes the data and resolves when they are on the disk. `change` edits the given copy or returns a new one;
   * when it throws, or the result does not parse, nothing changes. When the disk refuses, the new data stay in
   * memory, `problem` says so, the write is tried again each minute, and this call rejects.
   */
  update(change: (data: T) => unknown): Promise<void>
  /** Ends the retries. */
  close(): void
}

const rewriteEveryMs = 60_000

/** lowdb's side of a durable file. */
class DurableAdapter<T extends object> implements Adapter<T> {
  readonly #format: DocumentFormat<T>
  readonly #file: ReturnType<typeof createDurableFile>
  readonly #path: string
  #sequence = 0

  constructor(options: DocumentOptions<T>) {
    this.#format = options
    this.#path = options.file
    this.#file = createDurableFile({
      path: options.file,
      clock: options.clock,
      isGood: (text) => this.#isGood(text),
      ...(options.rename === undefined ? {} : { rename: options.rename }),
    })
  }

  read(): Promise<T | null> {
    const loaded = loadDocument(this.#path, this.#format)
    this.#sequence = loaded.sequence
    return Promise.resolve(loaded.data ?? null)
  }

  write(data: T): Promise<void> {
    this.#sequence += 1
    return this.#file.write(formatBody(this.#format.schemaVersion, this.#sequence, data))
  }

  #isGood(text: string): boolean {
    try {
      parseBody(text, this.#format)
      return true
    } catch {
      return false
    }
  }
}

/** Moves unusable files out of the way of the next write. */
const setAside = (faults: readonly DocumentFault[], clock: Clock, log: Logger): DocumentProblem[] =>
  faults.map((fault) => {
    if (fault.reason === 'missing') {
      log.error('document missing', { ...fault })
      return fault
    }
    const keptAs = `${fault.file}.damaged-${String(clock.now())}`
    try {
      renameSync(fault.file, keptAs)
    } catch (error) {
      throw new StationError('documentBroken', { file: fault.file, reason: fault.reason }, { cause: error })
    }
    log.error('document unusable, kept aside', { ...fault, keptAs })
    return { ...fault, keptAs }
  })

const copyOf = <T extends object>(data: T): T => structuredClone(data)

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/**
 * Opens a document: its file, else the previous good copy, else the defaults. Nothing is written before the first
 * update. A file that cannot be used is renamed, logged as an error, and reported in `problem`.
 */
export const openDocument = async <T extends object>(
  options: DocumentOptions<T>,
): Promise<StationDocument<T>> => {
  const { file, clock, log } = options
  await removeLeftovers(file)
  const { source, faults } = loadDocument(file, options)
  const low = new Low<T>(new DurableAdapter(options), copyOf(options.defaults))
  await low.read()
  let problem = setAside(faults, clock, log)[0]
  let cancelRetry: (() => void) | undefined
  let newest = 0

  const save = async (): Promise<void> => {
    const mine = ++newest
    cancelRetry?.()
    try {
      await low.write()
      if (mine === newest && problem?.reason === 'unwritten') problem = undefined
    } catch (error) {
      if (mine === newest) {
        problem = { file, reason: 'unwritten' }
        log.error('document not written', { file, code: isStationError(error) ? error.code : 'internal' })
        cancelRetry = clock.after(rewriteEveryMs, () => void save().catch(() => undefined))
      }
      throw error
    }
  }

  return {
    get data() {
      return low.data
    },
    source: source === 'none' ? 'defaults' : source,
    get problem() {
      return problem
    },
    update: async (change) => {
      const draft = copyOf(low.data)
      const changed = change(draft)
      const next = isObject(changed) ? changed : draft
      low.data = options.parse(JSON.parse(JSON.stringify(next)), options.schemaVersion)
      await save()
    },
    close: () => {
      cancelRetry?.()
    },
  }
}
