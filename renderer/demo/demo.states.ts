import type { DemoSnapshot } from '../../electron/contract/pushes.ts'
import { states as creditStates } from '../screens/credit/credit.states.ts'
import { startTour } from './tour.ts'
import { at, events, person, result, row, type PageStates } from '../gallery/page-state.ts'

export const demo: DemoSnapshot = {
  cards: [
    { id: 'yu', person: person('yu'), note: 'longTerm', age: 78, face: 'grandfather' },
    { id: 'wang', person: person('wang'), note: 'age', age: 81, face: 'grandmother' },
    { id: 'james', person: person('foreign'), note: 'foreigner', age: 44, face: 'foreigner' },
    { id: 'zou', person: person('zou'), note: 'child', age: 9, face: 'girl' },
    { id: 'worn', person: null, note: 'unreadable', age: null, face: 'unreadable' },
    { id: 'again', person: person('yu'), note: 'again', age: 78, face: 'grandfather' },
  ],
  lying: null,
  networkCut: false,
  canRestart: true,
  crowd: null,
  pin: '246810',
  centrePage: null,
  fresh: false,
  way: null,
}

const way = {
  seq: 412,
  record: 1294,
  readMs: 412,
  checkMs: 0.3,
  commitMs: 0.9,
  screenMs: 6.2,
  centreMs: 28.6,
}
const tapped = result({
  kind: 'checkedIn',
  person: person('wang'),
  event: events.lecture,
  points: { added: 50, balance: 8650, served: 7590 },
  firstVisit: false,
  cardExpired: false,
  clockUnset: false,
  next: events.reading,
  ask: null,
})

const firstVisit = result({
  kind: 'checkedIn',
  person: person('sui'),
  event: events.long,
  points: null,
  firstVisit: true,
  cardExpired: false,
  clockUnset: false,
  next: null,
  ask: 'scoring',
})
const already = result({
  kind: 'alreadyCheckedIn',
  person: person('yu'),
  event: events.lecture,
  checkedInAt: events.lecture.startsAt,
  points: null,
  ask: null,
  leaveEarly: null,
})
const refused = result({
  kind: 'refused',
  person: person('wang'),
  event: events.dumplings,
  reason: { kind: 'notEligible', minAge: 80 },
  next: events.haircut,
})

const choices = [events.lecture, events.beach, events.phone, events.long].map((event) => ({
  event,
  action: 'checkIn' as const,
}))
const asked = result({ kind: 'chooseEvent', person: person('compound'), choices })
const helping = result({
  kind: 'alreadyCheckedIn',
  person: person('yu'),
  event: events.beach,
  checkedInAt: events.beach.startsAt,
  points: null,
  ask: null,
  leaveEarly: { signOutFrom: at('10:45'), minutes: 73 },
})
const rows = [row(412, 42, 'wang'), row(411, 40, 'yu'), row(410, 38, null, 'minor')]
const people = { event: events.lecture, arrived: 12, expected: 60, rows }

export const states: PageStates = {
  'demo-home': { home: { mode: 'demo' }, demo },
  'demo-lifted': { home: { mode: 'demo' }, demo: { ...demo, lying: 'wang', way } },
  'demo-cut': {
    home: { mode: 'demo', queue: { pending: 3, link: 'offline' } },
    demo: {
      ...demo,
      networkCut: true,
      way: { ...way, centreMs: null },
      centrePage: 'http://127.0.0.1:38211/',
    },
  },
  'demo-crowd': {
    home: { mode: 'demo' },
    demo: { ...demo, canRestart: false, crowd: { done: 12, total: 60 } },
  },
  'demo-result': { ...tapped, home: { mode: 'demo' }, demo: { ...demo, lying: 'wang', way } },
  'demo-first-visit': { ...firstVisit, home: { mode: 'demo' }, demo },
  'demo-already': { ...already, home: { mode: 'demo' }, demo },
  'demo-refused': { ...refused, home: { mode: 'demo' }, demo },
  'demo-unreadable': {
    ...result({ kind: 'cardUnreadable', attempt: 1 }),
    home: { mode: 'demo' },
    demo,
  },
  'demo-unreadable-again': {
    ...result({ kind: 'cardUnreadable', attempt: 2 }),
    home: { mode: 'demo' },
    demo,
  },
  'demo-minor': { ...result({ kind: 'minor', event: events.lecture }), home: { mode: 'demo' }, demo },
  'demo-choose': { ...asked, home: { mode: 'demo' }, demo },
  'demo-leave-early': { ...helping, home: { mode: 'demo' }, demo },
  'demo-many-people': { flow: { ...tapped.flow, crowd: people }, home: { mode: 'demo' }, demo },
  'demo-closed': { home: { mode: 'demo' }, demo, drawerClosed: true },
  'demo-closed-result': { ...tapped, home: { mode: 'demo' }, demo, drawerClosed: true },
  'demo-tour-card': { home: { mode: 'demo' }, demo: { ...demo, fresh: true } },
  'demo-tour-consent': {
    ...firstVisit,
    home: { mode: 'demo' },
    demo: { ...demo, way },
    tour: { ...startTour(), step: 'consent' },
  },
  'demo-tour-points': {
    ...tapped,
    home: { mode: 'demo' },
    demo: { ...demo, way },
    tour: { ...startTour(), step: 'points' },
  },
  'demo-tour-own-page': {
    ...creditStates['credit-mine'],
    home: { mode: 'demo' },
    demo,
    tour: { ...startTour(), step: 'net' },
  },
  'demo-tour-net': {
    home: { mode: 'demo', queue: { pending: 2, link: 'offline' } },
    demo: { ...demo, networkCut: true, way: { ...way, centreMs: null } },
    tour: { ...startTour(), step: 'net', tappedOffline: true },
  },
  'demo-tour-staff': {
    home: { mode: 'demo' },
    demo,
    drawerClosed: true,
    tour: { ...startTour(), step: 'staff' },
  },
  'demo-consent': {
    home: { mode: 'demo' },
    demo,
    flow: {
      shown: {
        name: 'consent',
        question: 'scoring',
        lead: 'checkedIn',
        points: null,
        agreed: false,
        asked: null,
        failed: false,
      },
    },
  },
}
