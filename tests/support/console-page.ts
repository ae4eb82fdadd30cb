import { createPinia, setActivePinia } from 'pinia'
import type { BoardSnapshot, FoundPerson, StaffTile } from '../../electron/contract/staff.ts'
import { createClient } from '../../renderer/station/client.ts'
import { connectPage } from '../../renderer/station/connect.ts'
import { useDesk } from '../../renderer/stores/desk.ts'
import { useFlow } from '../../renderer/stores/flow.ts'
import { useStaff } from '../../renderer/stores/staff.ts'
import { FarEnd, pageClock, type Sent } from './far-end.ts'
import { ManualClock, settle } from './manual-clock.ts'

const id = (end: string): string => `01935b6e-7c00-7000-8000-0000000000${end}`

export const clerk: StaffTile = { id: id('01'), name: 'Clerk', roles: ['clerk'] }
export const head: StaffTile = { id: id('02'), name: 'Head', roles: ['head'] }
export const lecture = id('11')
export const attendance = id('21')

export const found = (end: string): FoundPerson => ({
  id: id(end),
  person: { name: 'A*B', rareName: false },
  birthYear: 1948,
  sex: 'female',
  lastTwo: '38',
  teams: [],
  lastCame: null,
  provisional: false,
  at: [],
})

const noFigures = {
  expected: null,
  present: 0,
  late: 0,
  left: 0,
  walkIns: null,
  noShows: null,
  attendances: 0,
  people: 0,
  children: 0,
  minutes: 0,
}

export const board: BoardSnapshot = {
  live: {
    event: {
      id: lecture,
      title: 'Lecture',
      kind: 'lecture',
      startsAt: '2026-11-24T01:00:00.000Z',
      endsAt: '2026-11-24T02:00:00.000Z',
      place: '',
      host: null,
      placesLeft: null,
    },
    figures: noFigures,
    pinned: false,
    canExtend: true,
  },
  today: { attendances: 0, people: 0 },
  needs: [],
  needsTotal: 0,
  last: [],
  events: [],
  crowdHeld: false,
  waiting: { claims: 0, objections: 0, answerBy: null },
}

/** A page with staff at it: what it asks of the core stands in `far.sent`, problems in `reported`. */
export interface ConsolePage {
  far: FarEnd
  clock: ManualClock
  staff: ReturnType<typeof useStaff>
  desk: ReturnType<typeof useDesk>
  flow: ReturnType<typeof useFlow>
  reported: unknown[]
  push: (name: string, value: unknown) => void
  /** What the core says about staff. */
  say: (signedIn: StaffTile | null, locked?: StaffTile | null) => void
  knock: (times: number) => void
  /** The newest request of that name. */
  last: (call: string) => Sent
  answer: (call: string, output: unknown) => Promise<void>
  fail: (call: string, code: string) => Promise<void>
}

/** A page that is connected and knows two staff members. */
export const openConsole = (): ConsolePage => {
  setActivePinia(createPinia())
  const far = new FarEnd()
  const clock = new ManualClock()
  const reported: unknown[] = []
  let rev = 0
  let ids = 0
  const report = (...problem: unknown[]): void => {
    reported.push(problem)
  }
  const client = createClient({
    transport: far.transport,
    clock: pageClock(clock),
    newId: () => id(String((ids += 1) + 30)),
    report,
  })
  const nothing = (): undefined => undefined
  const voice = { listen: () => Promise.resolve(), say: nothing, hush: nothing }
  connectPage({
    client,
    clock: pageClock(clock),
    report,
    reload: nothing,
    play: nothing,
    voice,
    print: nothing,
  })
  far.hello()
  const push = (name: string, value: unknown): void => {
    far.say({ type: 'push', name, rev: (rev += 1), value })
  }
  const say: ConsolePage['say'] = (signedIn, locked = null) => {
    push('staff', { tiles: [clerk, head], signedIn, locked })
  }
  const last = (call: string): Sent => {
    const request = far.sent.findLast((sent) => sent.call === call)
    if (request === undefined) throw new Error(`${call} was never asked for`)
    return request
  }
  const staff = useStaff()
  say(null)
  return {
    far,
    clock,
    staff,
    desk: useDesk(),
    flow: useFlow(),
    reported,
    push,
    say,
    knock: (times) => {
      for (let time = 0; time < times; time++) staff.knockAtDoor()
    },
    last,
    answer: async (call, output) => {
      far.say({ type: 'reply', id: last(call).id, output })
      await settle()
    },
    fail: async (call, code) => {
      far.say({ type: 'reply', id: last(call).id, error: { code } })
      await settle()
    },
  }
}
