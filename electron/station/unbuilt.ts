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
  | 'credit.object'
  | 'credit.report'
  | 'credit.rules'
  | 'credit.person'
  | 'credit.reverse'
  | 'credit.quarter'
  | 'credit.saveQuarter'
  | 'claims.list'
  | 'claims.open'
  | 'claims.file'
  | 'claims.vouch'
  | 'claims.approve'
  | 'claims.return'
  | 'claims.photo'
  | 'stick.list'
  | 'stick.read'
  | 'objections.list'
  | 'objections.answer'
> = {
  'credit.mine': unbuilt,
  'credit.history': unbuilt,
  'credit.object': unbuilt,
  'credit.report': unbuilt,
  'credit.rules': unbuilt,
  'credit.person': unbuilt,
  'credit.reverse': unbuilt,
  'credit.quarter': unbuilt,
  'credit.saveQuarter': unbuilt,
  'claims.list': unbuilt,
  'claims.open': unbuilt,
  'claims.file': unbuilt,
  'claims.vouch': unbuilt,
  'claims.approve': unbuilt,
  'claims.return': unbuilt,
  'claims.photo': unbuilt,
  'stick.list': unbuilt,
  'stick.read': unbuilt,
  'objections.list': unbuilt,
  'objections.answer': unbuilt,
}
