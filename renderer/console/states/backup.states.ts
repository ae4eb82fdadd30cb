import type { BackupState } from '../../../electron/contract/backup.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import type { BackupPicture } from '../../stores/backup.ts'
import type { Desk } from '../desk-state.ts'
import { board, tiles } from './samples.ts'

const day = (index: number): string => `2026-11-${String(24 - index)}`
const copies = Array.from({ length: 9 }, (_, index) => ({
  id: `records-${day(index)}.db`,
  day: day(index),
  bytes: 18_400_000 - index * 210_000,
}))
const state: BackupState = {
  lastAt: '2026-11-23T13:10:00.000Z',
  copies: copies.slice(1),
  sticks: [
    {
      id: 'a',
      name: 'KINGSTON',
      prepared: true,
      freeBytes: 7_900_000_000,
      copies: [{ id: 'a/records-2026-11-23.backup', day: day(1), bytes: 18_200_000 }],
    },
  ],
  stickAt: '2026-11-23T13:12:00.000Z',
  sheetOn: '2026-11-02',
  recovery: null,
  needs: [],
  key: { version: 1, changing: false },
}
const damaged: BackupState = {
  ...state,
  lastAt: '2026-11-20T13:10:00.000Z',
  copies: copies.slice(4),
  sticks: [
    ...state.sticks,
    { id: 'b', name: 'USB DISK 64G', prepared: false, freeBytes: 52_000_000_000, copies: [] },
  ],
  recovery: {
    at: '2026-11-24T00:05:00.000Z',
    step: 'salvaged',
    missing: 3,
    folder: 'damaged-2026-11-24T00-05-00-000Z',
  },
  needs: ['recovered', 'copyOld', 'stickFailed'],
}

const page = (picture: BackupPicture, desk: Partial<Desk> = {}, note?: string): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: tiles[1] ?? null, locked: null },
    board,
    desk: { page: 'backup', ...desk },
    backup: picture,
    ...(note === undefined ? {} : { note: { kind: 'warned', text: note } }),
  },
})
const restore = { dialog: { kind: 'restore', copy: copies[1]?.id ?? '', day: day(1) } } as const

export const states: PageStates = {
  'console-backup': page({ state }),
  'console-backup-first': page({
    state: { ...state, lastAt: null, copies: [], sticks: [], stickAt: null, sheetOn: null },
  }),
  'console-backup-damaged': page({ state: damaged }),
  'console-backup-key': page({ state: { ...state, key: { version: 2, changing: true } } }),
  'console-backup-new-key': page({ state }, { dialog: { kind: 'newKey' } }),
  'console-backup-machine': page({ state: { ...state, needs: ['otherMachine'] } }),
  'console-backup-busy': page({ state, busy: true }),
  'console-backup-restore': page({ state }, restore),
  'console-backup-restore-digits': page(
    { state, restored: { kind: 'refused', because: 'needsDigits' } },
    restore,
  ),
  'console-backup-restoring': page({ state, restored: { kind: 'restarting' } }, restore),
  'console-backup-sheet': page(
    { state, digits: '314159265358979323846264338327' },
    { dialog: { kind: 'backupSheet' } },
  ),
  'console-backup-sheet-again': page({ state }, { dialog: { kind: 'backupSheet' } }),
  'console-today-care': {
    staff: {
      snapshot: { tiles, signedIn: tiles[1] ?? null, locked: null },
      board: { ...board, station: { door: null, queuedSince: null, care: damaged.needs } },
    },
  },
}
