import type { DeskNotice } from '../../../electron/contract/notices.ts'
import { addDays } from '../../../electron/contract/values.ts'
import samples from '../../gallery/notice-samples.json'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import type { NoticeDeskList } from '../../stores/notice-desk.ts'
import { emptyDraft, type NoticeDraft } from '../notices/notice-form.ts'
import { bi, board, tiles } from './samples.ts'

const today = '2026-11-24'
const phases = ['draft', 'shown', 'shown', 'coming', 'withdrawn', 'expired'] as const
const notices: DeskNotice[] = samples.notices.slice(0, 6).map(({ title, kind, lasts }, index) => {
  const phase = phases[index] ?? 'shown'
  return {
    id: `01935b6e-7c00-7000-8000-0000000006${String(index).padStart(2, '0')}`,
    sequence: 1,
    phase,
    form: {
      kind: kind as DeskNotice['form']['kind'],
      title,
      body: samples.text.join('\n'),
      from: today,
      until: addDays(today, lasts),
      names: [],
    },
    picture: null,
    publishedAt: null,
    daysLeft: phase === 'shown' ? lasts + 1 : null,
  }
})

const put = (
  draft: Partial<NoticeDraft> | null = null,
  list: NoticeDeskList = { trouble: 'none', notices },
): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    desk: {
      page: 'notices',
      notices: { page: 0, draft: draft === null ? null : { ...emptyDraft(today), ...draft } },
    },
    notices: list,
  },
})
const written = {
  title: samples.notices[0]?.title ?? '',
  paragraphs: samples.text.slice(0, 3),
  until: addDays(today, 31),
}

export const states: PageStates = {
  'console-notices': put(),
  'console-notices-trouble': put(null, { trouble: 'defaults', notices: [] }),
  'console-notices-new': put({}),
  'console-notices-written': put(written),
  'console-notices-published': put({
    ...written,
    notice: notices[1]?.id ?? null,
    published: true,
    paragraphs: samples.text,
  }),
  'console-notices-faults': put({
    faults: [
      { field: 'title', problem: 'empty' },
      { field: 'body', problem: 'empty' },
      { field: 'until', problem: 'empty' },
    ],
  }),
  'console-notices-thanks': put({
    ...written,
    kind: 'thanks',
    paragraphs: samples.text.slice(0, 1),
    names: samples.names.map((name, index) => ({ name, agreed: index > 0 })),
    faults: [{ field: 'names', problem: 'notAgreed' }],
  }),
  'console-notices-day': put({ ...written, part: 'until' }),
  'console-notices-preview': put({ ...written, part: 'preview' }),
}
