import type { Desk } from '../desk-state.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import { board, tiles } from './samples.ts'

const settings = (desk: Partial<Desk>, by = 1): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: tiles[by] ?? null, locked: null },
    board: by === 3 ? null : board,
    desk: { page: 'settings', ...desk },
  },
})

export const states: PageStates = {
  'console-settings': settings({}),
  'console-settings-technician': settings({}, 3),
  'console-today-technician': settings({ page: 'today' }, 3),
}
