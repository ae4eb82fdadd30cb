import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ActionInput } from '../station/client.ts'
import type { CorrectionResult, EntryWhat } from '../../electron/contract/credit.ts'
import type { Approval, HandResult, OverrideCause } from '../../electron/contract/staff.ts'
import type { MaskedPerson } from '../../electron/contract/values.ts'
import { useStaff } from './staff.ts'

type CheckIn = Omit<ActionInput<'attendance.checkInByHand'>, 'approval'>
type Minutes = Omit<ActionInput<'attendance.confirmMinutes'>, 'approval'>

/** The line of a ledger that a correction is about. */
export interface Line {
  person: MaskedPerson
  what: EntryWhat
  amount: number
}

/** What is asked for; nothing of it is written before it is `done`. */
export type Job =
  | { kind: 'checkIn'; input: CheckIn }
  | { kind: 'minutes'; input: Minutes }
  | { kind: 'merge'; input: Omit<ActionInput<'people.merge'>, 'approval'> }
  | { kind: 'erase'; input: Omit<ActionInput<'people.erase'>, 'approval'> }
  | { kind: 'reverse'; input: Omit<ActionInput<'credit.reverse'>, 'approval'>; line: Line }
  | { kind: 'answer'; input: Omit<ActionInput<'objections.answer'>, 'approval'>; line: Line }

export type MergeJob = Extract<Job, { kind: 'merge' }>
export type EraseJob = Extract<Job, { kind: 'erase' }>
export type CorrectionJob = Extract<Job, { line: Line }>

type Answer = HandResult | CorrectionResult

/** What the strip says about the last PIN. */
export type Objection = Extract<Answer, { kind: 'refused' | 'wrongPin' | 'locked' }>

/** How far a job has come. `own`: the first person's PIN once more, both must be given within two minutes. */
export interface Hand {
  job: Job
  step: 'second' | 'own'
  because: OverrideCause | null
  objection: Objection | null
}

type Done = Extract<HandResult, { kind: 'done' }>

const send = (
  { attempt }: ReturnType<typeof useStaff>,
  job: Job,
  approval: Approval | null,
): Promise<{ result: Answer } | null> => {
  switch (job.kind) {
    case 'checkIn':
      return attempt('attendance.checkInByHand', { ...job.input, approval })
    case 'minutes':
      return attempt('attendance.confirmMinutes', { ...job.input, approval })
    case 'merge':
      return attempt('people.merge', { ...job.input, approval })
    case 'erase':
      return attempt('people.erase', { ...job.input, approval })
    case 'reverse':
      return attempt('credit.reverse', { ...job.input, approval })
    case 'answer':
      return attempt('objections.answer', { ...job.input, approval })
  }
}

/** What a job waits for after an answer. */
const waitsFor = (
  job: Job,
  because: OverrideCause | null,
  result: Exclude<Answer, { kind: 'done' }>,
): Hand => {
  switch (result.kind) {
    case 'needsApproval':
      return { job, step: 'second', because: 'because' in result ? result.because : null, objection: null }
    case 'needsOwnPin':
      return { job, step: 'own', because, objection: null }
    case 'refused':
    case 'wrongPin':
    case 'locked':
      return { job, step: 'second', because, objection: result }
  }
}

/** Entries by hand, alone or with a second person. */
export const useHand = defineStore('hand', () => {
  const staff = useStaff()
  const hand = shallowRef<Hand | null>(null)
  const busy = ref(false)
  const isOpen = computed(() => hand.value !== null)
  /** The second person's consent while the first one gives the own PIN again; it is never shown. */
  let waiting: Approval | null = null
  let onDone: (done: Done) => void = () => undefined

  const cancel = (): void => {
    waiting = null
    hand.value = null
  }

  const take = (job: Job, result: Answer, approval: Approval | null): void => {
    if (result.kind === 'done') {
      cancel()
      onDone('entered' in result ? result : { ...result, entered: 1, already: 0 })
      return
    }
    waiting = result.kind === 'needsOwnPin' ? approval : null
    hand.value = waitsFor(job, hand.value?.because ?? null, result)
  }

  const run = async (job: Job, approval: Approval | null): Promise<void> => {
    if (busy.value) return
    busy.value = true
    const account = staff.snapshot.signedIn?.id
    const reply = await send(staff, job, approval)
    busy.value = false
    // Locked, or somebody else's console by now: what was asked for is not theirs.
    if (staff.snapshot.signedIn?.id !== account) cancel()
    else if (reply === null) cancel()
    else take(job, reply.result, approval)
  }

  /** Asks for `job`; `done` runs when it is written. */
  const begin = async (job: Job, done: (done: Done) => void): Promise<void> => {
    onDone = done
    await run(job, null)
  }

  /** The second person's PIN. */
  const approve = async (approval: Approval): Promise<void> => {
    if (hand.value !== null) await run(hand.value.job, approval)
  }

  /** The first person's own PIN once more; the second person's consent goes on with it. */
  const confirmOwn = async (pin: string): Promise<void> => {
    const own = staff.snapshot.signedIn
    const held = hand.value
    if (own === null || held === null || busy.value) return
    busy.value = true
    const reply = await staff.attempt('staff.signIn', { account: own.id, pin })
    busy.value = false
    if (hand.value !== held) return
    if (reply === null) cancel()
    else if (reply.result.kind !== 'signedIn') hand.value = { ...held, objection: reply.result }
    else {
      const approval = waiting
      waiting = null
      await run(held.job, approval)
    }
  }

  /** Puts a ready state there. */
  const put = (next: Hand | null): void => {
    hand.value = next
  }

  return { hand, busy, isOpen, begin, approve, confirmOwn, cancel, put }
})
