import { z } from 'zod'
import { clockState, readerState } from './pushes.ts'
import { instant } from './values.ts'

const count = z.int().nonnegative()
const milliseconds = z.number().nonnegative()

const readerHealth = z.strictObject({
  state: readerState,
  port: z.string().nullable(),
  counters: z.strictObject({
    frames: count,
    checksumErrors: count,
    lengthErrors: count,
    discardedBytes: count,
    timeouts: count,
    reopens: count,
    cards: count,
    rereads: count,
  }),
  trouble: z.string().nullable(),
})

/** How the last run of the program ended; `at` is the last moment of which it is known that it ran. */
export const lastExit = z.strictObject({ clean: z.boolean(), at: instant.nullable() })

/** When all balances and the chain of records were recomputed last, and how many things differed. */
export const lastCheck = z.strictObject({ at: instant, ok: z.boolean(), found: count })

export const logHealth = z.strictObject({
  bytes: count,
  files: count,
  oldest: z.string().nullable(),
  capped: z.boolean(),
  yielding: z.boolean(),
  dropped: count,
})

/** What `/health` answers: facts and counts of this station, nothing of any person. Counts begin with the start. */
export const health = z.strictObject({
  reader: readerHealth,
  outbox: z.strictObject({
    pending: count,
    held: count,
    oldestAt: instant.nullable(),
    lastError: z.strictObject({ code: z.string(), at: instant }).nullable(),
  }),
  clock: z.strictObject({
    state: clockState,
    /** Centre's time minus ours; `null` before the first contact. */
    offsetMs: z.number().nullable(),
    /** It moved by minutes at once, and nobody has looked at it yet. */
    jumped: z.boolean(),
  }),
  store: z.strictObject({
    ok: z.boolean(),
    records: count,
    /** Code of what is wrong, `null` where nothing is. */
    trouble: z.string().nullable(),
    bytes: count,
    walBytes: count,
    /** `null` where the system does not say. */
    freeBytes: count.nullable(),
    lastCheck: lastCheck.nullable(),
    lastBackup: instant.nullable(),
  }),
  key: z.enum(['tpm', 'os', 'file']),
  settings: z.enum(['file', 'previous', 'defaults']),
  version: z.string(),
  versions: z.strictObject({
    node: z.string(),
    sqlite: z.string(),
    /** `null` outside Electron. */
    electron: z.string().nullable(),
    /** Layout of the database. */
    schema: count,
  }),
  starts: z.strictObject({
    count: z.int().positive(),
    /** Runs that ended without saying so: a power cut, a crash. */
    unclean: count,
    lastExit: lastExit.nullable(),
    /** Of this run. */
    at: instant,
  }),
  /** The 99th of a hundred delays of the event loop, milliseconds. */
  loopLagP99: milliseconds,
  renderer: z.strictObject({ gone: count, hung: count }),
  /** Commits of which only a fresh look at the file told whether they are there. */
  unknownCommits: count,
  counts: z.strictObject({
    taps: z.record(z.string(), count),
    /** `null` before the first write. */
    flushP99Ms: milliseconds.nullable(),
    ioErrors: count,
    /** Age of the oldest record that waits to go up. */
    queueAgeMs: milliseconds,
    clockSteps: count,
    wrongPins: count,
  }),
  /** `null` where nothing is logged into files. */
  logs: logHealth.nullable(),
})
export type Health = z.infer<typeof health>
