import type { CallName } from '../../contract/calls.ts'
import type { CallHandlers } from '../handlers.ts'
import { act, note, type DeskDeps } from './acts.ts'
import { countChildren, undoAttendance } from './attendance.ts'
import { checkInByHand } from './check-in-by-hand.ts'
import { approveClaim } from './claim-approve.ts'
import { fileClaim, returnClaim, vouchForClaim } from './claim-file.ts'
import { listClaims, openClaim, openClaimPhoto } from './claim-shown.ts'
import { reverseEntry } from './correct.ts'
import { cutLog } from '../../store/emptied.ts'
import { erasePerson, keepPerson } from './erase-person.ts'
import { cancelPlanned, editPlanned, withdrawPlanned } from './events-change.ts'
import { copyMonth, monthCopies } from './events-copy-month.ts'
import { copyEvent, createPlanned, publishPlanned } from './events-plan.ts'
import { eventClashes, eventTemplatesOf, listEvents, monthPlan, openEvent } from './events-shown.ts'
import { extend, pin, watchEvent } from './events.ts'
import { findPeople, openPerson } from './find.ts'
import { joinPeople } from './join-people.ts'
import { mergePeople, previewMerge } from './merge-people.ts'
import { minutesByHand } from './minutes-by-hand.ts'
import { answerObjection, listObjections } from './objections.ts'
import { addProvisional, describePerson } from './people.ts'
import { correctPerson, peopleCounts, revealPerson } from './person-facts.ts'
import { listStick, readStick } from './stick.ts'
import { addToTeam, listTeams, openTeam, takeFromTeam } from './teams.ts'
import { enterByHand } from './two-persons.ts'

export type StaffCall = Extract<
  CallName,
  | `staff.${string}`
  | `events.${string}`
  | `attendance.${string}`
  | `people.${string}`
  | `teams.${string}`
  | `claims.${string}`
  | `objections.${string}`
  | `stick.${string}`
  | 'credit.reverse'
  | 'board.watch'
  | 'crowd.hold'
  | 'clock.confirm'
>

/** What staff set that lives elsewhere in the station. */
export interface DeskEffects {
  holdCrowd: (on: boolean) => void
  confirmClock: () => void
}

const done = {}

/** A flag that staff set: noted once, then passed on; a call that is sent again changes nothing any more. */
const set = (
  deps: DeskDeps,
  page: string,
  command: { call: 'crowd.hold' | 'clock.confirm'; commandId: string; action: string },
  pass: () => void,
): typeof done => {
  const { repeated } = act(deps, page, command, (tx, doing) => {
    note(tx, doing, command.action, '')
    return {}
  })
  if (!repeated) pass()
  return done
}

type Handlers<N extends StaffCall> = Pick<CallHandlers, N>

const sessionHandlers = ({ desk }: DeskDeps): Handlers<Extract<StaffCall, `staff.${string}`>> => ({
  'staff.signIn': async (input, page) => ({ result: await desk.signIn(page, input) }),
  'staff.lock': (_input, page) => {
    desk.lock(page)
    return done
  },
  'staff.signOut': (_input, page) => {
    desk.signOut(page)
    return done
  },
  'staff.touch': (_input, page) => {
    desk.touch(page)
    return done
  },
})

const attendanceHandlers = (deps: DeskDeps): Handlers<Extract<StaffCall, `attendance.${string}`>> => ({
  'attendance.undo': (input, page) => undoAttendance(deps, page, input),
  'attendance.checkInByHand': (input, page) => enterByHand(deps, page, checkInByHand(deps.parts, input)),
  'attendance.confirmMinutes': (input, page) => enterByHand(deps, page, minutesByHand(deps.parts, input)),
  'attendance.countChildren': (input, page) => {
    countChildren(deps, page, input)
    return done
  },
})

const peopleHandlers = (deps: DeskDeps): Handlers<Extract<StaffCall, `people.${string}`>> => ({
  'people.find': (input, page) => findPeople(deps, page, input),
  'people.open': (input, page) => openPerson(deps, page, input),
  'people.counts': (_input, page) => peopleCounts(deps, page),
  'people.reveal': (input, page) => revealPerson(deps, page, input),
  'people.correct': (input, page) => {
    correctPerson(deps, page, input)
    return done
  },
  'people.addProvisional': (input, page) => addProvisional(deps, page, input),
  'people.join': (input, page) => {
    joinPeople(deps, page, input)
    return done
  },
  'people.mergePreview': (input, page) => previewMerge(deps, page, input),
  'people.merge': (input, page) => enterByHand(deps, page, mergePeople(deps.parts, input)),
  'people.erase': async (input, page) => {
    const answer = await enterByHand(deps, page, erasePerson(deps.parts, input))
    if (answer.result.kind === 'done') cutLog(deps.parts.store)
    return answer
  },
  'people.keep': (input, page) => {
    keepPerson(deps, page, input)
    return done
  },
  'people.describe': (input, page) => {
    describePerson(deps, page, input)
    return done
  },
})

