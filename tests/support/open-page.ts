import type { HomeSnapshot } from '../../electron/contract/pushes.ts'
import { createClient } from '../../renderer/station/client.ts'
import { connectPage } from '../../renderer/station/connect.ts'
import type { Sound } from '../../renderer/sound/sounds.ts'
import { FarEnd, pageClock } from './far-end.ts'
import { ManualClock } from './manual-clock.ts'

export const home: HomeSnapshot = {
  mode: 'live',
  station: { code: '119999001001', name: 'here' },
  at: '2026-11-24T01:00:00.000Z',
  calendar: 1,
  notices: { revision: 0, shown: 0, fresh: 0 },
  lunar: '',
  reader: { state: 'ready', side: 'below', cardLeft: false, trouble: null },
  queue: { pending: 0, link: 'none' },
  clock: 'synced',
  clockJumped: false,
  open: null,
  alsoOpen: [],
  today: [],
  next: null,
}
export const person = { name: 'A*B', rareName: false }
export const nothingOn = {
  kind: 'nothingOn',
  person,
  points: null,
  firstVisit: true,
  next: null,
  ask: 'scoring',
}

/** A page whose core is played by hand. */
export const openPage = (): {
  far: FarEnd
  clock: ManualClock
  reloads: () => number
  prints: () => number
  sounds: Sound[]
  said: string[]
  reading: (() => void)[]
  push: (name: string, value: unknown) => void
} => {
  const far = new FarEnd()
  const clock = new ManualClock()
  const sounds: Sound[] = []
  const said: string[] = []
  /** What ends each reading of the page that was asked for. */
  const reading: (() => void)[] = []
  let prints = 0
  let reloads = 0
  let rev = 0
  const client = createClient({
    transport: far.transport,
    clock: pageClock(clock),
    newId: () => '01935b6e-7c00-7000-8000-000000000001',
    report: () => undefined,
  })
  connectPage({
    client,
    clock: pageClock(clock),
    report: () => undefined,
    play: (sound) => sounds.push(sound),
    voice: {
      listen: () =>
        new Promise((resolve) => {
          reading.push(resolve)
        }),
      say: (what) => said.push(what.kind),
      hush: () => said.push('hush'),
    },
    print: () => (prints += 1),
    reload: () => (reloads += 1),
  })
  const push = (name: string, value: unknown): void => {
    far.say({ type: 'push', name, rev: (rev += 1), value })
  }
  return { far, clock, reloads: () => reloads, prints: () => prints, sounds, said, reading, push }
}

export const tap = (seq: number, outcome: unknown = nothingOn): unknown => ({
  seq,
  at: '2026-11-24T01:00:00.000Z',
  outcome,
})
