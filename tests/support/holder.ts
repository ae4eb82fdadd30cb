import { createHolderCreditHandlers } from '../../electron/station/holder-credit.ts'
import { createSession, type Session } from '../../electron/station/session.ts'
import type { ClaimsRig } from './claims.ts'

/** The calls of whose card was identified last, beside the desk of the test that runs. */
export const openHolder = (
  rig: ClaimsRig,
): {
  session: Session
  handlers: ReturnType<typeof createHolderCreditHandlers>
  /** This person's card was identified. */
  hold: (resident: string) => void
  /** How often something was written that staff should see. */
  told: () => number
} => {
  const session = createSession(rig.clock)
  const news = { told: 0 }
  const handlers = createHolderCreditHandlers({
    parts: rig.parts,
    session,
    written: () => {
      news.told += 1
    },
  })
  return {
    session,
    handlers,
    told: () => news.told,
    hold: (resident) => {
      const outcome = { kind: 'nothingOn', person: { name: '王*兰', rareName: false } } as never
      const tap = { seq: 1, id: rig.newId(), event: null, shownAt: 0, answered: 0, outcome }
      session.begin({
        resident,
        person: { name: '王*兰', rareName: false },
        ask: null,
        askMissed: false,
        tap,
      })
    },
  }
}
