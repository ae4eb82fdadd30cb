import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { SignInResult } from '../contract/staff.ts'
import type { Store, Tx } from '../store/tx.ts'
import { writeAudit } from './audit.ts'
import { isPin, type PinHash } from './pin.ts'
import { triesLeft, waitAfter, waitLeft, type GuessState } from './rules.ts'
import { clearGuesses, guessesOf, pinOf, staffMember, writeGuesses, type StaffMember } from './store.ts'

/** Guesses at all accounts together count like those at one: trying one PIN on every tile gains nothing. */
export const wholeStation = '*'

export interface SignInDeps {
  store: Store
  clock: Clock
  boot: { bootId: string; monoMs(): number }
  pepper: Uint8Array
}

export type PinCheck = { kind: 'right'; member: StaffMember } | Exclude<SignInResult, { kind: 'signedIn' }>

type Guess = { kind: 'locked'; waitMs: number } | { kind: 'mayTry'; failures: number; kept: PinHash }

/**
 * Books the guess as a wrong one before the hash is computed, in a transaction of its own:
 * whoever pulls the plug meanwhile has used it up.
 */
const bookGuess = (tx: Tx, deps: SignInDeps, account: string): Guess => {
  const now = { bootId: deps.boot.bootId, monoMs: deps.boot.monoMs() }
  const states = [account, wholeStation].map((name) => guessesOf(tx, name))
  const wait = Math.max(...states.map((state) => waitLeft(state, now)))
  if (wait > 0) return { kind: 'locked', waitMs: Math.ceil(wait) }
  const kept = pinOf(tx, account)
  if (kept === null) throw new StationError('notFound', { what: 'account' })
  const booked = states.map((state): GuessState => {
    const failures = (state?.failures ?? 0) + 1
    return { failures, waitMs: waitAfter(failures), bootId: now.bootId, fromMonoMs: now.monoMs }
  })
  for (const [index, name] of [account, wholeStation].entries()) {
    const state = booked[index]
    if (state !== undefined) writeGuesses(tx, name, state)
  }
  return { kind: 'mayTry', failures: booked[0]?.failures ?? 1, kept }
}

/** Checks a PIN, for signing in and for a second person's approval alike. `purpose` goes into the audit. */
export const checkPin = async (
  deps: SignInDeps,
  input: { account: string; pin: string; purpose: 'signIn' | 'approval' },
): Promise<PinCheck> => {
  const { store, clock, pepper } = deps
  const { account, purpose } = input
  const audit = (tx: Tx, action: string, detail: Record<string, string | number>): void => {
    writeAudit(tx, {
      at: clock.now(),
      actor: account,
      action,
      subject: account,
      detail: { purpose, ...detail },
    })
  }
  const guess = store.transaction((tx) => bookGuess(tx, deps, account))
  if (guess.kind === 'locked') return guess
  const right = await isPin(pepper, input.pin, guess.kept)
  return store.transaction((tx): PinCheck => {
    const member = staffMember(tx, account)
    if (right && member !== null) {
      clearGuesses(tx, account)
      clearGuesses(tx, wholeStation)
      audit(tx, 'staff.pinRight', {})
      return { kind: 'right', member }
    }
    audit(tx, 'staff.pinWrong', { failures: guess.failures })
    return { kind: 'wrongPin', triesLeft: triesLeft(guess.failures), waitMs: waitAfter(guess.failures) }
  })
}
