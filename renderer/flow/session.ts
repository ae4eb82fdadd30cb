import type { SessionSnapshot } from '../../electron/contract/pushes.ts'
import type { Flow, FlowInput, Step } from '../flow-state.ts'
import type { CreditShown } from './credit-state.ts'
import { show, showQuestion, still } from './steps.ts'

/** The core has let go of the person, or puts the question that the person asked for. */
const takeSessionOnPages = (flow: Flow, shown: CreditShown, session: SessionSnapshot, at: number): Step => {
  if (session.person === null) return still(show(flow, { name: 'home' }, at))
  if (session.ask === null || session.ask !== shown.asking) return still(flow)
  return still(showQuestion({ ...flow, wants: { page: 'credit' } }, session.ask, 'none', at))
}

/** Whose session it is, as the core says. */
export const takeSession = (flow: Flow, { session, at }: Extract<FlowInput, { kind: 'session' }>): Step => {
  const next = { ...flow, hasHolder: session.person !== null, askMissed: session.askMissed }
  const { shown } = flow
  if (shown.name === 'calendar' && shown.holder && session.person === null)
    return still(show(next, { name: 'home' }, at))
  if (shown.name === 'credit' && shown.holder) return takeSessionOnPages(next, shown, session, at)
  const ended = session.person === null && shown.name === 'consent' && shown.asked === null
  return still(ended ? show(next, { name: 'home' }, at) : next)
}
