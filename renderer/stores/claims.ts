import { defineStore } from 'pinia'
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
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

/** What a ready state is made of. */
export interface ClaimsPicture {
  list?: ClaimsPart
  details?: ClaimDetails
  refusal?: ClaimRefusal
  photo?: ShownPhoto
}

type Decide = (claim: string, ask: () => Promise<{ result: ClaimResult } | null>) => Promise<ClaimDone | null>

/** One decision at a time: what was done, or `null` with the reason in `refusal` or in the desk's note. */
const createDecisions = (
  staff: ReturnType<typeof useStaff>,
): { busy: Ref<boolean>; refusal: ShallowRef<ClaimRefusal | null>; decide: Decide } => {
  const busy = ref(false)
  const refusal = shallowRef<ClaimRefusal | null>(null)
  return {
    busy,
    refusal,
    decide: async (claim, ask) => {
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
    },
  }
}

/** The photo that stands on the page; it is asked for by hand only. */
const createPhotoView = (
  staff: ReturnType<typeof useStaff>,
): {
  photo: ShallowRef<ShownPhoto | null>
  showPhoto: (claim: string) => Promise<void>
  hidePhoto: () => void
} => {
  const photo = shallowRef<ShownPhoto | null>(null)
  const isOpen = (claim: string): boolean => photo.value?.claim === claim
  return {
    photo,
    showPhoto: async (claim) => {
      photo.value = { claim, kind: 'loading' }
      const answer = await staff.attempt('claims.photo', { claim })
      if (!isOpen(claim)) return
      photo.value =
        answer === null ? { claim, kind: 'failed' } : { claim, kind: 'shown', photo: answer.photo }
    },
    hidePhoto: () => {
      photo.value = null
    },
  }
}

/** Claims as the core lists them, the one that is open, and what is decided about it. */
export const useClaims = defineStore('claims', () => {
  const staff = useStaff()
  const list = shallowRef<ClaimsPart | null>(null)
  const details = shallowRef<ClaimDetails | null>(null)
  const failed = ref(false)
  const newestList = createNewest()
  const newestClaim = createNewest()
  const { busy, refusal, decide } = createDecisions(staff)
  const { photo, showPhoto, hidePhoto } = createPhotoView(staff)

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
      refusal.value = refusal.value?.claim === claim ? refusal.value : null
    }
    const answer = await newestClaim(staff.attempt('claims.open', { claim }))
    if (answer) details.value = answer
  }

  const approve = (claim: string, approval: Approval, participants: string[]): Promise<ClaimDone | null> =>
    decide(claim, () => staff.attempt('claims.approve', { claim, approval, participants }))

  const giveBack = (claim: string, reason: ReturnReason): Promise<ClaimDone | null> =>
    decide(claim, () => staff.attempt('claims.return', { claim, reason }))

  const vouch = ({ claim, documentNo, photo: kept }: VouchForm): Promise<ClaimDone | null> => {
    const proof = { documentNo: documentNo === '' ? null : documentNo, photo: kept?.data ?? null }
    return decide(claim, () => staff.attempt('claims.vouch', { claim, ...proof }))
  }

  const put = (next: ClaimsPicture): void => {
    list.value = next.list ?? null
    details.value = next.details ?? null
    refusal.value = next.refusal ?? null
    photo.value = next.photo ?? null
  }

  const acts = { openList, open, approve, giveBack, vouch, showPhoto, hidePhoto, put }
  return { list, details, refusal, photo, failed, busy, ...acts }
})
