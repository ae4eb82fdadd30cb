import { isStationError, StationError } from '../../base/errors.ts'
import { requireEvent, type CalendarProblem } from '../../calendar/programme.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import type { CallOutput } from '../../contract/calls.ts'
import type { EventFault, EventResult } from '../../contract/event-desk.ts'
import type { Tx } from '../../store/tx.ts'
import { once } from '../commands.ts'
import { clerkOf, look, note, type Act, type DeskDeps } from './acts.ts'

type EventAct =
  'events.create' | 'events.publish' | 'events.edit' | 'events.withdraw' | 'events.cancel' | 'events.copy'

const faultOf: Readonly<Record<CalendarProblem, EventFault>> = {
  wrongPhase: { field: 'event', problem: 'wrongPhase' },
  signedUp: { field: 'event', problem: 'signedUp' },
  noReason: { field: 'reason', problem: 'empty' },
  begun: { field: 'event', problem: 'begun' },
  over: { field: 'start', problem: 'inPast' },
  notARule: { field: 'repeat', problem: 'notARule' },
  endBeforeStart: { field: 'minutes', problem: 'endBeforeStart' },
  overlaps: { field: 'repeat', problem: 'overlaps' },
  tooMany: { field: 'repeat', problem: 'tooMany' },
  never: { field: 'repeat', problem: 'never' },
  tooLong: { field: 'minutes', problem: 'longerThanADay' },
  startNotInRule: { field: 'start', problem: 'startNotInRule' },
  notInSeries: { field: 'repeat', problem: 'notInSeries' },
}

const isProblem = (value: unknown): value is CalendarProblem =>
  typeof value === 'string' && Object.hasOwn(faultOf, value)

export const refused = (...faults: readonly EventFault[]): EventResult => ({
  kind: 'refused',
  faults: [...faults],
})

/** Found out only after something was written: nothing of it stays. */
class Refused extends Error {
  readonly fault: EventFault

  constructor(fault: EventFault) {
    super(`${fault.field} ${fault.problem}`)
    this.fault = fault
  }
}

export const refuseAll = (fault: EventFault): never => {
  throw new Refused(fault)
}

const faultIn = (error: unknown): EventFault | null => {
  if (error instanceof Refused) return error.fault
  return isStationError(error, 'badInput') && isProblem(error.params.problem)
    ? faultOf[error.params.problem]
    : null
}

/** The event as the page saw it. Throws `notFound`, and `conflict` where somebody has changed it since. */
export const seenEvent = (
  tx: Tx,
  { event: id, sequence }: { event: string; sequence: number },
): StationEvent => {
  const event = requireEvent(tx, id)
  if (event.sequence !== sequence) throw new StationError('conflict', { because: 'changed' })
  return event
}

/**
 * Does something to an event once, in one transaction with its audit entry. A refusal wrote nothing but its own
 * entry, and the same command may be tried again; it is returned by `work` before anything was written, or thrown.
 */
export const doToEvent = <N extends EventAct>(
  deps: DeskDeps,
  page: string,
  command: { call: N; commandId: string; subject: string },
  work: (tx: Tx, act: Act) => EventResult,
): { result: EventResult } => {
  const { parts, desk, written } = deps
  const { member } = desk.author(page)
  const attempt = (): { result: EventResult; repeated: boolean } => {
    const { output, repeated } = once(
      parts,
      command.commandId,
      command.call,
      (tx) =>
        ({ result: work(tx, { author: clerkOf(tx, member.id), at: parts.clock.now() }) }) as CallOutput<N>,
      ({ result }) => result.kind === 'done',
    )
    return { result: output.result, repeated }
  }
  const tried = ((): { result: EventResult; repeated: boolean } => {
    try {
      return attempt()
    } catch (error) {
      const fault = faultIn(error)
      if (fault === null) throw error
      return { result: refused(fault), repeated: false }
    }
  })()
  const { result, repeated } = tried
  if (result.kind === 'done') {
    if (!repeated) written()
  } else {
    look(deps, page, (tx, doing) => {
      const [first] = result.faults
      note(tx, doing, `${command.call}Refused`, command.subject, {
        field: first?.field ?? '',
        problem: first?.problem ?? '',
      })
    })
  }
  return { result }
}
