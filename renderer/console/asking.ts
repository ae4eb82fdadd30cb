import type { CallName, CallOutput } from '../../electron/contract/calls.ts'
import type { PageClock } from '../clock.ts'
import type { Sound } from '../sound/sounds.ts'
import { CallFailed, type ActionInput, type FailureCode, type StationClient } from '../station/client.ts'

/** What lets staff's side reach the core. */
export interface Drive {
  client: Pick<StationClient, 'call'>
  clock: PageClock
  report: (problem: string, cause?: unknown) => void
  play: (sound: Sound) => void
}

export interface Asking {
  drive: (by: Drive) => void
  /** Milliseconds since the page opened. */
  monotonic: () => number
  after: (ms: number, task: () => void) => () => void
  /** Sounds, for whoever tries the loudspeaker. */
  play: (sound: Sound) => void
  /** Asks the core; rejects with `CallFailed`. A picture, which nobody drives, never gets an answer. */
  ask: <N extends CallName>(name: N, input: ActionInput<N>, again?: string | null) => Promise<CallOutput<N>>
  /** Asks; a failure goes to `fail`, with the id to ask `again` under, and `null` comes back. */
  attempt: <N extends CallName>(
    name: N,
    input: ActionInput<N>,
    fail: (code: FailureCode, again: string | null) => void,
    again?: string | null,
  ) => Promise<CallOutput<N> | null>
}

/** The way to the core, silent until it is driven. A report names the call alone, never what was typed. */
export const createAsking = (): Asking => {
  let driver: Drive | null = null
  const ask: Asking['ask'] = (name, input, again) =>
    driver ? driver.client.call(name, input, again) : new Promise(() => undefined)
  return {
    drive: (by) => {
      driver = by
    },
    monotonic: () => driver?.clock.monotonic() ?? 0,
    after: (ms, task) => driver?.clock.after(ms, task) ?? (() => undefined),
    play: (sound) => {
      driver?.play(sound)
    },
    ask,
    attempt: async (name, input, fail, again) => {
      try {
        return await ask(name, input, again)
      } catch (cause) {
        driver?.report(`${name} failed`, cause)
        if (cause instanceof CallFailed) fail(cause.code, cause.commandId)
        else fail('internal', null)
        return null
      }
    },
  }
}
