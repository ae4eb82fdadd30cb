import { businessDateOf } from '../../contract/values.ts'
import { insertClaimStep, noticesOver, type Claim } from '../../credit/claims-store.ts'
import { writeAudit } from '../../staff/audit.ts'
import type { Parts } from '../parts.ts'
import { postClaim } from './claim-approve.ts'
import { nextStep } from './claim-file.ts'
import { judgeClaim } from './claim-judge.ts'

/** Decides one claim whose notice is over, in a transaction of its own. */
const settle = (parts: Parts, claim: Claim, at: number): void => {
  parts.store.transaction((tx) => {
    const { id, approver, participants } = claim
    const ready = judgeClaim(tx, parts.catalogue(), claim)
    if (ready.kind === 'ready') {
      postClaim(tx, parts, { at, tap: null }, { claim, ready, approver, participants })
    } else {
      insertClaimStep(tx, id, nextStep(claim, { state: 'failed', because: ready.reason, at }))
    }
    writeAudit(tx, {
      at,
      actor: 'station',
      action: ready.kind === 'ready' ? 'claims.posted' : 'claims.failed',
      subject: id,
      detail: ready.kind === 'ready' ? { approver } : { reason: ready.reason },
    })
  })
}

/** Posts what a council decided once its notice is over, and nothing before. */
export interface Notices {
  /** Looks once for each business date; after a failure again. Throws what the store throws. */
  readonly check: () => void
}

/** `written`: something was decided that screens and the centre should know of. */
export const createNotices = (parts: Parts, written: () => void): Notices => {
  let checked: string | null = null
  return {
    check: () => {
      const at = parts.clock.now()
      const today = businessDateOf(at)
      if (today === checked) return
      const over = parts.store.read((tx) => noticesOver(tx, today))
      for (const claim of over) settle(parts, claim, at)
      checked = today
      if (over.length > 0) written()
    },
  }
}
