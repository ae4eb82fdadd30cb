import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../electron/base/clock.ts'
import type { ReaderEvent } from '../../electron/reader/card-reader.ts'
import { createCardReader } from '../../electron/reader/kinds.ts'
import { SimulatedDevice } from '../../electron/reader/simulated/device.ts'
import { PseudoTerminal } from '../../electron/reader/simulated/pseudo-terminal.ts'
import { cardOf, recordingLog, type ReaderRig } from './reader-rig.ts'
import { until } from './until.ts'

/** Whether pseudo-terminals can be made here. Under CI they have to be. */
export const hasSocat = (): boolean => {
  const found = spawnSync('socat', ['-V'], { stdio: 'ignore' }).error === undefined
  if (!found && process.env.CI !== undefined) throw new Error('socat is not installed')
  if (!found) process.stderr.write('skipped: socat is not installed, no serial port can be made\n')
  return found
}

/** A simulated device on a pseudo-terminal in a folder of its own; real time. */
export interface PtyDevice {
  readonly device: SimulatedDevice
  readonly terminal: PseudoTerminal
  readonly folder: string
  readonly path: string
  /** Sends a signal to the process that holds the terminal. */
  signal(name: NodeJS.Signals): void
  end(): Promise<void>
}

export const startPtyDevice = async (): Promise<PtyDevice> => {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'))
  const path = join(folder, 'port')
  const device = new SimulatedDevice({ clock: systemClock })
  const terminal = new PseudoTerminal(path, device, systemClock, () => undefined)
  device.onPlug((plugged) => {
    if (plugged) void terminal.plug()
  })
  await terminal.plug()
  return {
    device,
    terminal,
    folder,
    path,
    signal: (name) => {
      if (terminal.pid !== undefined) process.kill(terminal.pid, name)
    },
    end: async () => {
      await terminal.pull()
      await rm(folder, { recursive: true })
    },
  }
}

/** A reader over a real serial port's package, given the port's path. */
export const startPtyRig = async (): Promise<ReaderRig & { pty: PtyDevice; log: string[] }> => {
  const pty = await startPtyDevice()
  const log: string[] = []
  const reader = createCardReader(pty.path, { clock: systemClock, log: recordingLog(log) })
  const events: ReaderEvent[] = []
  reader.onEvent((event) => events.push(event))
  await reader.start()
  return {
    pty,
    log,
    reader,
    events,
    place: (id) => {
      pty.device.place(cardOf(id))
    },
    remove: () => {
      pty.device.remove()
    },
    fault: (name) => {
      pty.device.fault(name)
    },
    clear: () => {
      pty.device.clear()
    },
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    until: (condition, limitMs = 20_000) => until(condition, limitMs),
    end: async () => {
      await reader.stop()
      await pty.end()
    },
  }
}
