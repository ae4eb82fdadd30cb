import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { RuleShown } from '../../electron/contract/credit.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** Rules in force, as staff read and choose them. */
export const useRuleBook = defineStore('ruleBook', () => {
  const staff = useStaff()
  const rules = shallowRef<readonly RuleShown[] | null>(null)
  const failed = ref(false)
  const newest = createNewest()
  /** Names by number, for lines of a ledger. */
  const names = computed(() => new Map((rules.value ?? []).map(({ id, name }) => [id, name])))
  const ruleOf = (id: string | null): RuleShown | null => rules.value?.find((rule) => rule.id === id) ?? null

  const open = async (): Promise<void> => {
    const answer = await newest(staff.attempt('credit.rules', {}))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) rules.value = answer.rules
  }

  const put = (next: readonly RuleShown[] | null): void => {
    rules.value = next
  }

  return { rules, names, failed, ruleOf, open, put }
})
