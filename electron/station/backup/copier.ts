import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { describeError, isStationError, StationError } from '../../base/errors.ts'
import { workerFile } from '../../base/worker-file.ts'

const fromCopier = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copied') }),
  /** The file that was to be copied is damaged. */
  z.object({ kind: z.literal('damaged'), cause: z.string() }),
  z.object({ kind: z.literal('failed'), cause: z.string() }),
])
export type FromCopier = z.infer<typeof fromCopier>

/** What is to be looked at from end to end, and where a copy goes, `null` for none. */
export interface CopyJob {
  from: string
  to: string | null
  /** Whose key sealed records are looked at with. */
  keyDir: string
}

/**
 * Checks a database file and copies it to another name. Rejects where there is no good copy afterwards; with
 * `storeRefused` and `isDamaged` where the file itself is not whole.
 */
export type Copy = (job: CopyJob, signal: AbortSignal) => Promise<void>

/** The station's own records are damaged: more than a copy is wrong. */
export const saysDamaged = (error: unknown): boolean =>
  isStationError(error, 'storeRefused') && error.params.isDamaged === true

/** In a thread of its own: taps are answered meanwhile. */
export const copyBeside: Copy = async (files, signal) => {
  const worker = new Worker(workerFile(import.meta.url, 'backup'), {
    workerData: files,
    execArgv: [],
    name: 'backup',
  })
  worker.unref()
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (cause: unknown, isDamaged = false): void => {
        const file = isDamaged ? files.from : (files.to ?? files.from)
        reject(new StationError('storeRefused', { file, reason: String(cause), isDamaged }))
      }
      signal.addEventListener('abort', () => {
        fail('the station stops')
      })
      worker.once('message', (message: unknown) => {
        const { data } = fromCopier.safeParse(message)
        if (data?.kind === 'copied') resolve()
        else fail(data?.cause ?? 'no answer', data?.kind === 'damaged')
      })
      worker.once('error', (error) => {
        fail(describeError(error))
      })
      worker.once('exit', () => {
        fail('the thread ended')
      })
    })
  } finally {
    // Whoever stops the station waits for this: the process must not end before.
    worker.ref()
    await worker.terminate()
  }
}
