import { onTestFinished } from 'vitest'
import type { HandReason, HandResult } from '../../electron/contract/staff.ts'
import { insertStaff } from '../../electron/staff/store.ts'
import { createStaffHandlers, type StaffHandlers } from '../../electron/station/desk/handlers.ts'
import { createStaffDesk, type StaffDesk } from '../../electron/station/desk/sessions.ts'
import { createStick } from '../../electron/station/desk/stick.ts'
import { clerkPin, headPin, pepper, quickHash } from './desk-rig.ts'
import type { Pipeline } from './pipeline.ts'

/** Those who sit at the desk; kept over a restart. */
export interface Clerks {
  clerk: string
  head: string
}

/** The desk of staff beside a tap pipeline, over the same database, with a clerk signed in on a page. */
export interface PipelineDesk extends Clerks {
  handlers: StaffHandlers
  page: string
  /** The second person, whose PIN was given. */
  approved: { account: string; pin: string }
  /** Opens the page again after its idle lock. */
  signIn: () => Promise<void>
  enter: (
    event: string,
    residents: string[],
    change?: { approval?: { account: string; pin: string } | null; reason?: HandReason; commandId?: string },
  ) => Promise<HandResult>
  undo: (event: string, attendance: string, commandId?: string) => void
  confirm: (attendance: string, minutes: number) => Promise<HandResult>
  stop: StaffDesk['stop']
}

const addClerks = ({ parts, newId }: Pipeline): Clerks => {
  const add = (role: 'clerk' | 'head', pin: string): string => {
    const id = newId()
    parts.store.transaction((tx) => {
      insertStaff(tx, { id, name: role, roles: [role], pin: quickHash(pin), at: parts.clock.now() })
    })
    return id
  }
  return { clerk: add('clerk', clerkPin), head: add('head', headPin) }
}

/** `clerks`: those of the start before, whose folder this is. */
export const openPipelineDesk = async (station: Pipeline, clerks?: Clerks): Promise<PipelineDesk> => {
  const { parts, newId } = station
  const { clerk, head } = clerks ?? addClerks(station)
  const pins = { store: parts.store, clock: parts.clock, boot: parts.boot, pepper }
  const desk = createStaffDesk({ ...pins, log: parts.log })
  const stick = createStick({ roots: () => Promise.resolve([]), newId })
  const handlers = createStaffHandlers(
    { parts, desk, pins, stick, written: station.calendar.refresh },
    { holdCrowd: station.crowd.hold, confirmClock: station.clockWatch.confirm },
  )
  const page = newId()
  const signIn = async (): Promise<void> => {
    await desk.signIn(page, { account: clerk, pin: clerkPin })
  }
  await signIn()
  const approved = { account: head, pin: headPin }
  return {
    clerk,
    head,
    handlers,
    page,
    approved,
    signIn,
    enter: async (event, residents, { approval = null, reason = 'noCard', commandId = newId() } = {}) => {
      const input = { commandId, event, residents, reason, approval }
      return (await handlers['attendance.checkInByHand'](input, page)).result
    },
    undo: (event, attendance, commandId = newId()) => {
      void handlers['attendance.undo']({ commandId, event, attendance, reason: 'wrongPerson' }, page)
    },
    confirm: async (attendance, minutes) => {
      const input = { commandId: newId(), attendance, minutes, reason: 'forgot', approval: approved } as const
      return (await handlers['attendance.confirmMinutes'](input, page)).result
    },
    stop: desk.stop,
  }
}

/** As `openPipelineDesk`, ended with the test. */
export const deskOf = async (station: Pipeline): Promise<PipelineDesk> => {
  const desk = await openPipelineDesk(station)
  onTestFinished(desk.stop)
  return desk
}
