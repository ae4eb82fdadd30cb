import type {
  RosterFault,
  RosterField,
  RosterState,
  RowFaultCode,
} from '../../../electron/contract/roster.ts'
import { at, type PageState, type PageStates } from '../../gallery/page-state.ts'
import samples from '../../gallery/roster-samples.json'
import type { RosterPicture } from '../../stores/rosters.ts'
import { bi, board, tiles } from './samples.ts'

const roster = (picture: RosterPicture): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    desk: { page: 'roster' },
    roster: picture,
  },
})

const [file = ''] = samples.files
const files = samples.files.map((name, index) => ({
  id: String(index),
  name,
  bytes: 48_211 * (index + 1) ** 3,
  at: at(`08:${String(40 - index * 7)}`),
}))

const fields: (RosterField | null)[] = [
  null,
  'name',
  'idNumber',
  'sex',
  'birth',
  null,
  'team',
  'household',
  null,
]
const columns: RosterState = {
  stage: 'columns',
  file,
  rows: 320,
  columns: samples.columns.map(([header = '', example = ''], index) => ({
    header,
    example,
    field: fields[index] ?? null,
  })),
}
const unknown: RosterState = {
  ...columns,
  columns: columns.columns.slice(0, 3).map((column) => ({ ...column, header: '', field: null })),
}

const fault = (index: number, row: number, code: RowFaultCode, other: number | null = null): RosterFault => ({
  row,
  person: samples.names[index] === undefined ? null : { name: samples.names[index], rareName: false },
  fault: code,
  other,
})
const faults = [
  fault(0, 17, 'idShort'),
  fault(1, 58, 'idCheck'),
  fault(2, 102, 'twice', 96),
  fault(3, 203, 'idFigure'),
  fault(4, 30_211, 'namesake'),
  fault(5, 30_311, 'nameMissing'),
]
const preview: RosterPicture = {
  state: { stage: 'preview', file, counts: { fresh: 304, known: 11, faulty: 5 } },
  faults: { total: 5, page: 0, faults: faults.slice(0, 5) },
}
const many: RosterPicture = {
  state: { stage: 'preview', file, counts: { fresh: 28_304, known: 1_211, faulty: 485 } },
  faults: { total: 485, page: 80, faults },
}

export const states: PageStates = {
  'console-import-files': roster({ files: { state: 'ready', files } }),
  'console-import-no-files': roster({ files: { state: 'ready', files: [] } }),
  'console-import-gone': roster({ files: { state: 'ready', files }, trouble: 'notFound' }),
  'console-import-reading': roster({ state: { stage: 'reading', file } }),
  'console-import-refused': roster({ state: { stage: 'refused', file, why: 'oldExcel' } }),
  'console-import-columns': roster({ state: columns, column: 5 }),
  'console-import-columns-unknown': roster({ state: unknown }),
  'console-import-checking': roster({ state: { stage: 'checking', file, done: 12_400, total: 30_000 } }),
  'console-import-preview': roster(preview),
  'console-import-preview-many': roster({ ...many, saved: { kind: 'saved', file: samples.saved } }),
  'console-import-preview-gone': roster({ ...preview, saved: { kind: 'gone' } }),
  'console-import-preview-fine': roster({
    state: { stage: 'preview', file, counts: { fresh: 0, known: 11, faulty: 0 } },
  }),
  'console-import-preview-nobody': roster({
    ...preview,
    state: { stage: 'preview', file, counts: { fresh: 0, known: 0, faulty: 5 } },
  }),
  'console-import-saving': roster({
    state: { stage: 'saving', file, done: 12_400, total: 30_000, stopping: false },
  }),
  'console-import-stopping': roster({
    state: { stage: 'saving', file, done: 12_400, total: 30_000, stopping: true },
  }),
  'console-import-done': roster({
    state: { stage: 'done', file, end: 'all', added: 28_304, completed: 1_211, left: 0, faulty: 485 },
  }),
  'console-import-cancelled': roster({
    state: { stage: 'done', file, end: 'cancelled', added: 120, completed: 3, left: 192, faulty: 5 },
  }),
}
