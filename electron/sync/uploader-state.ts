import { z } from 'zod'
import type { Tx } from '../store/tx.ts'
import { readSyncState, writeSyncState } from './sync-state.ts'
import { initialUploadState, type UploadState } from './upload-step.ts'

/** What a restart must not reset: a station that is switched off and on again does not press a sick centre. */
export interface SavedUploader {
  state: UploadState
  /** Length of the wait that was set. */
  waitMs: number
  /** Wall clock at which it ends. */
  retryAt: number
  /** The token that was tried, so that a new one is tried at once. */
  tokenTag: string
}

const saved = z.object({
  failures: z.int().nonnegative(),
  lastError: z.object({ code: z.string(), at: z.string() }).nullable(),
  rewound: z.boolean(),
  forked: z.boolean(),
  waitMs: z.number().nonnegative(),
  retryAt: z.number(),
  tokenTag: z.string(),
})

export const readUploaderState = (tx: Tx): SavedUploader | undefined => {
  const stored = saved.safeParse(readSyncState(tx, 'uploader')).data
  if (stored === undefined) return undefined
  const { waitMs, retryAt, tokenTag, ...kept } = stored
  return { state: { ...initialUploadState, ...kept }, waitMs, retryAt, tokenTag }
}

export const writeUploaderState = (tx: Tx, { state, ...timing }: SavedUploader): void => {
  const { failures, lastError, rewound, forked } = state
  writeSyncState(tx, 'uploader', { failures, lastError, rewound, forked, ...timing })
}

/** What is left of a saved wait; a clock that was set meanwhile cannot make it longer than it was. */
export const waitLeftMs = (saved: SavedUploader, now: number): number =>
  Math.min(saved.waitMs, Math.max(0, saved.retryAt - now))
