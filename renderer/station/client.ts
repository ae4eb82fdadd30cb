import { calls, type CallInput, type CallName, type CallOutput } from '../../electron/contract/calls.ts'
import type { CallErrorCode } from '../../electron/contract/errors.ts'
import {
  contractVersion,
  toPage,
  type Hello,
  type PushMessage,
  type Reply,
} from '../../electron/contract/messages.ts'
import { pushes, type Push, type PushName } from '../../electron/contract/pushes.ts'
import type { PageClock } from '../clock.ts'
import type { Connection, Transport } from './transport.ts'

/** `timeout`: no answer within ten seconds. `badReply`: the answer is not what the contract promises. */
export type FailureCode = CallErrorCode | 'timeout' | 'badReply'

export class CallFailed extends Error {
  readonly code: FailureCode
  /** Of the command that failed: asked for again under it, it is done once, whatever became of it the first time. */
  readonly commandId: string | null

  constructor(code: FailureCode, call: string, commandId: string | null = null) {
    super(`${call}: ${code}`)
    this.name = 'CallFailed'
    this.code = code
    this.commandId = commandId
  }
}

/** `up` after `hello`; `outdated` when the core speaks another version of the contract. */
export type Link = 'up' | 'down' | 'outdated'

/** A call's input without the `commandId`, which the client makes once per call and keeps over re-sends. */
export type ActionInput<N extends CallName> = Omit<CallInput<N>, 'commandId'>

/** Calls after which the core may be gone. Sent again, they would end the next one too. */
export type EndingCall = 'demo.cutPower' | 'demo.startOver' | 'demo.goLive'

export interface StationClient {
  /**
   * Asks the core. Re-sent after a broken connection; rejects with `CallFailed`, at the latest after ten seconds.
   * `again`: the id of the command that failed before, to make sure that it is done once.
   */
  call<N extends CallName>(name: N, input: ActionInput<N>, again?: string | null): Promise<CallOutput<N>>
  /** Asks for something that ends the core: sent once, and done when it answers or the connection breaks. */
  callToEnd<N extends EndingCall>(name: N, input: ActionInput<N>): Promise<void>
  /** Every snapshot of that name, newest last. The returned function ends the subscription. */
  on<N extends PushName>(name: N, listener: (value: Push<N>) => void): () => void
  onLink(listener: (link: Link) => void): () => void
  /** Gives up a connection that nothing comes through; another one is opened. */
  drop(): void
  /** Connects and keeps connecting until the returned function is called. */
  start(): () => void
}

interface Options {
  transport: Transport
  clock: PageClock
  newId: () => string
  report: (problem: string, cause?: unknown) => void
}

interface Pending {
  name: CallName
  message: { type: 'request'; id: number; call: CallName; input: unknown }
  commandId: string | null
  resolve(output: unknown): void
  reject(failure: CallFailed): void
  stopTimer(): void
  /** Done when the connection breaks after it was sent. */
  endsConnection: boolean
  sent: boolean
}

const callTimeoutMs = 10_000
const helloTimeoutMs = 5_000
const backOffMs = [250, 500, 1_000]
const longestBackOffMs = 2_000

type Listener = (value: never) => void

/** The page's end of the protocol: typed calls out, checked snapshots in, over a connection that may break. */
class Client implements StationClient {
  readonly #options: Options
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Map<PushName, Set<Listener>>()
  readonly #linkListeners = new Set<(link: Link) => void>()
  readonly #revisions = new Map<PushName, number>()
  #connection: Connection | null = null
  #ready = false
  #stopped = false
  #lastId = 0

  constructor(options: Options) {
    this.#options = options
  }

  call<N extends CallName>(
    name: N,
    input: ActionInput<N>,
    again: string | null = null,
  ): Promise<CallOutput<N>> {
    return this.#ask(name, input, { endsConnection: false, again })
  }

  async callToEnd<N extends EndingCall>(name: N, input: ActionInput<N>): Promise<void> {
    await this.#ask(name, input, { endsConnection: true, again: null })
  }

