import type { ListedNotice, NoticePage } from '../../../electron/contract/notices.ts'
import { addDays } from '../../../electron/contract/values.ts'
import type { NoticesShown } from '../../flow/notices-state.ts'
import samples from '../../gallery/notice-samples.json'
import type { PageState, PageStates } from '../../gallery/page-state.ts'

const today = '2026-11-24'
const notices: ListedNotice[] = samples.notices.map(({ title, kind, ago, lasts }, index) => ({
  id: `01935b6e-7c00-7000-8000-0000000006${String(index).padStart(2, '0')}`,
  kind: kind as ListedNotice['kind'],
  title,
  on: addDays(today, -ago),
  until: addDays(today, lasts),
  isNew: ago < 3,
}))
const brief = { revision: 3, shown: notices.length, fresh: 2 }

const put = (part: Partial<NoticesShown> = {}, flow: PageState['flow'] = {}): PageState => ({
  home: { notices: brief },
  flow: {
    shown: {
      name: 'notices',
      list: { revision: 3, today, notices },
      at: 0,
      open: null,
      leaf: 0,
      notice: null,
      picture: null,
      since: 0,
      failed: false,
      ...part,
    },
    today,
    ...flow,
  },
})

const read = (
  index: number,
  change: Partial<NoticePage> = {},
  part: Partial<NoticesShown> = {},
): PageState => {
  const one = notices[index]
  if (one === undefined) throw new Error('no such notice')
  const notice = { ...one, paragraphs: samples.text, names: [], picture: null, ...change }
  return put({ open: one.id, notice, ...part })
}
const lowered = { preferences: { lowered: true } }

export const states: PageStates = {
  'home-notices': { home: { notices: brief } },
  notices: put(),
  'notices-last-page': put({ at: 9 }),
  'notices-none': put({ list: { revision: 3, today, notices: [] } }),
  'notices-failed': put({ list: null, failed: true }),
  'notices-lowered': put({}, lowered),
  'notices-idle-question': put({}, { stillThere: 17 }),
  'notices-reading': read(0, { paragraphs: [...samples.text, ...samples.text, ...samples.text] }),
  'notices-reading-end': read(0, { paragraphs: [...samples.text, ...samples.text] }, { leaf: 9 }),
  'notices-reading-longest': read(7),
  'notices-thanks': read(6, { names: samples.names }),
  'notices-picture': read(2, { paragraphs: samples.text.slice(0, 1) }, { picture: samples.picture, leaf: 9 }),
}
