import type { DemoSnapshot } from '../../electron/contract/pushes.ts'
import { events, person, result, type PageStates } from '../gallery/page-state.ts'

const demo: DemoSnapshot = {
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
  way: null,
}

const way = { seq: 412, readMs: 412, checkMs: 0.3, commitMs: 0.9, screenMs: 6.2, centreMs: 28.6 }
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
  'demo-closed': { home: { mode: 'demo' }, demo, drawerClosed: true },
  'demo-closed-result': { ...tapped, home: { mode: 'demo' }, demo, drawerClosed: true },
  'demo-consent': {
    home: { mode: 'demo' },
    demo,
    flow: {
      shown: {
        name: 'consent',
        question: 'scoring',
        afterEvent: true,
        points: null,
        agreed: false,
        asked: null,
        failed: false,
      },
    },
  },
}
