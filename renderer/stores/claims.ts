import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import type { ClaimDetails, ClaimResult, ReturnReason } from '../../electron/contract/credit.ts'
import type { Approval } from '../../electron/contract/staff.ts'
import type { VouchForm } from '../console/credit/credit-state.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

export type ClaimsShown = 'waiting' | 'done' | 'returned'

export type ClaimsPart = CallOutput<'claims.list'> & {
  show: ClaimsShown
  part: number
}

export type ClaimDone = Extract<ClaimResult, { kind: 'done' }>

/** Why an approval, a vouching or a return did not go through, and for which claim. */
export interface ClaimRefusal {
  claim: string
  result: Exclude<ClaimResult, ClaimDone>
}

export type ShownPhoto = { claim: string } & (
  { kind: 'loading' } | { kind: 'failed' } | { kind: 'shown'; photo: string }
)

/** Claims as the core lists them, the one that is open, and what is decided about it. */
export const useClaims = defineStore('claims', () => {
  const staff = useStaff()
  const list = shallowRef<ClaimsPart | null>(null)
  const details = shallowRef<ClaimDetails | null>(null)
  const refusal = shallowRef<ClaimRefusal | null>(null)
  const photo = shallowRef<ShownPhoto | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const newestList = createNewest()
  const newestClaim = createNewest()

  /** One part of ten claims. */
  const openList = async (show: ClaimsShown, part: number): Promise<void> => {
    if (list.value?.show !== show) list.value = null
    const answer = await newestList(staff.attempt('claims.list', { show, page: part }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) list.value = { ...answer, show, part }
  }

  /** Opens a claim, or asks anew for what stands in it. */
  const open = async (claim: string): Promise<void> => {
    if (details.value?.claim.id !== claim) {
      details.value = null
      refusal.value = null
    }
    const answer = await newestClaim(staff.attempt('claims.open', { claim }))
    if (answer) details.value = answer
  }

  /** What was done; `null` when nothing was, with the reason in `refusal` or in the desk's note. */
  const decide = async (
    claim: string,
    ask: () => Promise<{ result: ClaimResult } | null>,
  ): Promise<ClaimDone | null> => {
    if (busy.value) return null
    busy.value = true
    refusal.value = null
    const account = staff.snapshot.signedIn?.id
    const reply = await ask()
    busy.value = false
    // Locked, or somebody else's console by now: what came of it is read in the list.
    if (reply === null || staff.snapshot.signedIn?.id !== account) return null
    if (reply.result.kind === 'done') return reply.result
    refusal.value = { claim, result: reply.result }
    return null
  }

  const approve = (claim: string, approval: Approval, participants: string[]): Promise<ClaimDone | null> =>
    decide(claim, () => staff.attempt('claims.approve', { claim, approval, participants }))

  const giveBack = (claim: string, reason: ReturnReason): Promise<ClaimDone | null> =>
    decide(claim, () => staff.attempt('claims.return', { claim, reason }))

  const vouch = ({ claim, documentNo, photo: kept }: VouchForm): Promise<ClaimDone | null> => {
    const proof = { documentNo: documentNo === '' ? null : documentNo, photo: kept?.data ?? null }
    return decide(claim, () => staff.attempt('claims.vouch', { claim, ...proof }))
  }

  /** Brings a claim's photo onto the page; it is asked for by hand only. */
  const showPhoto = async (claim: string): Promise<void> => {
    photo.value = { claim, kind: 'loading' }
    const answer = await staff.attempt('claims.photo', { claim })
    if (photo.value.claim !== claim) return
    photo.value = answer === null ? { claim, kind: 'failed' } : { claim, kind: 'shown', photo: answer.photo }
  }

  const hidePhoto = (): void => {
    photo.value = null
  }

  const put = (next: {
    list?: ClaimsPart | null
    details?: ClaimDetails | null
    refusal?: ClaimRefusal | null
    photo?: ShownPhoto | null
  }): void => {
    list.value = next.list ?? null
    details.value = next.details ?? null
    refusal.value = next.refusal ?? null
    photo.value = next.photo ?? null
  }

  const acts = { openList, open, approve, giveBack, vouch, showPhoto, hidePhoto, put }
  return { list, details, refusal, photo, failed, busy, ...acts }
})
