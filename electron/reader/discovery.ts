import chipTable from '../../resources/code-tables/usb-serial-chips.json' with { type: 'json' }
import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/log.ts'
import { describeError } from '../base/errors.ts'
import type { Link, LinkOpener } from './link.ts'
import { pathExists, type SerialPortInfo } from './linux-ports.ts'
import { createSerialOpener, listSerialPorts, serialPortNames } from './serial-link.ts'

/** Every rate a SAM reader can be set to, the usual one first, the rest as often as drivers meet them. */
export const baudRates: readonly number[] = [115_200, 9600, 57_600, 38_400, 19_200]

/** A place where a reader may be. */
export interface PortCandidate {
  readonly name: string
  /** Rates to be tried, in this order; the probe only reads (`11 FF`). */
  readonly rates: readonly number[]
  open(baudRate: number): Promise<Link>
}

/** Knows where a reader may be now. */
export interface PortSource {
  /** What health shows while nothing is found. */
  readonly wanted: string | null
  /** The longest wait between two rounds of probing. */
  readonly longestWaitMs: number
  /** What is plugged in, cheaply: a change ends the wait. */
  names(): Promise<readonly string[]>
  /** Likeliest first. Never rejects. */
  candidates(): Promise<readonly PortCandidate[]>
  /** A reader answered there: the likeliest place from now on. */
  remember(name: string): void
}

const nothing = (): void => undefined

const matchesChip = (port: SerialPortInfo): boolean =>
  chipTable.chips.some(
    (chip) =>
      chip.vendorId === port.vendorId?.toLowerCase() && chip.productId === port.productId?.toLowerCase(),
  )

const isBluetooth = (port: SerialPortInfo): boolean =>
  /rfcomm|bluetooth|bthenum/i.test(`${port.path} ${port.pnpId ?? ''}`)

/**
 * The order in which ports are probed: the last good one, adapters whose chip readers use, the rest.
 * Bluetooth and blocked ports are left alone: a probe writes bytes into whatever is there.
 */
export const orderPorts = (
  ports: readonly SerialPortInfo[],
  lastGood: string | null,
  blocked: readonly string[] = [],
): SerialPortInfo[] => {
  const rank = (port: SerialPortInfo): number => (port.path === lastGood ? 0 : matchesChip(port) ? 1 : 2)
  return ports
    .filter((port) => !blocked.includes(port.path) && !isBluetooth(port))
    .toSorted((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, 'en', { numeric: true }))
}

export interface SerialAccess {
  list(): Promise<readonly SerialPortInfo[]>
  names(): Promise<readonly string[]>
  exists(path: string): Promise<boolean>
  opener(path: string, baudRate: number): LinkOpener
}

export const serialAccess = (clock: Clock): SerialAccess => ({
  list: listSerialPorts,
  names: serialPortNames,
  exists: pathExists,
  opener: (path, baudRate) => createSerialOpener({ path, baudRate }, clock),
})

/** All serial ports of this machine, found anew on every round: a replugged reader may change its name. */
export const searchedPorts = (options: {
  access: SerialAccess
  log: Logger
  lastGood: string | null
  blocked?: readonly string[]
}): PortSource => {
  const { access, log, blocked } = options
  let { lastGood } = options
  const list = async (): Promise<readonly SerialPortInfo[]> => {
    try {
      return await access.list()
    } catch (error) {
      log.warn('serial ports cannot be listed', { why: describeError(error) })
      return []
    }
  }
  return {
    wanted: null,
    longestWaitMs: 5000,
    names: () => access.names().catch(() => []),
    candidates: async () => {
      const listed = await list()
      // A list may lack a port that is there: the one known to be good is tried all the same.
      const isListed = listed.some(({ path }) => path === lastGood)
      const ports = isListed || lastGood === null ? listed : [{ path: lastGood }, ...listed]
      return orderPorts(ports, lastGood, blocked).map(({ path }) => ({
        name: path,
        rates: baudRates,
        open: (baudRate) => access.opener(path, baudRate).open(),
      }))
    },
    remember: (name) => {
      lastGood = name
    },
  }
}

/** One port by its path, there or not. */
export const fixedPort = (path: string, access: SerialAccess): PortSource => ({
  wanted: path,
  longestWaitMs: 2000,
  names: async () => ((await access.exists(path)) ? [path] : []),
  candidates: () =>
    Promise.resolve([
      { name: path, rates: baudRates, open: (baudRate: number) => access.opener(path, baudRate).open() },
    ]),
  remember: nothing,
})

/** A link that has no rates: the simulated device, a test's wire. */
export const fixedOpener = (opener: LinkOpener, isThere: () => boolean = () => true): PortSource => ({
  wanted: opener.name,
  longestWaitMs: 2000,
  names: () => Promise.resolve(isThere() ? [opener.name] : []),
  candidates: () =>
    Promise.resolve([{ name: opener.name, rates: baudRates.slice(0, 1), open: () => opener.open() }]),
  remember: nothing,
})
