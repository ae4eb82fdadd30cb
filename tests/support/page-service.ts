import { defaultVolume } from '../../electron/contract/sound.ts'
import { StationError } from '../../electron/base/errors.ts'
import type { Push, PushName } from '../../electron/contract/pushes.ts'
import type { Handlers, PageService } from '../../electron/rpc/handlers.ts'

/** A core made of what a test hands in: the rest answers "not allowed". */
export interface ScriptedService extends PageService {
  /** Changes one snapshot and tells the pages. */
  change<N extends PushName>(name: N, value: Push<N>): void
  admitted: Set<string>
  /** Calls in the order they reached a handler. */
  received: { call: string; input: unknown }[]
  answers: Map<string, (input: never) => unknown>
  listeners: number
}

const station = { code: '119999001001', name: '鸥湾村' }

const quiet: { [N in PushName]: Push<N> } = {
  home: {
    mode: 'live',
    station,
    at: '2026-11-24T01:00:00.000Z',
    calendar: 1,
    notices: { revision: 0, shown: 0, fresh: 0 },
    lunar: '农历十月十六',
    reader: { state: 'ready', side: 'below', cardLeft: false, trouble: null },
    queue: { pending: 0, link: 'none' },
    clock: 'unset',
    clockJumped: false,
    open: null,
    alsoOpen: [],
    today: [],
    next: null,
  },
  lastTap: null,
  session: { person: null, ask: null, askMissed: false },
  crowd: null,
  staff: { tiles: [], signedIn: null, locked: null },
  board: null,
  demo: null,
  sound: { volume: defaultVolume, own: { revision: 0, files: [] } },
}

export const createScriptedService = (): ScriptedService => {
  const values = new Map<PushName, unknown>(Object.entries(quiet) as [PushName, unknown][])
  const listeners = new Set<(name: PushName) => void>()
  const received: ScriptedService['received'] = []
  const answers: ScriptedService['answers'] = new Map()
  const handlers = new Proxy({} as Handlers, {
    get: (_target, call: string) => (input: unknown) => {
      received.push({ call, input })
      const answer = answers.get(call) as ((value: unknown) => unknown) | undefined
      if (answer === undefined) throw new StationError('notAllowed')
      return answer(input)
    },
  })
  return {
    boot: 'boot-1',
    app: '0.0.0',
    handlers,
    received,
    answers,
    admitted: new Set(['anyone']),
    isAdmitted(audience) {
      return this.admitted.has(audience)
    },
    snapshot: (name) => values.get(name) as never,
    onChanged: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    pageClosed: () => undefined,
    get listeners() {
      return listeners.size
    },
    change: (name, value) => {
      values.set(name, value)
      for (const listener of listeners) listener(name)
    },
  }
}
