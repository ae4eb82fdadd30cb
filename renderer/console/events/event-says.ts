import type { EventFault, EventField } from '../../../electron/contract/event-desk.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'

const say = words.eventDesk

/** One sentence about a fault, for beside its field. */
export const sayFault = ({ field, problem }: EventFault): string =>
  problem === 'outOfRange' && (field === 'capacity' || field === 'minAge' || field === 'repeat')
    ? say.outOfRange[field]
    : say.faults[problem]

/** What is wrong with a field, `null` where nothing is. */
export const faultAt = (faults: readonly EventFault[], field: EventField): string | null => {
  const fault = faults.find((one) => one.field === field)
  return fault === undefined ? null : sayFault(fault)
}

/** What became of it, with the months that lack its day: `2月没有31日，那个月不办。` */
export const sayDone = (text: string, leftOut: readonly string[], day: number): string => {
  if (leftOut.length === 0) return text
  const months = leftOut.map((month) => say.monthOf(Number(month.slice(5)))).join(words.page.enumeration)
  return `${text}${say.leftOut(months, day)}`
}
