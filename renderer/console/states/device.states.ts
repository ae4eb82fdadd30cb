import {
  bundleShown,
  deviceShown,
  queuePage,
  type BundleShown,
  type DeviceShown,
  type QueuePage,
} from '../../../electron/contract/device.ts'
import type { Role } from '../../../electron/contract/staff.ts'
import samples from '../../gallery/device-samples.json'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import type { DeviceView } from '../../stores/device.ts'
import type { DeskDialog } from '../desk-state.ts'
import { board, tiles } from './samples.ts'

const technician = tiles.find(({ roles }) => roles.includes('technician')) ?? tiles[0] ?? null
const base: DeviceShown = deviceShown.parse(samples.look)
const queue: QueuePage = queuePage.parse(samples.queue)
const bundle: BundleShown = bundleShown.parse(samples.bundle)
const { health } = base

const picture = (
  view: Partial<DeviceView>,
  dialog: DeskDialog | null = null,
  roles: Role[] = ['technician'],
): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: technician && { ...technician, roles }, locked: null },
    board,
    desk: { page: 'device', dialog },
    device: { shown: base, queue: { ...queue, page: 0 }, ...view },
  },
})

const withReader = (
  reader: Partial<DeviceShown['health']['reader']>,
  steps: Partial<DeviceShown['steps']>,
): DeviceShown => ({
  ...base,
  health: { ...health, reader: { ...health.reader, ...reader } },
  steps: { ...base.steps, ...steps },
})

const online: DeviceShown = {
  ...base,
  health: { ...health, outbox: { pending: 0, held: 0, oldestAt: null, lastError: null } },
  queue: { ...base.queue, link: 'online', sent: 12_945, contactAt: base.at, retryAt: null },
}

const unwell: DeviceShown = {
  ...withReader({ state: 'fault', trouble: '000060' }, { stage: 'opened', answerMs: null }),
  queue: { ...base.queue, link: 'refused', rejected: 4 },
  health: {
    ...health,
    reader: { ...health.reader, state: 'fault', trouble: '000060' },
    outbox: { ...health.outbox, lastError: { code: 'revoked', at: base.at } },
    clock: { state: 'drifting', offsetMs: null, jumped: true },
    store: {
      ...health.store,
      freeBytes: 73_400_320,
      lastBackup: null,
      lastCheck: { at: base.at, ok: false, found: 3 },
    },
  },
}

const fresh: DeviceShown = {
  ...withReader({ state: 'absent', port: null }, { stage: 'searching', port: null, baudRate: null }),
  queue: { link: 'none', sent: 0, rejected: 0, contactAt: null, retryAt: null },
}

const file = 'support-119999001001-20261124-0852.zip'

export const states: PageStates = {
  'console-device': picture({}),
  'console-device-online': picture({ shown: online }),
  'console-device-all-roles': picture({}, null, ['clerk', 'head', 'technician']),
  'console-device-reading': picture({
    trying: true,
    shown: withReader({ state: 'card' }, { stage: 'selected' }),
  }),
  'console-device-searching': picture({
    shown: withReader(
      { state: 'searching', port: '/dev/ttyUSB0' },
      { stage: 'searching', port: null, baudRate: null, answerMs: null },
    ),
  }),
  'console-device-unwell': picture({ shown: unwell }),
  'console-device-fresh': picture({ shown: fresh, queue: { total: 0, rows: [], page: 0 } }),
  'console-device-loading': picture({ shown: null, queue: null }),
  'console-device-lost': picture({ failed: true }),
  'console-device-counts': picture({}, { kind: 'deviceCounts' }),
  'console-device-tests': picture({}, { kind: 'deviceTests' }),
  'console-device-bundle': picture({ bundle }, { kind: 'deviceBundle' }),
  'console-device-bundle-making': picture({ packing: true }, { kind: 'deviceBundle' }),
  'console-device-bundle-saved': picture(
    { bundle, saved: { where: 'folder', file } },
    { kind: 'deviceBundle' },
  ),
  'console-device-bundle-old': picture({ bundle, packFailed: 'old' }, { kind: 'deviceBundle' }),
}
