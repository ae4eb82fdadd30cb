import type { CallName, CallOutput } from '../../electron/contract/calls.ts'
import type { PageClock } from '../clock.ts'
import { CallFailed, type ActionInput, type FailureCode, type StationClient } from '../station/client.ts'

/** What lets staff's side reach the core. */
export interface Drive {
  client: Pick<StationClient, 'call'>
  clock: PageClock
  report: (problem: string, cause?: unknown) => void
}

export interface Asking {
  drive: (by: Drive) => void
  /** Milliseconds since the page opened. */
  monotonic: () => number
  after: (ms: number, task: () => void) => () => void
  /** Asks the core; rejects with `CallFailed`. A picture, which nobody drives, never gets an answer. */
  ask: <N extends CallName>(name: N, input: ActionInput<N>) => Promise<CallOutput<N>>
  /** Asks; a failure goes to `fail`, and `null` comes back. */
  attempt: <N extends CallName>(
    name: N,
    input: ActionInput<N>,
    fail: (code: FailureCode) => void,
  ) => Promise<CallOutput<N> | null>
}

/** The way to the core, silent until it is driven. A report names the call alone, never what was typed. */
export const createAsking = (): Asking => {
  let driver: Drive | null = null
  const ask: Asking['ask'] = (name, input) =>
    driver ? driver.client.call(name, input) : new Promise(() => undefined)
  return {
    drive: (by) => {
      driver = by
    },
    monotonic: () => driver?.clock.monotonic() ?? 0,
    after: (ms, task) => driver?.clock.after(ms, task) ?? (() => undefined),
    ask,
    attempt: async (name, input, fail) => {
      try {
        return await ask(name, input)
      } catch (cause) {
        driver?.report(`${name} failed`, cause)
        fail(cause instanceof CallFailed ? cause.code : 'internal')
        return null
      }
    },
  }
}
