import { z } from 'zod'
import { businessDate, instant } from './values.ts'

/** Digits of the printed sheet that opens a sealed copy on another machine. */
export const sheetDigits = z.string().regex(/^\d{30}$/)

/** What staff should know of records and copies. */
export const careNeed = z.enum([
  'otherMachine',
  'recovered',
  'diskTight',
  'noCopy',
  'copyOld',
  'stickMissing',
  'stickFailed',
])
export type CareNeed = z.infer<typeof careNeed>

const copy = z.object({
  /** Good as long as it is listed. */
  id: z.string().min(1).max(120),
  day: businessDate,
  bytes: z.int().nonnegative(),
})
export type ListedCopy = z.infer<typeof copy>

export const recoveryShown = z.object({
  at: instant,
  step: z.enum(['indexes', 'salvaged', 'backup', 'restored', 'rescued']),
  missing: z.int().nonnegative(),
  folder: z.string().max(80),
})
export type RecoveryShown = z.infer<typeof recoveryShown>

const stick = z.object({
  id: z.string().min(1).max(64),
  name: z.string().max(60),
  /** Copies go onto it by themselves at night. */
  prepared: z.boolean(),
  freeBytes: z.int().nonnegative().nullable(),
  /** The newest first. */
  copies: z.array(copy).max(4),
})
export type ListedStick = z.infer<typeof stick>

export const backupState = z.object({
  /** The newest good copy on the station's own disk. */
  lastAt: instant.nullable(),
  /** On the station's own disk, the newest first. */
  copies: z.array(copy).max(12),
  sticks: z.array(stick).max(4),
  /** When a copy last went onto a stick. */
  stickAt: instant.nullable(),
  /** When the sheet was made whose digits open a copy elsewhere. */
  sheetOn: businessDate.nullable(),
  recovery: recoveryShown.nullable(),
  needs: z.array(careNeed).max(8),
  /** Of names and numbers on the disk: how often it was changed, counted from 1, and whether that is still going on. */
  key: z.object({ version: z.int().positive(), changing: z.boolean() }),
})
export type BackupState = z.infer<typeof backupState>

export const backupResult = z.discriminatedUnion('kind', [
  /** `sticks`: onto how many a sealed copy went. */
  z.object({ kind: z.literal('done'), sticks: z.int().nonnegative() }),
  z.object({
    kind: z.literal('refused'),
    because: z.enum(['noRoom', 'notWhole', 'gone', 'unwritable', 'noSheet']),
  }),
])
export type BackupResult = z.infer<typeof backupResult>

export const restoreResult = z.discriminatedUnion('kind', [
  /** The station starts again, with the copy in the place of its records. */
  z.object({ kind: z.literal('restarting') }),
  z.object({
    kind: z.literal('refused'),
    because: z.enum(['needsDigits', 'wrongDigits', 'damaged', 'newer', 'noRoom', 'gone']),
  }),
])
export type RestoreResult = z.infer<typeof restoreResult>

export const keyResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun') }),
  /** The key before is still being replaced, or there is none left. */
  z.object({ kind: z.literal('refused'), because: z.enum(['underWay', 'usedUp']) }),
])
export type KeyResult = z.infer<typeof keyResult>
