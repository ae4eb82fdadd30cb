import { StationError } from '../base/errors.ts'
import type { CallHandlers } from './handlers.ts'

const unbuilt = (): never => {
  throw new StationError('notFound')
}

/** Placeholder while the branches are open: each call leaves with the branch that builds it. */
export const unbuiltHandlers: Pick<
  CallHandlers,
  | 'credit.mine'
  | 'credit.history'
  | 'credit.rules'
  | 'credit.person'
  | 'credit.quarter'
  | 'credit.saveQuarter'
> = {
  'credit.mine': unbuilt,
  'credit.history': unbuilt,
  'credit.rules': unbuilt,
  'credit.person': unbuilt,
  'credit.quarter': unbuilt,
  'credit.saveQuarter': unbuilt,
}