const teamHandlers = (deps: DeskDeps): Handlers<Extract<StaffCall, `teams.${string}`>> => ({
  'teams.list': (_input, page) => listTeams(deps, page),
  'teams.open': (input, page) => openTeam(deps, page, input),
  'teams.add': (input, page) => {
    addToTeam(deps, page, input)
    return done
  },
  'teams.remove': (input, page) => {
    takeFromTeam(deps, page, input)
    return done
  },
})

const eventHandlers = (deps: DeskDeps): Handlers<Extract<StaffCall, `events.${string}`>> => ({
  'events.pin': (input, page) => {
    pin(deps, page, input)
    return done
  },
  'events.extend': (input, page) => {
    extend(deps, page, input)
    return done
  },
  'events.list': (input, page) => listEvents(deps, page, input),
  'events.open': (input, page) => openEvent(deps, page, input),
  'events.create': (input, page) => createPlanned(deps, page, input),
  'events.publish': (input, page) => publishPlanned(deps, page, input),
  'events.edit': (input, page) => editPlanned(deps, page, input),
  'events.withdraw': (input, page) => withdrawPlanned(deps, page, input),
  'events.cancel': (input, page) => cancelPlanned(deps, page, input),
  'events.copy': (input, page) => copyEvent(deps, page, input),
  'events.monthCopies': (input, page) => monthCopies(deps, page, input),
  'events.copyMonth': (input, page) => copyMonth(deps, page, input),
  'events.templates': (_input, page) => eventTemplatesOf(deps, page),
  'events.clashes': (input, page) => eventClashes(deps, page, input),
  'events.plan': (input, page) => monthPlan(deps, page, input),
})

type CreditCall = Extract<
  StaffCall,
  `claims.${string}` | `objections.${string}` | `stick.${string}` | `credit.${string}`
>

const creditHandlers = (deps: DeskDeps): Handlers<CreditCall> => ({
  'claims.list': (input, page) => listClaims(deps, page, input),
  'claims.open': (input, page) => openClaim(deps, page, input),
  'claims.photo': (input, page) => openClaimPhoto(deps, page, input),
  'claims.file': (input, page) => fileClaim(deps, page, input),
  'claims.vouch': (input, page) => vouchForClaim(deps, page, input),
  'claims.approve': (input, page) => enterByHand(deps, page, approveClaim(deps.parts, input)),
  'claims.return': (input, page) => returnClaim(deps, page, input),
  'stick.list': (_input, page) => listStick(deps, page),
  'stick.read': (input, page) => readStick(deps, page, input),
  'objections.list': (input, page) => listObjections(deps, page, input),
  'objections.answer': (input, page) => enterByHand(deps, page, answerObjection(deps.parts, input)),
  'credit.reverse': (input, page) => enterByHand(deps, page, reverseEntry(deps.parts, input)),
})

export type StaffHandlers = Handlers<StaffCall>

/** The calls of staff. Who may make them is decided before; each looks its author up again where it writes. */
export const createStaffHandlers = (deps: DeskDeps, effects: DeskEffects): StaffHandlers => ({
  ...sessionHandlers(deps),
  ...attendanceHandlers(deps),
  ...peopleHandlers(deps),
  ...teamHandlers(deps),
  ...creditHandlers(deps),
  ...eventHandlers(deps),
  'board.watch': (input, page) => {
    watchEvent(deps, page, input)
    return done
  },
  'crowd.hold': ({ commandId, on }, page) =>
    set(deps, page, { call: 'crowd.hold', commandId, action: on ? 'crowd.held' : 'crowd.letGo' }, () => {
      effects.holdCrowd(on)
    }),
  'clock.confirm': ({ commandId }, page) =>
    set(deps, page, { call: 'clock.confirm', commandId, action: 'clock.confirmed' }, effects.confirmClock),
})
