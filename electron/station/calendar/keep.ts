import { takenAt } from '../../attendance/store.ts'
import { describeError, isFatalForProcess } from '../../base/errors.ts'
import { archiveEnded, type Programme } from '../../calendar/programme.ts'
import { topUp } from '../../calendar/series.ts'
import { businessDateOf } from '../../contract/values.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'

export const programmeOf = ({ clock, newId }: Pick<Parts, 'clock' | 'newId'>): Programme => ({
  now: clock.now(),
  newId,
  takenAt,
})

/** Makes the dates of series that have come into reach, and puts away what ended long ago. */
export const keepCalendar = (
  tx: Tx,
  parts: Pick<Parts, 'clock' | 'newId'>,
): { made: number; archived: number } => {
  const programme = programmeOf(parts)
  return { made: topUp(tx, programme), archived: archiveEnded(tx, programme.now) }
}

/**
 * Keeps the calendar at the start and at every change of the business date; by a clock that is not to be trusted
 * nothing is made or put away.
 */
export const createDateWatch = (
  parts: Pick<Parts, 'store' | 'clock' | 'newId' | 'log' | 'isClockTrusted'>,
): { readonly check: () => void } => {
  let kept: string | null = null
  return {
    check: () => {
      const today = businessDateOf(parts.clock.now())
      if (today === kept || !parts.isClockTrusted()) return
      try {
        parts.store.transaction((tx) => keepCalendar(tx, parts))
        kept = today
      } catch (error) {
        // A full disk must not end the station at midnight: the next minute tries again.
        if (isFatalForProcess(error)) throw error
        parts.log.error('calendar not kept', { cause: describeError(error) })
      }
    },
  }
}
