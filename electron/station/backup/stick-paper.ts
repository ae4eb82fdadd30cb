import { join } from 'node:path'
import { describeError } from '../../base/errors.ts'
import { eventsOn } from '../../calendar/queries.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { businessDateOf } from '../../contract/values.ts'
import { createDurableFile } from '../../store/durable-file.ts'
import type { Parts } from '../parts.ts'
import type { Keeper } from './keeper.ts'

const lookEveryMs = 60_000
/** A crowd changes the list each second; the paper is for the day on which the machine stops. */
const restMs = 3 * 60_000
/** So long after its end a list may still be wanted. */
const keptAfterMs = 60 * 60_000
const mostLists = 4

export interface StickPaperDeps {
  parts: Pick<Parts, 'store' | 'clock' | 'log'>
  keeper: Pick<Keeper, 'sticks' | 'chosen'>
  /** The same paper that staff print. */
  roster: (event: string) => Promise<{ name: string; content: string | Uint8Array }>
}

/** The lists of today's events on chosen sticks, to be printed anywhere on the day on which this machine does not start. */
export interface StickPaper {
  /** Somebody came, signed up, or an event is another. */
  changed: () => void
  /** Writes what is due now. Never rejects. */
  look: () => Promise<void>
  stop: () => void
}

const wanted = ({ checkIn, status, endsAt }: StationEvent, now: number): boolean =>
  checkIn !== null && status === 'published' && endsAt > now - keptAfterMs

export const createStickPaper = ({ parts, keeper, roster }: StickPaperDeps): StickPaper => {
  const { store, clock, log } = parts
  let isStale = true
  let writtenAt = -Infinity
  /** Sticks that hold what is not stale. */
  let written = new Set<string>()
  let running: Promise<void> | null = null

  const write = async (): Promise<void> => {
    const chosen = new Set(keeper.chosen().map(({ id }) => id))
    if (chosen.size === 0) return
    const sticks = (await keeper.sticks()).filter(({ id, isMarked }) => isMarked && chosen.has(id))
    const isRested = clock.monotonic() - writtenAt >= restMs
    const due = isStale && isRested ? sticks : sticks.filter(({ id }) => !written.has(id))
    if (due.length === 0) return
    const now = clock.now()
    const events = store
      .read((tx) => eventsOn(tx, businessDateOf(now), null))
      .filter((event) => wanted(event, now))
      .slice(0, mostLists)
    isStale = false
    writtenAt = clock.monotonic()
    for (const { id } of events) {
      const { name, content } = await roster(id)
      for (const { folder } of due)
        await createDurableFile({ path: join(folder, name), clock, isGood: () => false }).write(content)
    }
    written = new Set([...(due === sticks ? [] : written), ...due.map(({ id }) => id)])
  }
  const look = async (): Promise<void> => {
    running ??= write()
      .catch((error: unknown) => {
        // Pulled, full, or the list cannot be made now: the next minute tries again.
        isStale = true
        log.warn('no list on the stick', { cause: describeError(error) })
      })
      .finally(() => {
        running = null
      })
    await running
  }
  const stopLooking = clock.every(lookEveryMs, () => void look())
  return {
    changed: () => {
      isStale = true
    },
    look,
    stop: stopLooking,
  }
}
