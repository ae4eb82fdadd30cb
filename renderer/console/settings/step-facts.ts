import type { SetupState, SetupStep } from '../../../electron/contract/setup.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'

const say = words.settings

/** What stands under the name of a step: what was set, else how far it got. */
export const factOf = (step: SetupStep, state: SetupState): string => {
  const { steps, name, staff, placement, contact, centre } = state
  const fallback = say.states[steps[step]]
  switch (step) {
    case 'station':
      return name ?? fallback
    case 'staff':
      return say.people(staff.length)
    case 'reader':
      return steps.reader === 'done' ? words.setup.reader.sides[placement.side] : fallback
    case 'notice':
      return contact?.name ?? fallback
    case 'centre':
      return centre.paired ? say.paired : say.unpaired
    case 'clock':
    case 'opening':
    case 'check':
      return fallback
  }
}
