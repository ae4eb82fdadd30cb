import type { Desk } from './desk-state.ts'

type Form = Desk['add']
export type AddFault = 'missingName' | 'oddName' | 'missingYear' | 'oddYear' | 'child'

export const longestName = 20
const oldest = 120
/** Younger ones are a number under a guardian, never a person. */
const grownUp = 14
/** Letters of any script, with what stands between the parts of names; as the core judges it. */
const isName = /^\p{L}[\p{L}\p{M}\s'\u2019\u00b7.,-]*$/u

/** What is still missing before this person can be entered; `null` = nothing. */
export const addFault = (
  { name, birthYear }: Pick<Form, 'name' | 'birthYear'>,
  thisYear: number,
): AddFault | null => {
  if (Array.from(name).length < 2) return 'missingName'
  if (!isName.test(name)) return 'oddName'
  if (!/^\d{4}$/.test(birthYear)) return 'missingYear'
  const age = thisYear - Number(birthYear)
  if (age < 0 || age > oldest) return 'oddYear'
  return age < grownUp ? 'child' : null
}
