import { StationError } from '../base/errors.ts'
import type { CallInput, CallName, CallOutput } from '../contract/calls.ts'
import { createConsentHandler } from './consent.ts'
import type { Demo } from './demo.ts'
import type { StaffHandlers } from './desk/handlers.ts'
import type { Parts } from './parts.ts'
import type { Session } from './session.ts'
import type { Taps } from './taps.ts'

/** The shape that `rpc` asks for, said without importing it. `page` is the connection that calls. */
export type CallHandlers = {
  [N in CallName]: (input: CallInput<N>, page: string) => CallOutput<N> | Promise<CallOutput<N>>
}

/** One function for every call of the contract. */
export const createHandlers = (deps: {
  parts: Parts
  session: Session
  taps: Taps
  /** `null` outside the demonstration. */
  demo: Demo | null
  staff: StaffHandlers
}): CallHandlers => {
  const { session, taps } = deps
  const demo = (): Demo => {
    if (deps.demo === null) throw new StationError('notAllowed')
    return deps.demo
  }
  const done = {}
  return {
    ...deps.staff,
    'consent.answer': createConsentHandler(deps.parts, session),
    'session.end': () => {
      session.end()
      return done
    },
    'tap.settle': ({ tapId }) => ({ outcome: taps.settle(tapId) }),
    'demo.painted': ({ seq }) => {
      demo().painted(seq)
      return done
    },
    'demo.placeCard': ({ card }) => {
      demo().placeCard(card)
      return done
    },
    'demo.setNetworkCut': ({ cut }) => {
      demo().setNetworkCut(cut)
      return done
    },
    'demo.cutPower': () => {
      demo().announce('powerCut')
      return done
    },
    'demo.bringCrowd': () => {
      demo().bringCrowd()
      return done
    },
    'demo.startOver': () => {
      demo().announce('startOver')
      return done
    },
    'demo.goLive': () => {
      demo().announce('goLive')
      return done
    },
  }
}
