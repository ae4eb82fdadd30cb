import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/log.ts'
import { createAbsentReader } from './absent-reader.ts'
import type { CardReader } from './card-reader.ts'
import { fixedOpener, fixedPort, searchedPorts, serialAccess, type PortSource } from './discovery.ts'
import { SamReader } from './sam/sam-reader.ts'
import { SimulatedDevice } from './simulated/device.ts'
import { createSimulatedOpener } from './simulated/opener.ts'

export interface ReaderDeps {
  readonly clock: Clock
  readonly log: Logger
  /** The device behind `simulated`; a new one, with nobody to place cards, where left out. */
  readonly simulated?: SimulatedDevice
  /** The port on which the reader was found last. */
  readonly knownPort?: string
  /** Ports that are never probed. */
  readonly blockedPorts?: readonly string[]
}

interface ReaderKind {
  readonly name: string
  readonly fits: (setting: string) => boolean
  readonly create: (setting: string, deps: ReaderDeps) => CardReader
}

const sam = (source: PortSource, { clock, log }: ReaderDeps): CardReader =>
  new SamReader({ source, clock, log: log.child('reader') })

const createSimulated = (_setting: string, deps: ReaderDeps): CardReader => {
  const device = deps.simulated ?? new SimulatedDevice({ clock: deps.clock })
  return sam(
    fixedOpener(createSimulatedOpener(device), () => device.plugged),
    deps,
  )
}

const createSearched = (_setting: string, deps: ReaderDeps): CardReader =>
  sam(
    searchedPorts({
      access: serialAccess(deps.clock),
      log: deps.log.child('reader'),
      lastGood: deps.knownPort ?? null,
      blocked: deps.blockedPorts ?? [],
    }),
    deps,
  )

const createAtPath = (path: string, deps: ReaderDeps): CardReader =>
  sam(fixedPort(path, serialAccess(deps.clock)), deps)

/** Every kind of reader there is. The first that fits the setting is taken. */
const readerKinds: readonly ReaderKind[] = [
  { name: 'none', fits: (setting) => setting === 'none' || setting === '', create: createAbsentReader },
  { name: 'simulated', fits: (setting) => setting === 'simulated', create: createSimulated },
  { name: 'auto', fits: (setting) => setting === 'auto', create: createSearched },
  { name: 'path', fits: () => true, create: createAtPath },
]

/**
 * The reader of a setting: `none`, `simulated`, `auto` (looked for on all serial ports) or a port's path.
 * A reader that is not there is no error: its health says `searching`, and it is looked for.
 */
export const createCardReader = (setting: string, deps: ReaderDeps): CardReader =>
  (readerKinds.find(({ fits }) => fits(setting))?.create ?? createAtPath)(setting, deps)
