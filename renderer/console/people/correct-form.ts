import type { CorrectReason } from '../../../electron/contract/people.ts'
import type { FoundPerson } from '../../../electron/contract/staff.ts'

/** What is put right about somebody without a card; empty texts and `null` keep what was entered. */
export interface CorrectForm {
  name: string
  birthYear: string
  sex: FoundPerson['sex'] | null
  reason: CorrectReason | null
}

export type CorrectFault = 'nothing' | 'name' | 'year' | 'child' | 'why'

const oldest = 120
/** Younger ones are a number under a guardian, never a person. */
const grownUp = 14

export const emptyCorrection = (): CorrectForm => ({ name: '', birthYear: '', sex: null, reason: null })

/** What keeps a correction from being written, `null` if nothing does. */
export const correctFault = (form: CorrectForm, thisYear: number): CorrectFault | null => {
  const [name, year] = [form.name.trim(), form.birthYear.trim()]
  if (name === '' && year === '' && form.sex === null) return 'nothing'
  if (name !== '' && !/^\p{L}[\p{L}\p{M}\s'’·.,-]*$/u.test(name)) return 'name'
  if (year !== '') {
    const age = thisYear - Number(year)
    if (!/^\d{4}$/.test(year) || age < 0 || age > oldest) return 'year'
    if (age < grownUp) return 'child'
  }
  return form.reason === null ? 'why' : null
}
