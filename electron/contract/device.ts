import { z } from 'zod'
import { health } from './health.ts'
import { instant, uuid } from './values.ts'

const count = z.int().nonnegative()

/** How far the reader has come: with finding itself, then with the card that lies there. */
export const readerSteps = z.object({
  stage: z.enum(['searching', 'opened', 'answered', 'found', 'selected', 'read']),
  /** The port that is open. */
  port: z.string().nullable(),
  baudRate: count.nullable(),
  answerMs: count.nullable(),
  readMs: count.nullable(),
  unread: count,
})

/** What a technician sees of the machine: facts and counts, nothing of any person. */
export const deviceShown = z.object({
  at: instant,
  health,
  steps: readerSteps,
  queue: z.object({
    /** `none`: no centre is configured. `refused`: the centre answers and does not take the records. */
    link: z.enum(['online', 'offline', 'refused', 'none']),
    /** Last record that the centre holds. */
    sent: count,
    rejected: count,
    /** When the centre answered last, `null` before the first time. */
    contactAt: instant.nullable(),
    /** When it is tried again after a failure, `null` where nothing is waited for. */
    retryAt: instant.nullable(),
  }),
})
export type DeviceShown = z.infer<typeof deviceShown>

export const queueRowsPerPage = 6

/** One record on its way, by number and type alone. */
export const queueRow = z.object({
  sequence: z.int().positive(),
  type: z.string().max(80),
  at: instant,
  state: z.enum(['waiting', 'sent', 'held', 'rejected', 'duplicate']),
  /** The centre's, of a record that it did not simply take. */
  code: z.string().max(200).nullable(),
})
export type QueueRow = z.infer<typeof queueRow>

export const queuePage = z.object({ total: count, rows: z.array(queueRow).max(queueRowsPerPage) })
export type QueuePage = z.infer<typeof queuePage>

/** Characters of each file that are shown before it is written. */
export const sampleLength = 3_000

/** What would go into a support file, to be looked at before it is written. */
export const bundleShown = z.object({
  bundle: uuid,
  /** Of the packed file. */
  bytes: count,
  parts: z
    .array(
      z.object({
        name: z.string().max(80),
        bytes: count,
        /** The end of the file, which is the newest of a log. */
        sample: z.string().max(sampleLength),
      }),
    )
    .max(40),
})
export type BundleShown = z.infer<typeof bundleShown>
