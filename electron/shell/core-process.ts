import { utilityProcess, type UtilityProcess } from 'electron'
import type { Clock } from '../base/clock.ts'
import type { SystemKey } from '../base/system-key.ts'
import type { PageNews } from '../station/supervisor.ts'
import type { Announcement, FromCoreProcess, ToCoreProcess } from './core-port.ts'
import { createRestartPolicy } from './restart-policy.ts'
import { hearSaid, say } from './say.ts'

const pingMs = 5_000
const silentMs = 30_000
/** How long a core may take to end before it is killed. */
const graceMs = 4_000

/** Exit codes that a new start would only repeat: usage, folder in use, port in use. */
const lasting = new Set([2, 3, 5])

export interface CoreProcess {
  /** Goes to the running core; without one it is dropped, and the page asks again after the next hello. */
  post(message: ToCoreProcess): void
  /** Asks the core to end and resolves when it has. */
  stop(): Promise<void>
}

export interface CoreEvents {
  /** The core has gone, for whatever reason. */
  onEnd(): void
  /** What became of the page, as the core sees it. */
  onPage(news: PageNews): void
  /** A core is listening, for the first time or again. */
  onStart(): void
  onReady(): void
  onMessage(page: number, message: unknown): void
  /** A tap or an upload, in one line for the terminal. */
  onLine(text: string): void
  /** The core died too often: for now it stays away. */
  onResting(): void
  /** The core ended on purpose and is not started again. */
  onLeave(what: Exclude<Announcement, 'powerCut'>): void
  /** Starting it again would not help. */
  onHopeless(code: number): void
}

const kill = (child: UtilityProcess): void => {
  if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
}

/** Calls `onSilent` when `heardAt` is too long ago, and asks for a sign of life before that. */
const watchSilence = (
  child: UtilityProcess,
  clock: Clock,
  heardAt: () => number,
  onSilent: () => void,
): (() => void) => {
  const end = clock.every(pingMs, () => {
    if (clock.monotonic() - heardAt() > silentMs) {
      end()
      onSilent()
    } else child.postMessage({ kind: 'ping' } satisfies ToCoreProcess)
  })
  return end
}

/** One life of the core. */
const runOnce = (
  options: { entry: string; args: string[] } & Pick<CoreOptions, 'clock' | 'systemKey'>,
  events: CoreEvents,
  onExit: (announced: Announcement | null, code: number) => void,
): UtilityProcess => {
  const { clock } = options
  const child = utilityProcess.fork(options.entry, options.args, { serviceName: 'station' })
  let announced: Announcement | null = null
  let heardAt = clock.monotonic()
  const endWatch = watchSilence(
    child,
    clock,
    () => heardAt,
    () => {
      say('The station does not answer: starting it again.')
      kill(child)
    },
  )
  child.on('message', (message: FromCoreProcess) => {
    heardAt = clock.monotonic()
    switch (message.kind) {
      case 'ready':
        hearSaid((said) => {
          child.postMessage({ kind: 'said', ...said } satisfies ToCoreProcess)
        })
        events.onReady()
        return
      case 'wantsKey':
        void options.systemKey().then((key) => {
          child.postMessage({ kind: 'key', key } satisfies ToCoreProcess)
        })
        return
      case 'message':
        events.onMessage(message.page, message.message)
        return
      case 'line':
        events.onLine(message.text)
        return
      case 'page':
        events.onPage(message.news)
        return
      case 'announce':
        announced = message.what
        if (announced === 'powerCut') kill(child)
        return
      case 'pong':
    }
  })
  child.on('exit', (code) => {
    endWatch()
    hearSaid(null)
    onExit(announced, code)
  })
  return child
}

export interface CoreOptions {
  entry: string
  /** Asked for at every start; `wasReady` once a core has been. */
  args: (wasReady: boolean) => string[]
  clock: Clock
  /** Asked at every start of a core: what the system's key store has for its folder. */
  systemKey: () => Promise<SystemKey>
}

/** Runs the station in a process of its own, so that neither its crash nor its work ever stops the window. */
export const startCore = (options: CoreOptions, events: CoreEvents): CoreProcess => {
  const { clock, entry, systemKey } = options
  const policy = createRestartPolicy(clock)
  let wasReady = false
  let child: UtilityProcess | null = null
  let onStopped: (() => void) | null = null

  const onReady = (): void => {
    wasReady = true
    events.onReady()
  }

  const start = (): void => {
    const args = options.args(wasReady)
    child = runOnce({ entry, args, clock, systemKey }, { ...events, onReady }, (announced, code) => {
      child = null
      events.onEnd()
      if (onStopped) onStopped()
      else if (announced === 'powerCut') start()
      else if (announced !== null) events.onLeave(announced)
      else if (lasting.has(code)) events.onHopeless(code)
      else startAfterPause()
    })
    events.onStart()
  }

  const startAfterPause = (): void => {
    const { ms, calm } = policy.pauseAfterDeath()
    say(calm ? 'The station keeps dying: trying once a minute.' : 'The station ended: starting it again.')
    if (calm) events.onResting()
    clock.after(ms, () => {
      if (onStopped === null) start()
    })
  }

  start()
  return {
    post: (message) => {
      child?.postMessage(message)
    },
    stop: () =>
      new Promise((resolve) => {
        onStopped = resolve
        if (child === null) {
          resolve()
          return
        }
        const ending = child
        ending.kill()
        clock.after(graceMs, () => {
          if (child === ending) kill(ending)
        })
      }),
  }
}
