import type { Desk } from './desk-state.ts'

type Form = Desk['add']
export type AddFault = 'missingName' | 'missingYear' | 'oddYear' | 'child'

const longestName = 20
const oldest = 120
/** Younger ones are a number under a guardian, never a person. */
const grownUp = 14

/** A field after one more key: letters for the name, digits for the year, anything else changes nothing. */
export const typedInto = (field: Form['field'], text: string, key: string): string => {
  const isFor = field === 'name' ? /^[A-Z]$/ : /^\d$/
  const most = field === 'name' ? longestName : 4
  return isFor.test(key) && text.length < most ? `${text}${key}` : text
}

/** What is still missing before this person can be entered; `null` = nothing. */
export const addFault = (
  { name, birthYear }: Pick<Form, 'name' | 'birthYear'>,
  thisYear: number,
): AddFault | null => {
  if (name.length < 2) return 'missingName'
  if (birthYear.length < 4) return 'missingYear'
  const age = thisYear - Number(birthYear)
  if (age < 0 || age > oldest) return 'oddYear'
  return age < grownUp ? 'child' : null
}
