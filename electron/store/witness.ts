import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import { isStationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import { loadDocument, previousOf } from './document-body.ts'
import { openDocument } from './documents.ts'
import { witnessFile } from './files.ts'
import { currentHead, hashAt } from './outbox-chain.ts'
import type { Store, Tx } from './tx.ts'

/** What a second place remembers of the database, so that an older copy put back is noticed. */
export interface WitnessState {
  storeId: string
  /** Empty before the first incarnation. */
  incarnation: string
  head: number
  /** Hash after `head`, hex. */
  hash: string
  boots: number
  /** Names the machine, one way; empty where it has no name. */
  machineId: string
}

/**
 * `none` nothing to compare with · `agrees` · `rolledBack` the database is older than the witness, or another one:
 * start a new incarnation · `otherMachine` the same data on a different machine: it may be a clone.
 */
export type WitnessVerdict = 'none' | 'agrees' | 'rolledBack' | 'otherMachine'

const nothing: WitnessState = { storeId: '', incarnation: '', head: 0, hash: '', boots: 0, machineId: '' }

const parse = (data: unknown): WitnessState => {
  const state = { ...nothing, ...(data as Partial<WitnessState>) }
  for (const name of ['storeId', 'incarnation', 'hash', 'machineId'] as const) {
    if (typeof state[name] !== 'string') throw new Error(`${name} is not a text`)
  }
  for (const name of ['head', 'boots'] as const) {
    if (!Number.isSafeInteger(state[name])) throw new Error(`${name} is not a whole number`)
  }
  return state
}

const format = { schemaVersion: 1, parse }

/** Whether anything says that there was a database here before, even where it can no longer be read. */
export const hasWitness = (dir: string): boolean => {
  const file = witnessFile(dir)
  return existsSync(file) || existsSync(previousOf(file))
}

export const readWitness = (dir: string): WitnessState | undefined => {
  const state = loadDocument(witnessFile(dir), format).data
  return state === undefined || state.storeId === '' ? undefined : state
}

/** What `compareWitness` needs to know of the database that was opened. */
export interface StoreFacts {
  storeId: string
  /** Starts before this one. */
  bootsBefore: number
  machineId: string
}

const isOlder = (tx: Tx, witness: WitnessState, facts: StoreFacts): boolean => {
  if (witness.storeId !== facts.storeId || facts.bootsBefore < witness.boots) return true
  if (witness.incarnation === '') return false
  const hash = hashAt(tx, witness.incarnation, witness.head)
  return hash === undefined || Buffer.from(hash).toString('hex') !== witness.hash
}

/** Compares at start. A database that went on after the witness was written agrees with it. */
export const compareWitness = (
  tx: Tx,
  witness: WitnessState | undefined,
  facts: StoreFacts,
): WitnessVerdict => {
  if (witness === undefined) return 'none'
  if (isOlder(tx, witness, facts)) return 'rolledBack'
  const known = witness.machineId !== '' && facts.machineId !== ''
  return known && witness.machineId !== facts.machineId ? 'otherMachine' : 'agrees'
}

/** A one-way name of this machine, empty where the system gives none. */
export const machineName = (file = '/etc/machine-id'): string => {
  try {
    return createHash('sha256').update('station ').update(readFileSync(file, 'utf8').trim()).digest('hex')
  } catch {
    return ''
  }
}

export interface WitnessKeeper {
  /** Writes once more; call it before the store closes. */
  close(): Promise<void>
}

const writeEveryMs = 60_000

/**
 * Writes the witness now, each minute and at closing. It reads only what is committed, so it is never ahead of
 * the database: a witness ahead would report a healthy one as rolled back.
 */
export const keepWitness = async (options: {
  dir: string
  store: Store
  machineId: string
  clock: Clock
  log: Logger
}): Promise<WitnessKeeper> => {
  const { dir, store, machineId, clock, log } = options
  const document = await openDocument({
    file: witnessFile(dir),
    ...format,
    defaults: nothing,
    clock,
    log,
  })

  const observe = (): WitnessState => {
    const head = store.read(currentHead)
    return {
      storeId: store.storeId,
      incarnation: head?.incarnation ?? '',
      head: head?.sequence ?? 0,
      hash: head === undefined ? '' : Buffer.from(head.hash).toString('hex'),
      boots: store.boots,
      machineId,
    }
  }
  const write = async (): Promise<void> => {
    const state = observe()
    const same = (Object.keys(state) as (keyof WitnessState)[]).every(
      (name) => state[name] === document.data[name],
    )
    if (same) return
    try {
      await document.update(() => state)
    } catch (error) {
      log.warn('witness not written', { code: isStationError(error) ? error.code : 'internal' })
    }
  }

  const cancel = clock.every(writeEveryMs, () => void write())
  await write()
  return {
    close: async () => {
      cancel()
      await write()
      document.close()
    },
  }
}
