import { beforeEach, describe, expect, it } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import { calls, type CallInput, type CallName } from '../../../../electron/contract/calls.ts'
import { roles, type Role } from '../../../../electron/contract/staff.ts'
import type { StaffCall } from '../../../../electron/station/desk/handlers.ts'
import { details } from '../../../support/calendar-rig.ts'
import { openDesk, type DeskRig } from '../../../support/desk-rig.ts'

const pin = '846093'
const uuid = '01890000-0000-7000-8000-000000000000'
const staffCalls = (Object.keys(calls) as CallName[]).filter((name): name is StaffCall =>
  /^(staff|board|events|crowd|attendance|people|teams|clock|claims|objections|stick)\.|^credit\.reverse$/.test(
    name,
  ),
)
const audienceOf = (name: StaffCall): string => calls[name].audience
const closed = staffCalls.filter((name) => audienceOf(name) !== 'anyone')

type Planning = Exclude<Extract<StaffCall, `events.${string}`>, 'events.pin' | 'events.extend'>

const eventInputs = (event: string): { [N in Planning]: CallInput<N> } => {
  const seen = { commandId: uuid, event, sequence: 0 }
  const times = { start: '2026-12-01T09:00', minutes: 60, repeat: null }
  const form = { ...details(), title: '党史宣讲' }
  const picture = { kind: 'none' } as const
  return {
    'events.list': { from: null, to: null, phase: null, page: 0 },
    'events.open': { event },
    'events.create': { commandId: uuid, form, picture, ...times, publish: true },
    'events.publish': seen,
    'events.edit': { ...seen, scope: 'one', form, picture, ...times, reason: null },
    'events.withdraw': { ...seen, scope: 'one' },
    'events.cancel': { ...seen, scope: 'one', reason: '台风', movedTo: null },
    'events.copy': { commandId: uuid, event, start: times.start, publish: true },
    'events.templates': {},
    'events.clashes': { place: 'hall', team: null, ...times, except: null },
    'events.monthCopies': { month: '2026-12' },
    'events.copyMonth': { commandId: uuid, month: '2026-12', events: [event] },
    'events.plan': { month: '2026-12' },
  }
}

let rig: DeskRig
let inputs: { [N in StaffCall]: CallInput<N> }

beforeEach(() => {
  rig = openDesk()
  const event = rig.addEvent()
  const resident = rig.person()
  const attendance = rig.comeIn(event, rig.person())
  const command = { commandId: uuid }
  inputs = {
    'staff.signIn': { account: uuid, pin: '000001' },
    'staff.lock': {},
    'staff.signOut': {},
    'staff.touch': {},
    'board.watch': { event: event.id },
    'events.pin': { ...command, event: event.id },
    'events.extend': { ...command, event: event.id, minutes: 5 },
    ...eventInputs(event.id),
    'crowd.hold': { ...command, on: true },
    'clock.confirm': command,
    'attendance.undo': { ...command, event: event.id, attendance, reason: 'other' },
    'attendance.checkInByHand': {
      ...command,
      event: event.id,
      residents: [resident],
      reason: 'noCard',
      approval: null,
    },
    'attendance.confirmMinutes': { ...command, attendance, minutes: 1, reason: 'forgot', approval: null },
    'attendance.countChildren': { ...command, event: event.id, count: 1, guardian: null },
    'people.find': { query: '' },
    'people.open': { resident },
    'people.counts': {},
    'people.reveal': { resident, why: 'checkCard' },
    'people.correct': { ...command, resident, name: null, birthYear: 1950, sex: null, reason: 'mistyped' },
    'people.addProvisional': { ...command, name: 'WX', birthYear: 1950, sex: 'male' },
    'people.join': { ...command, provisional: resident, resident },
    'people.describe': { ...command, resident, volunteerNo: null, teams: [] },
    'people.mergePreview': { old: resident, resident },
    'people.erase': { ...command, resident, reason: 'moved', approval: null },
    'people.keep': { ...command, resident },
    'people.merge': { ...command, old: resident, resident, approval: null },
    'teams.list': {},
    'teams.open': { team: 'T', page: 0 },
    'teams.add': { ...command, team: 'T', resident },
    'teams.remove': { ...command, team: 'T', resident },
    'credit.reverse': { ...command, entry: uuid, approval: null },
    'claims.list': { show: 'waiting', page: 0 },
    'claims.open': { claim: uuid },
    'claims.file': {
      ...command,
      resident,
      rule: 'D06',
      on: '2026-11-24',
      amount: null,
      documentNo: null,
      photo: null,
    },
    'claims.vouch': { ...command, claim: uuid, documentNo: null, photo: null },
    'claims.approve': { ...command, claim: uuid, approval: { account: uuid, pin }, participants: [] },
    'claims.return': { ...command, claim: uuid, reason: 'other' },
    'claims.photo': { claim: uuid },
    'stick.list': {},
    'stick.read': { file: uuid, offset: 0 },
    'objections.list': { show: 'open', page: 0 },
    'objections.answer': { ...command, objection: 1, answer: 'right', approval: null },
  }
})

