import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import {
  at,
  events,
  home,
  person,
  result,
  row,
  type PageState,
  type PageStates,
} from '../../gallery/page-state.ts'
import type { CrowdView } from '../../flow/crowd.ts'

const rows = [
  row(412, 42, 'yu'),
  row(411, 38, 'bi'),
  row(410, 33, 'cong'),
  row(409, 29, 'ju'),
  row(408, 24, 'zou'),
  row(407, 20, 'song'),
]
const view: CrowdView = { event: events.lecture, arrived: 47, expected: 60, rows }

const checkedIn: TapOutcome = {
  kind: 'checkedIn',
  person: person('yu'),
  event: events.lecture,
  points: null,
  firstVisit: false,
  cardExpired: false,
  clockUnset: false,
  next: null,
  ask: 'scoring',
}

const crowd = (outcome: TapOutcome | null, changes: Partial<CrowdView> = {}): PageState => ({
  flow: { ...(outcome ? result(outcome).flow : {}), crowd: { ...view, ...changes } },
})

export const states: PageStates = {
  'crowd-checked-in': crowd(checkedIn),
  'crowd-nobody-expected': crowd(checkedIn, { expected: null, arrived: 128 }),
  'crowd-already': crowd({
    kind: 'alreadyCheckedIn',
    person: person('compound'),
    event: events.lecture,
    checkedInAt: at('08:47'),
    points: null,
    ask: null,
    leaveEarly: null,
  }),
  'crowd-out': crowd({
    kind: 'checkedOut',
    person: person('wang'),
    event: events.lecture,
    checkedOutAt: home.at,
    service: { kind: 'none' },
    points: null,
    next: null,
    ask: null,
  }),
  'crowd-child': crowd({ kind: 'minor', event: events.lecture }),
  'crowd-quiet': crowd(null),
  'crowd-long': crowd(checkedIn, {
    event: events.long,
    arrived: 1288,
    expected: 1500,
    rows: [
      row(412, 42, 'compound', 'alreadyCheckedIn'),
      row(411, 41, null, 'minor'),
      row(410, 40, null, 'cardUnreadable'),
      row(409, 39, 'ju', 'refused'),
      row(408, 38, 'compound', 'checkedOut'),
      row(407, 37, 'song'),
      row(406, 36, 'bi'),
      row(405, 35, 'cong', 'chooseEvent'),
      row(404, 34, 'rare'),
    ],
  }),
  'crowd-fast': crowd(checkedIn, {
    arrived: 58,
    rows: Array.from({ length: 40 }, (_, index) => {
      const mark = index === 4 ? 'checkedOut' : 'checkedIn'
      return row(440 - index, 59 - index, index % 7 === 4 ? 'compound' : 'song', mark)
    }),
  }),
  'crowd-card-lying': {
    ...crowd(null),
    home: { reader: { state: 'card', side: 'below', cardLeft: true, trouble: null } },
  },
}
