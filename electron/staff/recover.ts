import { StationError } from '../base/errors.ts'
import type { EndByCodeResult, RecoverResult } from '../contract/staff.ts'
import type { Tx } from '../store/tx.ts'
import { writeAudit, type AuditEntry } from './audit.ts'
import { codesLeft, isGoodCode, useCode } from './codes.ts'
import { hashPin } from './pin.ts'
import { isWeakPin, mayOversee, triesLeft, waitAfter, waitLeft } from './rules.ts'
import { wholeStation, type SignInDeps } from './sign-in.ts'
import { clearGuesses, guessesOf, setPin, staffMember, writeGuesses } from './store.ts'

/** Guesses at codes are counted apart: whoever tries some locks nobody's PIN. */
const recovery = 'recovery'

export type BookedCode = Extract<RecoverResult, { kind: 'locked' }> | { kind: 'mayTry'; failures: number }

/** As with PINs: booked as a wrong one before anything is looked up. */
const book = (tx: Tx, { boot }: SignInDeps): BookedCode => {
  const now = { bootId: boot.bootId, monoMs: boot.monoMs() }
  const state = guessesOf(tx, recovery)
  const wait = waitLeft(state, now)
  if (wait > 0) return { kind: 'locked', waitMs: Math.ceil(wait) }
  const failures = (state?.failures ?? 0) + 1
  writeGuesses(tx, recovery, {
    failures,
    waitMs: waitAfter(failures),
    bootId: now.bootId,
    fromMonoMs: now.monoMs,
  })
  return { kind: 'mayTry', failures }
}

const overseer = (tx: Tx, account: string): void => {
  const member = staffMember(tx, account)
  // A code opens the station to whoever answers for it, and to nobody else.
  if (member === null || !mayOversee(member.roles)) throw new StationError('notFound', { what: 'account' })
}

/** Books a guess at a code for that person, or says how long guessing is shut. Throws `notFound` for anybody else. */
export const bookCode = (deps: SignInDeps, account: string): BookedCode =>
  deps.store.transaction((tx) => {
    overseer(tx, account)
    return book(tx, deps)
  })

type Audit = (action: string, detail: AuditEntry['detail']) => void

/** Uses the code up for what `good` does, in the caller's transaction; a wrong one stays booked as a guess. */
export const spendCode = (
  tx: Tx,
  { clock, pepper }: SignInDeps,
  { account, code, failures }: { account: string; code: string; failures: number },
  good: (audit: Audit, left: number) => void,
): Exclude<EndByCodeResult, { kind: 'locked' }> => {
  overseer(tx, account)
  const audit: Audit = (action, detail) => {
    writeAudit(tx, { at: clock.now(), actor: 'station', action, subject: account, detail })
  }
  if (useCode(tx, pepper, { code, account, at: clock.now() })) {
    clearGuesses(tx, recovery)
    good(audit, codesLeft(tx))
    return { kind: 'done' }
  }
  audit('staff.codeWrong', { failures })
  return { kind: 'wrongCode', triesLeft: triesLeft(failures), waitMs: waitAfter(failures) }
}

/**
 * A new PIN for the head or a technician, for a printed code that is used up by it. A weak PIN costs no code and no
 * guess. Throws `notFound` for anybody else's account.
 */
export const recover = async (
  deps: SignInDeps,
  input: { account: string; code: string; pin: string; stationCode: string },
): Promise<RecoverResult> => {
  const { store, pepper } = deps
  const { account, code, pin, stationCode } = input
  store.read((tx) => {
    overseer(tx, account)
  })
  if (isWeakPin(pin, stationCode)) return { kind: 'pinWeak' }
  const booked = bookCode(deps, account)
  if (booked.kind === 'locked') return booked
  const good = store.read((tx) => isGoodCode(tx, pepper, code))
  // Only for a good code: hashing is slow on purpose, and nobody gets it for nothing.
  const hash = good ? await hashPin(pepper, pin) : null
  return store.transaction((tx): RecoverResult =>
    spendCode(
      tx,
      deps,
      { account, code: hash === null ? '' : code, failures: booked.failures },
      (audit, left) => {
        if (hash !== null) setPin(tx, account, hash)
        for (const name of [account, wholeStation]) clearGuesses(tx, name)
        audit('staff.recovered', { left })
      },
    ),
  )
}
