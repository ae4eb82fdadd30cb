import type { SetupState, SetupStep } from '../../../electron/contract/setup.ts'
import { home, person, type PageState, type PageStates } from '../../gallery/page-state.ts'
import type { SetupPicture } from '../../stores/setup.ts'
import { sampleCodes } from '../../console/states/settings.states.ts'
import { ordinaryWeek } from './hours.ts'

const state: SetupState = {
  steps: {
    station: 'done',
    staff: 'done',
    clock: 'done',
    reader: 'later',
    opening: 'open',
    notice: 'open',
    centre: 'open',
    check: 'open',
  },
  code: home.station.code,
  name: home.station.name,
  staff: [{ name: person('rare').name, roles: ['clerk'] }],
  placement: { side: 'below', mountHeight: 95 },
  opening: ordinaryWeek,
  contact: { name: person('rare').name, phone: '0631-555-0142' },
  centre: { url: null, paired: false },
  clock: 'synced',
}

const at = (step: SetupStep, more: Partial<SetupPicture> = {}): PageState => ({
  home: { mode: 'setup' },
  flow: { mode: 'setup' },
  setup: { state, step, ...more },
})

export const states: PageStates = {
  'setup-station': at('station'),
  'setup-station-refused': at('station', { refusal: 'codeLength' }),
  'setup-staff': at('staff'),
  'setup-codes': at('staff', { codes: sampleCodes, hasTeam: true }),
  'setup-clock': at('clock'),
  'setup-reader': at('reader', {
    reader: {
      state: 'card',
      port: '/dev/ttyUSB0',
      card: { person: person('rare'), ms: 86 },
      unread: false,
      lifted: false,
    },
  }),
  'setup-opening': at('opening'),
  'setup-notice': at('notice'),
  'setup-centre': at('centre', { refusal: 'unreachable' }),
  'setup-check': at('check', {
    items: [
      { name: 'store', state: 'ok' },
      { name: 'key', state: 'ok' },
      { name: 'reader', state: 'look' },
      { name: 'clock', state: 'bad' },
      { name: 'centre', state: 'look' },
      { name: 'disk', state: 'ok' },
    ],
  }),
}
