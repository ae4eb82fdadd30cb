import { defineStore } from 'pinia'
import { createPlanChanges } from './plan-changes.ts'
import { createPlanReads, createPlanRefs, type PlanFacts } from './plan-reads.ts'

export type PlanningPicture = Partial<PlanFacts>

/** Events as staff plan them. */
export const usePlanning = defineStore('planning', () => {
  const facts = createPlanRefs()
  const reads = createPlanReads(facts)
  const changes = createPlanChanges(facts, reads)

  /** For a picture of it. */
  const put = (picture: PlanningPicture): void => {
    facts.plan.value = picture.plan ?? null
    facts.list.value = picture.list ?? null
    facts.day.value = picture.day ?? null
    facts.opened.value = picture.opened ?? null
    facts.copies.value = picture.copies ?? null
    facts.templates.value = picture.templates ?? null
    facts.picture.value = picture.picture ?? null
    facts.clashes.value = picture.clashes ?? null
  }

  return { ...facts, ...reads, ...changes, put }
})
