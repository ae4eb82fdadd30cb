import { attendanceById, insertHeadcount, isReversed } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import { realId, realResident } from '../../residents/aliases.ts'
import { takeBack } from '../presence.ts'
import { tell } from '../records.ts'
import { act, knownEvent, look, note, type DeskDeps } from './acts.ts'

/**
 * Takes a check-in back until its event ends. Throws `notFound` for one that is not of this event, `conflict` for one
 * taken back before, and after the end: that attempt stays in the audit.
 */
export const undoAttendance = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'attendance.undo'>,
): Record<string, never> => {
  const { parts } = deps
  const isTooLate = (endsAt: number): boolean => parts.clock.now() >= endsAt
  try {
    return act(deps, page, { call: 'attendance.undo', commandId: input.commandId }, (tx, doing) => {
      const attendance = attendanceById(tx, input.attendance)
      const event = eventById(tx, input.event)
      if (attendance === null || attendance.event !== event?.id)
        throw new StationError('notFound', { what: 'attendance' })
      if (isTooLate(event.endsAt)) throw new StationError('conflict', { because: 'over' })
      if (isReversed(tx, attendance.id)) throw new StationError('conflict', { because: 'takenBack' })
      const resident = realId(tx, attendance.resident)
      const back = { reason: 'staffUndo', detail: input.reason, author: doing.author.id } as const
      takeBack(tx, parts, { at: doing.at, tap: input.commandId }, { attendance, resident, ...back })
      note(tx, doing, 'attendance.undone', attendance.id, {
        event: event.id,
        resident,
        reason: input.reason,
      })
      return {}
    }).output
  } catch (error) {
    if (error instanceof StationError && error.code === 'conflict') {
      look(deps, page, (tx, doing) => {
        note(tx, doing, 'attendance.undoRefused', input.attendance, {
          event: input.event,
          because: error.params.because ?? null,
        })
      })
    }
    throw error
  }
}

/** Children under 14 are a number under a guardian, and nothing else. */
export const countChildren = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'attendance.countChildren'>,
): void => {
  const { parts } = deps
  const { commandId, event: id, count } = input
  act(deps, page, { call: 'attendance.countChildren', commandId }, (tx, doing) => {
    const event = knownEvent(tx, id)
    const guardian = input.guardian === null ? null : (realResident(tx, input.guardian)?.id ?? '')
    if (guardian === '') throw new StationError('notFound', { what: 'guardian' })
    const action = { at: doing.at, tap: commandId }
    const record = tell(tx, parts, action, {
      type: 'cn.wmsj.attendance.headcount.v1',
      data: { event: event.id, count, ...(guardian === null ? {} : { guardian }) },
    })
    insertHeadcount(tx, { id: record, event: event.id, count, ...action, guardian, author: doing.author.id })
    note(tx, doing, 'attendance.childrenCounted', event.id, { count, guardian })
    return {}
  })
}
