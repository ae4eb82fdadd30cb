import type { Clock } from '../../base/clock.ts'
import { describeError, StationError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type { Audience } from '../../contract/calls.ts'
import type { Role, SignInResult, StaffSnapshot, StaffTile } from '../../contract/staff.ts'
import { writeAudit } from '../../staff/audit.ts'
import { mayActAs } from '../../staff/rules.ts'
import { checkPin, type SignInDeps } from '../../staff/sign-in.ts'
import { staffMember, staffMembers, type StaffMember } from '../../staff/store.ts'
import { createSignal, type Signal } from '../signal.ts'

/** A console that nobody touches locks itself. */
const idleLockMs = 3 * 60_000

/** Staff at one page. Rights are looked up afresh for every call; here stands only who it is. */
interface PageSession {
  account: string
  isLocked: boolean
  /** Monotonic milliseconds of the last right PIN. */
  ownPinAt: number
  /** The event that this page's board shows, `null` for the one that taps go to. */
  watched: string | null
  cancelIdle: () => void
}

/** What ended or locked a session: the person, a resident's card, time, or the page. */
type Cause = 'staff' | 'card' | 'idle' | 'pageClosed' | 'otherStaff' | 'inactive' | 'pinChanged' | 'stop'

/** Who is signed in on a page, and when that PIN was given. */
export interface Author {
  member: StaffMember
  ownPinAt: number
}

/** Sessions of staff, one for each page; they end with it. */
export interface StaffDesk {
  /** Who is signed in where, or what a page watches, is another one. */
  readonly changed: Signal<undefined>
  /** Throws `notFound` for an account that is not active. */
  signIn: (page: string, input: { account: string; pin: string }) => Promise<SignInResult>
  lock: (page: string) => void
  signOut: (page: string) => void
  /** Somebody is working at this page. */
  touch: (page: string) => void
  /** A resident's card is on the reader: every console gives way. */
  lockAll: () => void
  watch: (page: string, event: string | null) => void
  watched: (page: string) => string | null
  /**
   * Whether a call of this audience may be made from the page now. A staff call begins the idle lock anew;
   * who has been made inactive meanwhile is signed out by it.
   */
  admits: (audience: Extract<Audience, Role>, page: string) => boolean
  /** Whether the page may be shown what a clerk sees. Changes nothing. */
  showsClerk: (page: string) => boolean
  /** Whether the page may be shown what a technician sees. Changes nothing, so that a page that asks by itself locks. */
  showsTechnician: (page: string) => boolean
  /** Whether any page is. */
  showsAnyClerk: () => boolean
  /** Throws `notAllowed` where nobody is signed in, or the page is locked. */
  author: (page: string) => Author
  snapshot: (page: string) => StaffSnapshot
  pageClosed: (page: string) => void
  /** Whoever came in with the PIN of before is out, on every page. */
  pinChanged: (account: string) => void
  /** Ends all sessions. */
  stop: () => void
}

const tileOf = ({ id, name, roles }: StaffMember): StaffTile => ({ id, name, roles })

type Write = (action: string, account: string, by: Cause) => void

const createWrite =
  ({ store, clock }: { store: SignInDeps['store']; clock: Clock }): Write =>
  (action, account, by) => {
    store.transaction((tx) => {
      const actor = by === 'staff' ? account : 'station'
      writeAudit(tx, { at: clock.now(), actor, action, subject: account, detail: { by } })
    })
  }

class Desk implements StaffDesk {
  readonly changed: Signal<undefined> = createSignal()
  readonly #deps: SignInDeps
  readonly #log: Logger
  readonly #write: Write
  readonly #sessions = new Map<string, PageSession>()
  /** Pages whose PIN is being checked. A page that closes meanwhile gets no session. */
  readonly #checking = new Map<string, { account: string; coveredByCard: boolean }>()

  constructor(deps: SignInDeps & { log: Logger }) {
    this.#deps = deps
    this.#log = deps.log.child('desk')
    this.#write = createWrite(deps)
  }

  readonly signIn = async (page: string, input: { account: string; pin: string }): Promise<SignInResult> => {
    const check = { account: input.account, coveredByCard: false }
    this.#checking.set(page, check)
    try {
      const result = await checkPin(this.#deps, { ...input, purpose: 'signIn' })
      if (result.kind !== 'right') return result
      if (this.#checking.get(page) !== check) throw new StationError('conflict', { signIn: 'overtaken' })
      this.#begin(page, result.member.id, check.coveredByCard)
      return { kind: 'signedIn' }
    } finally {
      if (this.#checking.get(page) === check) this.#checking.delete(page)
    }
  }

  readonly lock = (page: string): void => {
    const session = this.#sessions.get(page)
    if (session !== undefined && this.#close(session)) this.#write('staff.locked', session.account, 'staff')
  }

  readonly signOut = (page: string): void => {
    this.#checking.delete(page)
    const session = this.#end(page)
    if (session !== null) this.#write('staff.signedOut', session.account, 'staff')
  }

  readonly touch = (page: string): void => {
    const session = this.#sessions.get(page)
    if (session === undefined || session.isLocked) return
    session.cancelIdle()
    session.cancelIdle = this.#deps.clock.after(idleLockMs, () => {
      if (this.#close(session)) this.#tryToWrite('staff.locked', session.account, 'idle')
    })
  }

  readonly lockAll = (): void => {
    for (const check of this.#checking.values()) check.coveredByCard = true
    for (const session of this.#sessions.values()) {
      if (this.#close(session)) this.#tryToWrite('staff.locked', session.account, 'card')
    }
  }

  readonly watch = (page: string, event: string | null): void => {
    const session = this.#sessions.get(page)
    if (session === undefined || session.watched === event) return
    session.watched = event
    this.changed.emit(undefined)
  }

  readonly watched = (page: string): string | null => this.#sessions.get(page)?.watched ?? null

  readonly admits = (audience: Extract<Audience, Role>, page: string): boolean => {
    const session = this.#sessions.get(page)
    if (session === undefined || session.isLocked) return false
    const member = this.#member(session)
    if (member === null) {
      this.#end(page)
      this.#tryToWrite('staff.signedOut', session.account, 'inactive')
      return false
    }
    this.touch(page)
    return mayActAs(member.roles, audience)
  }

  readonly showsClerk = (page: string): boolean => this.#shows('clerk', page)

  readonly showsTechnician = (page: string): boolean => this.#shows('technician', page)

  readonly showsAnyClerk = (): boolean => [...this.#sessions.keys()].some(this.showsClerk)

  readonly author = (page: string): Author => {
    const session = this.#sessions.get(page)
    const member = session === undefined || session.isLocked ? null : this.#member(session)
    if (session === undefined || member === null) throw new StationError('notAllowed')
    return { member, ownPinAt: session.ownPinAt }
  }

  readonly snapshot = (page: string): StaffSnapshot => {
    const session = this.#sessions.get(page)
    const members = this.#deps.store.read(staffMembers).map(tileOf)
    const person = members.find(({ id }) => id === session?.account) ?? null
    return {
      tiles: members,
      signedIn: session?.isLocked === false ? person : null,
      locked: session?.isLocked === true ? person : null,
    }
  }

  readonly pageClosed = (page: string): void => {
    this.#checking.delete(page)
    const session = this.#end(page)
    if (session !== null) this.#tryToWrite('staff.signedOut', session.account, 'pageClosed')
  }

  readonly pinChanged = (account: string): void => {
    for (const [page, check] of [...this.#checking])
      if (check.account === account) this.#checking.delete(page)
    for (const [page, session] of [...this.#sessions])
      if (session.account === account && this.#end(page) !== null)
        this.#tryToWrite('staff.signedOut', account, 'pinChanged')
  }

  readonly stop = (): void => {
    this.#checking.clear()
    for (const page of [...this.#sessions.keys()]) {
      const session = this.#end(page)
      if (session !== null) this.#tryToWrite('staff.signedOut', session.account, 'stop')
    }
  }

  #shows(role: Role, page: string): boolean {
    const session = this.#sessions.get(page)
    if (session === undefined || session.isLocked) return false
    const member = this.#member(session)
    return member !== null && mayActAs(member.roles, role)
  }

  #member({ account }: PageSession): StaffMember | null {
    return this.#deps.store.read((tx) => staffMember(tx, account))
  }

  #begin(page: string, account: string, isLocked: boolean): void {
    const before = this.#sessions.get(page)
    if (before !== undefined && before.account !== account) {
      this.#end(page)
      this.#write('staff.signedOut', before.account, 'otherStaff')
    }
    this.#write('staff.signedIn', account, 'staff')
    const watched = before?.account === account ? before.watched : null
    before?.cancelIdle()
    const ownPinAt = this.#deps.clock.monotonic()
    this.#sessions.set(page, { account, isLocked, ownPinAt, watched, cancelIdle: () => undefined })
    this.touch(page)
    this.changed.emit(undefined)
  }

  /** Locks, whatever becomes of the audit. Answers whether it was open. */
  #close(session: PageSession): boolean {
    if (session.isLocked) return false
    session.cancelIdle()
    session.isLocked = true
    this.changed.emit(undefined)
    return true
  }

  #end(page: string): PageSession | null {
    const session = this.#sessions.get(page)
    if (session === undefined) return null
    session.cancelIdle()
    this.#sessions.delete(page)
    this.changed.emit(undefined)
    return session
  }

  /** Where nobody waits for an answer, a disk that takes no entry must not stop the lock. */
  #tryToWrite(...entry: Parameters<Write>): void {
    try {
      this.#write(...entry)
    } catch (error) {
      this.#log.error('audit entry not kept', { action: entry[0], cause: describeError(error) })
    }
  }
}

export const createStaffDesk = (deps: SignInDeps & { log: Logger }): StaffDesk => new Desk(deps)
