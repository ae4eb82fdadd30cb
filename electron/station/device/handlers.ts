import { toInstant } from '../../base/clock.ts'
import { StationError } from '../../base/errors.ts'
import type { CallName, CallOutput } from '../../contract/calls.ts'
import { sampleLength, type BundleShown, type DeviceShown } from '../../contract/device.ts'
import type { Health } from '../../contract/health.ts'
import { inShanghai } from '../../contract/values.ts'
import { logFolder, supportFolder } from '../../store/files.ts'
import type { Built } from '../built.ts'
import { createDelivery } from '../delivery.ts'
import { act, look, note, technicianOf } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import { gatherBundle } from './bundle.ts'
import { exchangeFacts, queuePageOf } from './queue.ts'
import { zipOf } from './zip.ts'

export type DeviceParts = Pick<Built, 'parts' | 'desk' | 'reader' | 'sync' | 'settings' | 'dir'>
type DeviceCall = Extract<CallName, `device.${string}`>

const bundleKeptMs = 10 * 60_000

/** A file that was shown and waits to be written. */
interface Shown {
  page: string
  until: number
  name: string
  content: Buffer
}

const pad = (value: number): string => String(value).padStart(2, '0')

const nameOf = (code: string, now: number): string => {
  const { year, month, day, hour, minute } = inShanghai(now)
  return `support-${code}-${String(year)}${pad(month)}${pad(day)}-${pad(hour)}${pad(minute)}.zip`
}

const sampleOf = (content: Buffer): string =>
  content
    .subarray(-sampleLength)
    .toString('latin1')
    .replace(/^[^\n]*\n(?=[^\n])/, (cut) => (content.length > sampleLength ? '' : cut))

/** A technician is signed in on this page. Throws `notAllowed`. Reads alone: no flush for a look a second. */
const requireTechnician = ({ parts, desk }: DeviceParts, page: string): void => {
  const { member } = desk.sessions.author(page)
  parts.store.read((tx) => technicianOf(tx, member.id))
}

const shown = (built: DeviceParts, health: () => Health): DeviceShown => {
  const { parts, reader, sync } = built
  const now = parts.clock.now()
  return {
    at: toInstant(now),
    health: health(),
    steps: reader.steps(),
    queue: { link: sync.link(), ...parts.store.read((tx) => exchangeFacts(tx, now)) },
  }
}

/** Something that a technician makes the station do, noted, then done. */
const doing =
  (built: DeviceParts) =>
  (
    page: string,
    command: { call: 'device.sendNow' | 'device.searchReader'; commandId: string },
    action: string,
    work: () => void,
  ): Record<string, never> => {
    const { repeated } = act(
      built.desk.deps,
      page,
      command,
      (tx, author) => {
        note(tx, author, action, '')
        return {}
      },
      technicianOf,
    )
    if (!repeated) work()
    return {}
  }

const bundleHandlers = (
  built: DeviceParts,
  health: () => Health,
): Pick<CallHandlers, 'device.bundleLook' | 'device.bundleSave'> => {
  const { parts, settings, desk, dir } = built
  const kept = new Map<string, Shown>()
  const delivery = createDelivery({ desk: desk.deps, exportFolder: supportFolder(dir), admit: technicianOf })
  const put = async (page: string): Promise<BundleShown> => {
    const gathered = await gatherBundle({
      logFolder: logFolder(dir),
      clock: parts.clock,
      store: parts.store,
      health,
      settings: () => settings.data,
    })
    const now = parts.clock.now()
    const content = await zipOf(gathered, now)
    const bundle = parts.newId()
    // One at a time: what was looked at before is looked at no more.
    kept.clear()
    const until = parts.clock.monotonic() + bundleKeptMs
    kept.set(bundle, { page, until, name: nameOf(settings.data.station.code, now), content })
    const rows = gathered.map(({ name, content }) => ({
      name,
      bytes: content.length,
      sample: sampleOf(content),
    }))
    return { bundle, bytes: content.length, parts: rows }
  }
  return {
    'device.bundleLook': (_input, page) => {
      look(desk.deps, page, () => undefined, technicianOf)
      return put(page)
    },
    'device.bundleSave': ({ commandId, bundle }, page): Promise<CallOutput<'device.bundleSave'>> =>
      delivery(page, { call: 'device.bundleSave', commandId }, () => {
        const made = kept.get(bundle)
        if (made?.page !== page || made.until < parts.clock.monotonic())
          throw new StationError('notFound', { what: 'bundle' })
        const { name, content } = made
        return Promise.resolve({
          name,
          content,
          action: 'device.bundleSaved',
          subject: '',
          detail: { bytes: content.length },
        })
      }),
  }
}

/** The machine, for a technician. */
export const createDeviceHandlers = (
  built: DeviceParts,
  health: () => Health,
): Pick<CallHandlers, DeviceCall> => {
  const { parts, reader, sync } = built
  const make = doing(built)
  return {
    ...bundleHandlers(built, health),
    'device.look': (_input, page) => {
      requireTechnician(built, page)
      return shown(built, health)
    },
    'device.queue': ({ page: index }, page) => {
      requireTechnician(built, page)
      return parts.store.read((tx) => queuePageOf(tx, index))
    },
    'device.sendNow': ({ commandId }, page) =>
      make(page, { call: 'device.sendNow', commandId }, 'device.sentNow', () => {
        sync.retryNow()
      }),
    'device.searchReader': ({ commandId }, page) =>
      make(page, { call: 'device.searchReader', commandId }, 'device.readerSearched', () => {
        reader.searchAgain()
      }),
  }
}
