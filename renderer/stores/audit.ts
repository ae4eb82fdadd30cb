import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditPage, AuditQuery } from '../../electron/contract/audit.ts'
import { askPatiently, type PaperPlaced } from '../console/papers/patient-ask.ts'
import { useDesk } from './desk.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** Which list, and which page of it. */
const keyOf = (query: AuditQuery): string => JSON.stringify(query)

export interface AuditView {
  shown: (AuditPage & { of: string; page: number }) | null
  failed: boolean
  busy: boolean
  tooMany: boolean
  saved: PaperPlaced | null
}

/** Who did and saw what, as the core tells it. */
export const useAudit = defineStore('audit', () => {
  const staff = useStaff()
  const desk = useDesk()
  const shown = shallowRef<AuditView['shown']>(null)
  const failed = ref(false)
  const busy = ref(false)
  const tooMany = ref(false)
  const saved = shallowRef<PaperPlaced | null>(null)
  const newest = createNewest()
  let jobs = 0

  /** Pages after the first are of the list as it was: looking makes entries too. */
  const open = async (query: AuditQuery, page: number): Promise<void> => {
    const of = keyOf(query)
    if (shown.value?.of !== of) shown.value = null
    const upTo = page === 0 ? null : (shown.value?.upTo ?? null)
    const answer = await newest(staff.attempt('audit.list', { query, page, upTo }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) shown.value = { ...answer, of, page }
  }

  const clear = (): void => {
    jobs += 1
    busy.value = false
    tooMany.value = false
    saved.value = null
  }

  const save = async (query: AuditQuery, as: 'pdf' | 'csv'): Promise<void> => {
    if (busy.value) return
    clear()
    const job = jobs
    busy.value = true
    const placed = await askPatiently(
      staff.attemptQuietly,
      'audit.save',
      { query, as },
      {
        isWaiting: () => job === jobs,
        fail: (code) => {
          if (code === 'badInput') tooMany.value = true
          else desk.fail(code)
        },
      },
    )
    if (job !== jobs) return
    saved.value = placed
    busy.value = false
  }

  const put = (view: Partial<AuditView>): void => {
    shown.value = view.shown ?? null
    failed.value = view.failed ?? false
    busy.value = view.busy ?? false
    tooMany.value = view.tooMany ?? false
    saved.value = view.saved ?? null
  }

  return { shown, failed, busy, tooMany, saved, open, clear, save, put }
})