/** As the server does it: the audience first, then the handler. `handler` alone is what stands behind that door. */
const ask = async (name: StaffCall, page: string, by: 'server' | 'handler'): Promise<string> => {
  const audience = audienceOf(name)
  if (by === 'server' && audience !== 'anyone' && !rig.desk.admits(audience as Role, page))
    return 'notAllowed'
  try {
    const handler = rig.handlers[name] as (input: unknown, on: string) => unknown
    await handler(inputs[name], page)
    return 'done'
  } catch (error) {
    return isStationError(error) ? error.code : 'something else'
  }
}

const signedInAs = async (role: Role): Promise<string> => {
  const page = rig.newId()
  await rig.desk.signIn(page, { account: rig.addStaff({ pin, roles: [role] }), pin })
  return page
}

describe('who may call what', () => {
  it('only signing in, locking and signing out are open to everybody', () => {
    expect(staffCalls.filter((name) => audienceOf(name) === 'anyone')).toEqual([
      'staff.signIn',
      'staff.lock',
      'staff.signOut',
    ])
  })

  it.each(closed)('%s does nothing for a page where nobody is signed in', async (name) => {
    const before = rig.everything()
    expect(await ask(name, 'a page', 'server')).toBe('notAllowed')
    expect(rig.everything()).toBe(before)
    expect(rig.crowd.calls).toBe(0)
  })

  it.each(closed)(
    '%s does nothing for other roles, on another page, or at a locked console',
    async (name) => {
      const clerks = await signedInAs('clerk')
      // The head may do whatever a clerk may.
      const strangers = roles.filter((role) => role !== audienceOf(name) && role !== 'head')
      const others = await Promise.all(strangers.map((role) => signedInAs(role)))
      const locked = await signedInAs('clerk')
      rig.desk.lock(locked)
      const before = rig.everything()
      for (const page of [...others, locked, rig.newId()])
        expect(await ask(name, page, 'server')).toBe('notAllowed')
      expect(rig.everything()).toBe(before)
      expect(await ask(name, clerks, 'server')).not.toBe('notAllowed')
    },
  )

  it.each(closed)('%s is open to the head as to a clerk', async (name) => {
    expect(await ask(name, await signedInAs('head'), 'server')).not.toBe('notAllowed')
  })

  const writing = closed.filter((name) => name !== 'staff.touch' && name !== 'board.watch')

  it.each(writing)('%s refuses by itself, should the door ever stand open', async (name) => {
    const councils = await signedInAs('council')
    const before = rig.everything()
    expect(await ask(name, 'a page', 'handler')).toBe('notAllowed')
    expect(await ask(name, councils, 'handler')).toBe('notAllowed')
    expect(rig.everything()).toBe(before)
    expect(rig.crowd.calls).toBe(0)
  })
})
