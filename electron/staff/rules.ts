import { roles, type Role } from '../contract/staff.ts'

/** Wrong PINs that are free; after them every further guess waits. */
const freeFailures = 5
const firstWaitMs = 60_000
const longestWaitMs = 3_600_000

/** How long the next guess must wait after so many wrong ones in a row: 1 min, doubling to 1 h. */
export const waitAfter = (failures: number): number =>
  failures < freeFailures
    ? 0
    : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - freeFailures, 10))

export const triesLeft = (failures: number): number => Math.max(0, freeFailures - failures)

/** Wrong guesses as they are kept. Time is monotonic: setting the clock forward opens nothing. */
export interface GuessState {
  failures: number
  waitMs: number
  bootId: string
  fromMonoMs: number
}

/** Milliseconds still to wait. A restart begins the wait anew, so that pulling the plug shortens nothing. */
export const waitLeft = (state: GuessState | null, now: { bootId: string; monoMs: number }): number => {
  if (state === null) return 0
  const waited = state.bootId === now.bootId ? now.monoMs - state.fromMonoMs : now.monoMs
  return Math.max(0, state.waitMs - waited)
}

const isRun = (digits: readonly number[], step: number): boolean =>
  digits.every((digit, index) => index === 0 || digit === ((digits[index - 1] ?? 0) + step + 10) % 10)

const isDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** YYMMDD, DDMMYY, MMDDYY or a year with a month. */
const isDate = (pin: string): boolean => {
  const [a = 0, b = 0, c = 0] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)].map(Number)
  const year = Number(pin.slice(0, 4))
  return isDay(b, c) || isDay(b, a) || isDay(a, b) || (year >= 1900 && year <= 2100 && c >= 1 && c <= 12)
}

const isRepeat = (pin: string): boolean => /^(\d{1,3})\1+$/.test(pin) || /^(\d)\1(\d)\2(\d)\3$/.test(pin)

/** PINs that a curious child tries first. */
export const isWeakPin = (pin: string, stationCode: string): boolean => {
  const digits = Array.from(pin, Number)
  return isRun(digits, 1) || isRun(digits, -1) || isRepeat(pin) || isDate(pin) || stationCode.includes(pin)
}

export const isRole = (text: unknown): text is Role => roles.some((role) => role === text)

/** The head of a station may do whatever a clerk may; every other role stands for itself. */
export const mayActAs = (held: readonly Role[], asked: Role): boolean =>
  held.includes(asked) || (asked === 'clerk' && held.includes('head'))

/** Who sees what everybody did: whoever answers for the station, and whoever keeps the machine. */
export const mayOversee = (held: readonly Role[]): boolean =>
  held.includes('head') || held.includes('technician')

export type ApprovalRefusal = 'sameAsAuthor' | 'isBeneficiary' | 'lacksRole'

/**
 * Two people: who approves is neither who asked, under whatever account, nor who gains, and may approve; who asks
 * gains nothing either.
 * `resident` of a staff member is that person's own entry as a resident, if known.
 */
export const refuseApproval = (input: {
  author: { id: string; resident: string | null }
  approver: { id: string; roles: readonly Role[]; resident: string | null }
  beneficiaries: readonly string[]
  needed: readonly Role[]
}): ApprovalRefusal | null => {
  const { author, approver, beneficiaries, needed } = input
  // One person may have two accounts.
  const isSamePerson = approver.resident !== null && approver.resident === author.resident
  if (approver.id === author.id || isSamePerson) return 'sameAsAuthor'
  if (beneficiaries.some((id) => id === approver.resident || id === author.resident)) return 'isBeneficiary'
  if (!needed.some((role) => approver.roles.includes(role))) return 'lacksRole'
  return null
}

/** Both PINs are given within this time: two people stand at the screen together. */
const togetherMs = 2 * 60_000

/** Monotonic times of the two PINs. */
export const areTogether = (ownPinAt: number, approvedAt: number): boolean =>
  approvedAt - ownPinAt <= togetherMs
