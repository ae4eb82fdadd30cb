import type { CardReader, ReaderEvent } from '../../electron/reader/card-reader.ts'
import type { Logger } from '../../electron/base/log.ts'
import { createCardReader } from '../../electron/reader/kinds.ts'
import type { Behaviour } from '../../electron/reader/simulated/behaviours.ts'
import { buildText, type SimulatedCard } from '../../electron/reader/simulated/card-image.ts'
import { SimulatedDevice } from '../../electron/reader/simulated/device.ts'
import { people } from '../../electron/reader/simulated/people.ts'
import { ManualClock } from './manual-clock.ts'

export const today = '2026-11-24'

export const cardOf = (id: string): SimulatedCard => {
  const card = people(today).find((candidate) => candidate.id === id)
  if (card === undefined) throw new Error(`no card ${id}`)
  return card
}

/** A reader under test with somebody who places cards, whatever the reader's kind. */
export interface ReaderRig {
  readonly reader: CardReader
  /** Every event since the start. */
  readonly events: ReaderEvent[]
  place(id: string): void
  remove(): void
  /** A fault by name; `clear` ends all. */
  fault(name: string): void
  clear(): void
  /** Lets that much time pass for the reader. */
  pass(ms: number): Promise<void>
  /** Passes time until `condition` holds; throws when it does not within `limitMs`. */
  until(condition: () => boolean, limitMs?: number): Promise<void>
  end(): Promise<void>
}

/** Kinds of the events that are about cards. */
export const cardEvents = (rig: ReaderRig): string[] =>
  rig.events.flatMap(({ kind }) => (kind === 'stateChanged' ? [] : [kind]))

export const count = (rig: ReaderRig, kind: ReaderEvent['kind']): number =>
  rig.events.filter((event) => event.kind === kind).length

/** Names on the cards seen, in order. */
export const namesSeen = (rig: ReaderRig): string[] =>
  rig.events.flatMap((event) => (event.kind === 'cardSeen' ? [event.card.reveal().name] : []))

/** A log that keeps its lines as text. */
export const recordingLog = (lines: string[]): Logger => {
  const write =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
    }
  const log: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  }
  return log
}

/** The simulated reader on a clock moved by hand. */
export interface SimulatedRig extends ReaderRig {
  readonly clock: ManualClock
  readonly device: SimulatedDevice
  readonly log: string[]
  /** Every request that reached the device, as four hex digits. */
  readonly requests: string[]
  behave(behaviour: Behaviour): () => void
}

export const startSimulatedRig = async (
  options: { baud?: number; seed?: number } = {},
): Promise<SimulatedRig> => {
  const clock = new ManualClock()
  const device = new SimulatedDevice({ clock, ...options })
  const log: string[] = []
  const reader = createCardReader('simulated', { clock, log: recordingLog(log), simulated: device })
  const events: ReaderEvent[] = []
  const requests: string[] = []
  reader.onEvent((event) => events.push(event))
  device.onRequest((command, parameter) => {
    requests.push(((command << 8) | parameter).toString(16).padStart(4, '0'))
  })
  const until = async (condition: () => boolean, limitMs = 20_000): Promise<void> => {
    if (!(await clock.advanceUntil(condition, limitMs))) throw new Error(`not within ${String(limitMs)} ms`)
  }
  const end = async (): Promise<void> => {
    await reader.stop()
  }
  await reader.start()
  return {
    clock,
    device,
    reader,
    events,
    log,
    requests,
    place: (id) => {
      device.place(cardOf(id))
    },
    remove: () => {
      device.remove()
    },
    fault: (name) => {
      device.fault(name)
    },
    clear: () => {
      device.clear()
    },
    behave: (behaviour) => device.behave(behaviour),
    pass: (ms) => clock.advanceAsync(ms),
    until,
    end,
  }
}

/** Changes the text block in answers to readings, under a checksum that fits: what one corruption in 256 looks like. */
export const corruptText = (change: (text: Buffer, reading: number) => void): Behaviour => {
  let reading = 0
  return {
    name: 'corruptText',
    alter: (data, command) => {
      if (command !== 0x30 || data.length < 1000) return data
      const altered = Buffer.from(data)
      change(altered.subarray(4, 260), reading++)
      return altered
    },
  }
}

/** The 256 bytes of another card. */
export const textOf = (id: string): Uint8Array => buildText(cardOf(id))
