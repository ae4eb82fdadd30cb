import type { PageStates } from '../../gallery/page-state.ts'

export const states: PageStates = {
  safe: { flow: { safe: true } },
}
