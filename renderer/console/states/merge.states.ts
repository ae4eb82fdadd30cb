import type { MergePreview } from '../../../electron/contract/merge-calls.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import type { StaffPicture } from '../../gallery/staff-picture.ts'
import { bi, board, details, lan, liang, several, tiles } from './samples.ts'

const preview: MergePreview = {
  obstacle: null,
  moved: 14,
  doubled: 2,
  served: { before: 8_190, after: 8_190 },
  points: { before: 123_550, after: 123_450 },
}
const merge = (more: Partial<StaffPicture>, isChosen = true): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    details,
    finds: { kind: 'found', total: several.length, people: several },
    desk: { page: 'merge', resident: lan.id, merge: { query: 'WL', person: isChosen ? liang : null } },
    ...more,
  },
})
const shown = (change: Partial<MergePreview>) => ({
  merge: { old: liang.id, resident: lan.id, preview: { ...preview, ...change } },
})

export const states: PageStates = {
  'console-merge': merge(shown({})),
  'console-merge-start': merge({}, false),
  'console-merge-trying': merge({}),
  'console-merge-overlap': merge(shown({ obstacle: 'overlap' })),
  'console-merge-consent': merge(shown({ obstacle: 'noConsent' })),
  'console-merge-second': merge({
    ...shown({}),
    hand: {
      job: { kind: 'merge', input: { old: liang.id, resident: lan.id } },
      step: 'second',
      because: null,
      objection: null,
    },
  }),
}
