import type { SetupState, SetupStep } from '../../../electron/contract/setup.ts'
import { home, person, type PageState, type PageStates } from '../../gallery/page-state.ts'
import { ordinaryWeek } from '../../screens/setup/hours.ts'
import type { RecordingList } from '../../stores/recordings.ts'
import type { SetupPicture } from '../../stores/setup.ts'
import type { Desk } from '../desk-state.ts'
import recordings from '../../gallery/recording-samples.json'
import { board, tiles } from './samples.ts'

const state: SetupState = {
  steps: {
    station: 'done',
    staff: 'done',
    clock: 'done',
    reader: 'done',
    opening: 'done',
    notice: 'done',
    centre: 'later',
    check: 'done',
  },
  code: home.station.code,
  name: home.station.name,
  staff: tiles.map(({ id, name, roles }, index) => ({ id, name, roles, linked: index < 2 })),
  codes: 7,
  placement: { side: 'below', mountHeight: 95 },
  opening: ordinaryWeek,
  contact: { name: tiles[0]?.name ?? '', phone: '0631-555-0142' },
  centre: { url: null, paired: false },
  clock: 'synced',
}

const settings = (desk: Partial<Desk>, more: Partial<SetupPicture> = {}, by = 1): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: tiles[by] ?? null, locked: null },
    board: by === 3 ? null : board,
    desk: { page: 'settings', ...desk },
  },
  setup: { state, step: 'station', isAgain: true, ...more },
})

const again = (step: SetupStep, more: Partial<SetupPicture> = {}): PageState =>
  settings({ page: 'setupStep' }, { step, ...more })

const reader: SetupPicture['reader'] = {
  state: 'card',
  port: '/dev/ttyUSB0',
  card: { person: person('rare'), ms: 86 },
  unread: false,
  lifted: false,
}
/** Synthetic, and of no station. */
export const sampleCodes = Array.from({ length: 8 }, (_, index) =>
  String(10n ** 24n + BigInt(index) * 1234567890123456789n),
)

export const states: PageStates = {
  'console-settings': settings({}),
  'console-settings-no-codes': settings({}, { state: { ...state, codes: 0 } }),
  'console-settings-new-codes': settings({ dialog: { kind: 'newCodes' } }),
  'console-settings-technician': settings({}, {}, 3),
  'console-today-technician': settings({ page: 'today' }, {}, 3),
  'console-settings-codes': settings({ page: 'codes' }, { codes: sampleCodes }),
  'console-settings-cards': settings({ page: 'ownCards' }, { reader }),
  'console-settings-end': settings({ page: 'kioskEnd' }),
  'console-settings-end-sure': settings({ page: 'kioskEnd', dialog: { kind: 'kioskEnd', how: 'off' } }),
  'console-settings-cards-refused': settings({ page: 'ownCards' }, { reader, refusal: 'cardUnknown' }),
  'console-settings-sound': {
    ...settings({ page: 'sound' }),
    sound: {
      volume: { day: 3, quiet: { from: '20:00', to: '07:00', most: 1 }, muted: false },
      own: { revision: 1, files: [] },
    },
    staff: {
      snapshot: { tiles, signedIn: tiles[1] ?? null, locked: null },
      board,
      desk: { page: 'sound' },
      recordings: { list: recordings as RecordingList, broken: ['short-checkedOut.mp3'] },
    },
  },
  'console-settings-station': again('station'),
  'console-settings-staff': again('staff'),
  'console-settings-clock': again('clock'),
  'console-settings-reader': again('reader', { reader }),
  'console-settings-opening': again('opening'),
  'console-settings-notice': again('notice'),
  'console-settings-centre': again('centre'),
  'console-settings-check': again('check', {
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
