import type { PageState, PageStates } from '../../gallery/page-state.ts'
import { events } from '../../gallery/page-state.ts'
import type { ListedEvent } from '../../../electron/contract/calendar.ts'
import { paperWords } from '../../../electron/contract/words/papers.ts'
import type { PapersView } from '../../stores/papers.ts'
import { bi, board, tiles } from './samples.ts'

const listed = (Object.keys(events) as (keyof typeof events)[]).map((name): ListedEvent => ({
  event: events[name],
  phase: 'published',
  team: null,
  takesSignUps: true,
}))
const plan = { month: '2026-11', events: listed }

const papers = (view: Partial<PapersView>, event: string | null = null): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    desk: { page: 'papers', papers: { month: '2026-11', event } },
    papers: view,
  },
})

const file = paperWords.roster.file(events.lecture.title, '2026-11-24', 'pdf')

export const states: PageStates = {
  'console-papers': papers({ plan }),
  'console-papers-event': papers({ plan }, events.lecture.id),
  'console-papers-making': papers({ plan, busy: true }, events.lecture.id),
  'console-papers-saved': papers({ plan, saved: { where: 'stick', file } }, events.lecture.id),
  'console-papers-nobody': papers({ plan, nobody: true }, events.lecture.id),
  'console-papers-empty': papers({ plan: { month: '2026-11', events: [] } }),
  'console-papers-failed': papers({ failed: true }),
  'console-papers-loading': papers({}),
}
