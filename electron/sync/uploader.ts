import { toInstant, type Clock } from '../base/clock.ts'
import { describeError, isFatalForProcess, isStationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import { lastEmptied } from '../store/emptied.ts'
import type { Store, Tx } from '../store/tx.ts'
import { createBell } from './bell.ts'
import type { Boot } from './boot.ts'
import type { CentreAnswer, CentreClient } from './centre-client.ts'
import type { ClockOffset } from './clock-offset.ts'
import { createGate } from './gate.ts'
import {
  firstLostTail,
  keepTailPage,
  noteLostTail,
  tailQuery,
  tailRecordsOf,
  type LostTail,
} from './lost-tail.ts'
import type { Outbox } from './outbox.ts'
import {
  ensureDeviceKey,
  loadPairing,
  pairOutcomeOf,
  pairRequest,
  savePairing,
  tokenTag,
  type Pairing,
} from './pairing.ts'
import { acknowledge, currentStream, nextBatch, type Batch } from './stream.ts'
import { writeSyncState } from './sync-state.ts'
import { outcomeOf, scoresIn, type SentScore } from './upload-answer.ts'
import { initialUploadState, nextStep, type Step, type UploadState } from './upload-step.ts'
import { readUploaderState, waitLeftMs, writeUploaderState } from './uploader-state.ts'

/** What the centre now holds: a sequence of the current incarnation, and when (UTC milliseconds). */
export interface UploadNews {
  ackedSequence: number
  at: number
}

export interface UploaderOptions {
  store: Store
  outbox: Outbox
  client: CentreClient
  cipher: FieldCipher
  clock: Clock
  random: () => number
  boot: Boot
  clockOffset: ClockOffset
  token: string | null
  appVersion: string
  log: Logger
  /** Something that staff may see is different now. */
  changed: () => void
  uploaded: (news: UploadNews) => void
  /** Scores of the city that came with an answer, in the transaction that takes the answer over. Must not throw. */
  keepScores: (tx: Tx, scores: readonly SentScore[]) => void
}

export interface Uploader {
  /** Works until `stop` aborts. Rejects only with an error after which the process must end. */
  run(stop: AbortSignal): Promise<void>
  kick(): void
  retryNow(): void
  state(): UploadState
}

/**
 * Long enough for a crowd's taps to share a request, short enough that whoever stands before the screen sees the
 * queue empty. Records that come while a request is under way travel in the next one anyway.
 */
const gatherMs = 200
/** A station that has nothing to send says so each minute; a centre calls one silent after ten. */
const idleMs = 60_000
const largestBatchBytes = 1024 * 1024
const tailRetryMs = 15 * 60_000

const bodyOf = (batch: Batch, facts: { sentAt: string; monotonicMs: number; bootId: string }): string => {
  const { station, incarnation, prev, bodies, hash } = batch
  const head = JSON.stringify({ stream: { station, incarnation }, prev, ...facts }).slice(0, -1)
  // The kept texts go out as they are: what was hashed is what is sent.
  return `${head},"records":[${bodies.join(',')}],"hash":"${hash}"}`
}

/** One request at a time, for ever: pair, then send what the outbox holds, then fetch what was lost. */
class UploadLoop implements Uploader {
  readonly #options: UploaderOptions
  readonly #bell = createBell()
  readonly #gate: ReturnType<typeof createGate>
  readonly #tokenTag: string
  #state: UploadState
  #pairing: Pairing | undefined
  /** Highest sequence sent in this run, of one incarnation: the bound of a credible acknowledgement. */
  #sent = { incarnation: '', to: 0 }
  #tailNotBefore = 0
  #saidHello = false

  constructor(options: UploaderOptions) {
    this.#options = options
    this.#gate = createGate(options.clock)
    this.#tokenTag = options.token === null ? '' : tokenTag(options.token)
    const { store, clock, cipher, random } = options
    const saved = store.read(readUploaderState)
    this.#pairing = store.read((tx) => loadPairing(tx, cipher))
    this.#state = saved?.state ?? initialUploadState
    const waits = store.read((tx) => nextBatch(tx, cipher, 1, largestBatchBytes)) !== undefined
    // After a power cut a whole town comes back in the same second.
    const spread = waits ? random() * (this.#pairing?.jitterMs ?? 0) : 0
    const otherToken = this.#pairing === undefined && saved?.tokenTag !== this.#tokenTag
    const left = saved === undefined || otherToken ? 0 : waitLeftMs(saved, clock.now())
    this.#gate.close(Math.max(spread, left))
  }

  state(): UploadState {
    return this.#state
  }

  kick(): void {
    this.#bell.ring()
  }

  retryNow(): void {
    this.#gate.open()
    this.#bell.ring()
  }

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        if (await this.#gate.passed(stop)) await this.#turn(stop)
      } catch (error) {
        if (isFatalForProcess(error)) throw error
        this.#recover(error)
      }
    }
  }

  async #turn(stop: AbortSignal): Promise<void> {
    const { store, cipher, clock } = this.#options
    if (this.#pairing === undefined) {
      await this.#pair(stop)
      return
    }
    const batch = store.read((tx) => nextBatch(tx, cipher, this.#state.batchLimit, largestBatchBytes))
    if (batch !== undefined) {
      await this.#upload(batch, this.#pairing, stop)
      return
    }
    const tail = store.read(firstLostTail)
    if (tail !== undefined && clock.monotonic() >= this.#tailNotBefore) {
      await this.#fetchTail(tail, this.#pairing, stop)
      return
    }
    if (await this.#heardWithin(this.#quietMs(this.#pairing), stop)) await clock.sleep(gatherMs, stop)
    else await this.#sayHello(this.#pairing, stop)
  }

  /** How long it stays silent. A station that was just switched on shall not say for a minute that the net is down. */
  #quietMs({ jitterMs }: Pairing): number {
    const isUnknown = this.#state.link === 'offline' && !this.#saidHello
    return isUnknown ? Math.min(idleMs, this.#options.random() * jitterMs) : idleMs
  }

  /** Waits for a record, but not longer than `ms`. */
  async #heardWithin(ms: number, stop: AbortSignal): Promise<boolean> {
    const enough = new AbortController()
    const cancel = this.#options.clock.after(ms, () => {
      enough.abort()
    })
    try {
      return await this.#bell.heard(AbortSignal.any([stop, enough.signal]))
    } finally {
      cancel()
    }
  }

  /** Nothing to send: asks whether the centre is there, so that both sides know of a quiet station that it lives. */
  async #sayHello(pairing: Pairing, stop: AbortSignal): Promise<void> {
    this.#saidHello = true
    const answer = await this.#options.client.config(pairing.accessToken, stop)
    if (stop.aborted) return
    const { link } = this.#state
    if (answer.kind === 'lost') {
      const at = toInstant(this.#options.clock.now())
      this.#state = { ...this.#state, link: 'offline', lastError: { code: answer.code, at } }
    } else if (link === 'offline') {
      this.#state = { ...this.#state, link: 'online', lastError: null }
    }
    this.#options.changed()
  }

  async #pair(stop: AbortSignal): Promise<void> {
    const { store, client, cipher, token, appVersion } = this.#options
    if (token === null) {
      await this.#bell.heard(stop)
      return
    }
    const incarnation = store.read(currentStream)?.incarnation ?? ''
    const publicKey = store.transaction((tx) => ensureDeviceKey(tx, cipher))
    const answer = await client.pair(pairRequest({ token, publicKey, appVersion, incarnation }), stop)
    if (stop.aborted) return
    const { outcome, pairing } = pairOutcomeOf(answer)
    const step = nextStep(this.#state, outcome, this.#facts(0, 0))
    this.#commit(step, answer, (tx) => {
      if (pairing === undefined) return
      savePairing(tx, cipher, pairing)
      this.#options.outbox.ensureIncarnation(tx, {
        station: pairing.stationId,
        at: this.#options.clock.now(),
      })
    })
    this.#pairing = pairing
    this.#options.log.info('pairing', { outcome: outcome.kind })
  }

  async #upload(batch: Batch, pairing: Pairing, stop: AbortSignal): Promise<void> {
    const { client, clock, boot, log, keepScores } = this.#options
    const sentTo = batch.incarnation === this.#sent.incarnation ? this.#sent.to : 0
    this.#sent = { incarnation: batch.incarnation, to: Math.max(sentTo, batch.last) }
    const json = bodyOf(batch, {
      sentAt: toInstant(clock.now()),
      monotonicMs: boot.monoMs(),
      bootId: boot.bootId,
    })
    const answer = await client.upload(pairing.accessToken, json, stop)
    if (stop.aborted) return
    const outcome = outcomeOf(answer, { before: batch.before, last: batch.last, sentTo: this.#sent.to })
    const head = this.#options.store.read(currentStream)?.sequence ?? batch.last
    const step = nextStep(this.#state, outcome, this.#facts(batch.bodies.length, head))
    this.#commit(step, answer, (tx) => {
      this.#applyEffect(tx, step, batch)
      if (outcome.kind === 'accepted') keepScores(tx, scoresIn(answer))
    })
    const records = batch.bodies.length
    if (step.effect.do === 'acknowledge') {
      log.info('uploaded', { records, ack: step.effect.ack, verdicts: step.effect.verdicts.length })
      this.#options.uploaded({ ackedSequence: step.effect.ack, at: clock.now() })
    } else {
      log.warn('upload not taken', { records, code: step.state.lastError?.code, waitMs: step.waitMs })
    }
  }

  #applyEffect(tx: Tx, { effect }: Step, batch: Batch): void {
    const { outbox, clock, clockOffset } = this.#options
    const at = clock.now()
    const { incarnation } = batch
    const heardAt = at + (clockOffset.contact()?.offsetMs ?? 0)
    if (effect.do === 'acknowledge') acknowledge(tx, incarnation, effect.ack, effect.verdicts, at, heardAt)
    if (effect.do === 'rewind') {
      if (lastEmptied(tx, incarnation) <= effect.acked)
        acknowledge(tx, incarnation, effect.acked, [], at, heardAt)
      // The centre has lost what has no text here any more: what is left is told in a new stream.
      else outbox.startIncarnation(tx, { station: batch.station, at, from: effect.acked + 1 })
    }
    if (effect.do === 'fork') {
      outbox.startIncarnation(tx, {
        station: batch.station,
        at,
        from: Math.min(effect.at, batch.before + 1),
      })
      noteLostTail(tx, { incarnation: batch.incarnation, from: effect.at })
    }
  }

  async #fetchTail(tail: LostTail, pairing: Pairing, stop: AbortSignal): Promise<void> {
    const { store, client, cipher, clock, log } = this.#options
    const answer = await client.records(pairing.accessToken, tailQuery(tail), stop)
    const records = tailRecordsOf(answer)
    if (records === undefined) {
      this.#tailNotBefore = clock.monotonic() + tailRetryMs
      return
    }
    store.transaction((tx) => {
      keepTailPage(tx, cipher, tail, records, clock.now())
    })
    log.warn('records of a lost tail kept', { records: records.length })
  }

  /** Everything that one answer changes, in one transaction, and only then in memory. */
  #commit(step: Step, answer: CentreAnswer, more: (tx: Tx) => void): void {
    const { store, clock, clockOffset, changed } = this.#options
    if (answer.kind === 'answer' && typeof answer.body.serverTime === 'string') {
      clockOffset.observe(answer.body.serverTime, answer.sentMono, answer.receivedMono)
    }
    const note = (tx: Tx): void => {
      more(tx)
      writeUploaderState(tx, {
        state: step.state,
        waitMs: step.waitMs,
        retryAt: clock.now() + step.waitMs,
        tokenTag: this.#tokenTag,
      })
      const contact = clockOffset.contact()
      if (contact !== undefined) writeSyncState(tx, 'clock', contact)
    }
    // A lost acknowledgement is given again by the centre; it shall not cost the taps a flush each.
    if (step.effect.do === 'acknowledge') store.unflushed(note)
    else store.transaction(note)
    this.#state = step.state
    this.#gate.close(step.waitMs)
    changed()
  }

  /** The store refused: the records are safe where they are, so wait and try again. */
  #recover(error: unknown): void {
    const { store, log, changed } = this.#options
    log.error('upload interrupted', { reason: describeError(error) })
    const code = isStationError(error) ? error.code : 'internal'
    if (code === 'commitUnknown') store.reopen()
    const step = nextStep(this.#state, { kind: 'refused', code }, this.#facts(0, 0))
    this.#state = { ...step.state, link: this.#state.link }
    this.#gate.close(Math.max(step.waitMs, gatherMs))
    this.#pairing = store.read((tx) => loadPairing(tx, this.#options.cipher))
    changed()
  }

  #facts(batchSize: number, head: number): Parameters<typeof nextStep>[2] {
    const { clock, random } = this.#options
    const at = toInstant(clock.now())
    return { at, random: random(), jitterMs: this.#pairing?.jitterMs ?? 0, batchSize, head }
  }
}

export const createUploader = (options: UploaderOptions): Uploader => new UploadLoop(options)
