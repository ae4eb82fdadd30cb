import type { CallName } from '../../contract/calls.ts'
import type { CallHandlers } from '../handlers.ts'
import type { Session } from '../session.ts'
import { createMyCreditHandlers } from './mine.ts'
import { openLedger } from './person.ts'
import { quarterPage, saveQuarter, type QuarterDeps } from './quarter.ts'
import { createRulesHandler } from './rules.ts'

type LedgerCall = Extract<
  CallName,
  | 'credit.mine'
  | 'credit.history'
  | 'credit.rules'
  | 'credit.person'
  | 'credit.quarter'
  | 'credit.saveQuarter'
>

/** What the ledger shows: to its owner, to everybody of the rules, and to staff. */
export const createLedgerHandlers = (
  deps: QuarterDeps & { session: Session },
): Pick<CallHandlers, LedgerCall> => {
  const { desk, session } = deps
  return {
    ...createMyCreditHandlers(desk.parts, session),
    'credit.rules': createRulesHandler(desk.parts),
    'credit.person': (input, page) => openLedger(desk, page, input),
    'credit.quarter': (input, page) => quarterPage(deps, page, input),
    'credit.saveQuarter': (input, page) => saveQuarter(deps, page, input),
  }
}
