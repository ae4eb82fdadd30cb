import type { EventBrief } from '../../electron/contract/events.ts'
import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import type { DemoSnapshot, HomeSnapshot } from '../../electron/contract/pushes.ts'
import type { SoundSnapshot } from '../../electron/contract/sound.ts'
import type { MaskedPerson } from '../../electron/contract/values.ts'
import { personOf, type Act, type Flow, type Shown } from '../flow-state.ts'
import type { SetupPicture } from '../stores/setup.ts'
import type { CrowdRow } from '../flow/crowd.ts'
import type { Tour } from '../demo/tour.ts'
import samples from './samples.json'
import type { StaffPicture } from './staff-picture.ts'

/** One picture of the page: what the core would have said, and what the page made of it. */
export interface PageState {
  home?: Partial<HomeSnapshot>
  /** What of the preferences the state is about; how it looks is chosen for all states alike. */
  flow?: Partial<Omit<Flow, 'preferences'>> & { preferences?: Pick<Flow['preferences'], 'lowered'> }
  demo?: DemoSnapshot
  drawerClosed?: boolean
  tour?: Tour
  staff?: StaffPicture
  setup?: SetupPicture
  sound?: SoundSnapshot
}

export type PageStates = Record<string, PageState>

const shanghai = (time: string): string => new Date(`2026-11-24T${time}:00.000+08:00`).toISOString()

const event = (
  name: keyof typeof samples.events,
  kind: EventBrief['kind'],
  [start, end]: readonly [string, string],
  placesLeft: number | null = null,
): EventBrief => ({
  id: `01935b6e-7c00-7000-8000-0000000000${String(Object.keys(samples.events).indexOf(name)).padStart(2, '0')}`,
  host: null,
  ...samples.events[name],
  kind,
  startsAt: shanghai(start),
  endsAt: shanghai(end),
  placesLeft,
})

export const events = {
  lecture: event('lecture', 'lecture', ['09:00', '10:00']),
  reading: event('reading', 'lecture', ['10:45', '11:00']),
  haircut: event('haircut', 'service', ['14:00', '16:00'], 5),
  drums: event('drums', 'culture', ['18:30', '20:00']),
  dumplings: event('dumplings', 'canteen', ['11:30', '12:30']),
  beach: event('beach', 'volunteer', ['09:00', '11:00']),
  phone: event('phone', 'training', ['09:00', '10:30']),
  pressure: event('pressure', 'health', ['08:30', '11:30']),
  assembly: event('assembly', 'meeting', ['09:00', '10:00']),
  long: event('long', 'health', ['09:00', '10:30'], 12),
}

export const person = (name: keyof typeof samples.names): MaskedPerson => ({
  name: samples.names[name],
  rareName: name === 'rare' || name === 'privateUse',
})

export const teams = samples.teams

export const home: HomeSnapshot = {
  mode: 'live',
  station: { code: '119999001001', name: samples.station },
  at: shanghai('08:52'),
  calendar: 1,
  notices: { revision: 0, shown: 0, fresh: 0 },
  lunar: samples.lunar,
  reader: { state: 'ready', side: 'below', cardLeft: false, trouble: null },
  queue: { pending: 0, link: 'online' },
  clock: 'synced',
  clockJumped: false,
  open: { event: events.lecture, arrived: 31 },
  alsoOpen: [],
  today: [events.reading, events.haircut, events.drums],
  next: events.reading,
}

export const at = shanghai

export const result = (outcome: TapOutcome, act: Act | null = null): PageState => ({
  flow: {
    shown: { name: 'result', tap: { seq: 412, at: home.at, outcome }, act },
    notMeUntil: personOf(outcome) ? 120_000 : null,
  },
})

export const shown = (value: Shown): PageState => ({ flow: { shown: value } })

/** One line of the list of a crowd; `second` of the minute 8:51. */
export const row = (
  seq: number,
  second: number,
  name: keyof typeof samples.names | null,
  kind: CrowdRow['kind'] = 'checkedIn',
): CrowdRow => ({
  seq,
  at: new Date(Date.parse(shanghai('08:51')) + second * 1_000).toISOString(),
  person: name === null ? null : person(name),
  kind,
  since: 0,
})
