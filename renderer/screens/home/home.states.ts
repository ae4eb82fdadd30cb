import { defaultVolume } from '../../../electron/contract/sound.ts'
import { events, type PageStates } from '../../gallery/page-state.ts'

export const states: PageStates = {
  home: {},
  'home-offline': { home: { queue: { pending: 3, link: 'offline' } } },
  'home-sending': { home: { queue: { pending: 12, link: 'online' } } },
  'home-refused': { home: { queue: { pending: 120, link: 'refused' } } },
  'home-no-centre': { home: { queue: { pending: 40, link: 'none' } } },
  'home-reader-missing': {
    home: { reader: { state: 'searching', side: 'below', cardLeft: false, trouble: null } },
  },
  'home-reader-left': { home: { reader: { state: 'ready', side: 'left', cardLeft: false, trouble: null } } },
  'home-reader-right': {
    home: { reader: { state: 'ready', side: 'right', cardLeft: false, trouble: null } },
  },
  'home-card-lying': { home: { reader: { state: 'card', side: 'below', cardLeft: true, trouble: null } } },
  'home-several-open': {
    home: { alsoOpen: [events.beach, events.phone], today: [events.phone, events.reading, events.drums] },
  },
  'home-clock-unset': { home: { clock: 'unset' } },
  'home-clock-jumped': { home: { clockJumped: true, queue: { pending: 3, link: 'offline' } } },
  'home-nothing-on': { home: { open: null } },
  'home-nothing-at-all': { home: { open: null, today: [], next: null } },
  'home-last-event': { home: { today: [], next: null } },
  'home-long': {
    home: {
      open: { event: events.long, arrived: 128 },
      today: [events.long, { ...events.haircut, placesLeft: 0 }, events.drums],
      queue: { pending: 1280, link: 'offline' },
    },
  },
  'home-text-size': { flow: { sheet: 'textSize' } },
  'home-listening': { flow: { listeningUntil: 120_000 } },
  'home-silent': { sound: { volume: { ...defaultVolume, muted: true }, own: { revision: 0, files: [] } } },
  'home-help': { flow: { sheet: 'help' } },
}