  #ask<N extends CallName>(
    name: N,
    input: ActionInput<N>,
    { endsConnection, again }: { endsConnection: boolean; again: string | null },
  ): Promise<CallOutput<N>> {
    const { clock, newId } = this.#options
    this.#lastId += 1
    const id = this.#lastId
    const commandId = 'commandId' in calls[name].input.shape ? (again ?? newId()) : null
    const message = {
      type: 'request' as const,
      id,
      call: name,
      input: commandId === null ? input : { ...input, commandId },
    }
    return new Promise((resolve, reject) => {
      const stopTimer = clock.after(callTimeoutMs, () => {
        this.#pending.delete(id)
        reject(new CallFailed('timeout', name, commandId))
      })
      const pending: Pending = {
        name,
        message,
        commandId,
        resolve: resolve,
        reject,
        stopTimer,
        endsConnection,
        sent: false,
      }
      this.#pending.set(id, pending)
      if (this.#ready) this.#send(pending)
    })
  }

  on<N extends PushName>(name: N, listener: (value: Push<N>) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set<Listener>()
    this.#listeners.set(name, set)
    set.add(listener)
    return () => set.delete(listener)
  }

  onLink(listener: (link: Link) => void): () => void {
    this.#linkListeners.add(listener)
    return () => this.#linkListeners.delete(listener)
  }

  start(): () => void {
    this.#connect(0)
    return () => {
      this.#stopped = true
      this.#connection?.close()
    }
  }

  drop(): void {
    if (this.#ready) this.#connection?.close()
  }

  #connect(attempt: number): void {
    if (this.#stopped) return
    const { clock, transport } = this.#options
    const stopHelloTimer = clock.after(helloTimeoutMs, () => {
      if (!this.#ready) connection.close()
    })
    const connection = transport.open({
      onMessage: (value) => {
        this.#onMessage(value)
      },
      onClose: () => {
        stopHelloTimer()
        const failed = this.#ready ? 0 : attempt + 1
        if (this.#ready) this.#onBreak()
        this.#ready = false
        this.#connection = null
        clock.after(backOffMs[failed] ?? longestBackOffMs, () => {
          this.#connect(failed)
        })
      },
    })
    this.#connection = connection
  }

  #send(pending: Pending): void {
    pending.sent = true
    this.#connection?.send(pending.message)
  }

  #onBreak(): void {
    for (const [id, pending] of this.#pending)
      if (pending.endsConnection && pending.sent) {
        this.#pending.delete(id)
        pending.stopTimer()
        pending.resolve({})
      }
    this.#tell('down')
  }

  #tell(link: Link): void {
    for (const listener of this.#linkListeners) listener(link)
  }

  #onMessage(value: unknown): void {
    const message = toPage.safeParse(value)
    if (!message.success) this.#options.report('a message that no core sends', message.error)
    else if (message.data.type === 'hello') this.#onHello(message.data)
    else if (message.data.type === 'reply') this.#onReply(message.data)
    else this.#onPush(message.data)
  }

  /** A second `hello` on one connection is a core that was started again behind the same shell. */
  #onHello(hello: Hello): void {
    if (hello.version !== contractVersion) {
      this.#tell('outdated')
      return
    }
    if (this.#ready) this.#onBreak()
    this.#revisions.clear()
    this.#ready = true
    this.#tell('up')
    for (const pending of this.#pending.values()) this.#send(pending)
  }

  #onReply(reply: Reply): void {
    const waiting = this.#pending.get(reply.id)
    if (!waiting) return
    this.#pending.delete(reply.id)
    waiting.stopTimer()
    const fail = (code: FailureCode): void => {
      waiting.reject(new CallFailed(code, waiting.name, waiting.commandId))
    }
    if (reply.error) {
      fail(reply.error.code)
      return
    }
    const output = calls[waiting.name].output.safeParse(reply.output)
    if (output.success) waiting.resolve(output.data)
    else {
      this.#options.report(`the answer to ${waiting.name} is not what was promised`, output.error)
      fail('badReply')
    }
  }

  #onPush(push: PushMessage): void {
    const { report } = this.#options
    if (!Object.hasOwn(pushes, push.name)) {
      report('a push of an unknown name')
      return
    }
    const name = push.name as PushName
    if (push.rev < (this.#revisions.get(name) ?? 0)) return
    const value = pushes[name].safeParse(push.value)
    if (!value.success) {
      report(`the ${name} push is not what was promised`, value.error)
      return
    }
    this.#revisions.set(name, push.rev)
    for (const listener of this.#listeners.get(name) ?? []) listener(value.data as never)
  }
}

/** A client that is not connected yet: subscribe first, then `start`. */
export const createClient = (options: Options): StationClient => new Client(options)
