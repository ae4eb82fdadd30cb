import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { StationError } from '../../base/errors.ts'
import { workerFile } from '../../base/worker-file.ts'

const fromCopier = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copied') }),
  z.object({ kind: z.literal('failed'), cause: z.string() }),
])
export type FromCopier = z.infer<typeof fromCopier>

/** Copies one database file to another name. Rejects where there is no good copy afterwards. */
export type Copy = (files: { from: string; to: string }, signal: AbortSignal) => Promise<void>

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
      const fail = (cause: unknown): void => {
        reject(new StationError('storeRefused', { file: files.to, reason: String(cause) }))
      }
      signal.addEventListener('abort', () => {
        fail('the station stops')
      })
      worker.once('message', (message: unknown) => {
        const { data } = fromCopier.safeParse(message)
        if (data?.kind === 'copied') resolve()
        else fail(data?.cause ?? 'no answer')
      })
      worker.once('error', fail)
      worker.once('exit', () => {
        fail('the thread ended')
      })
    })
  } finally {
    await worker.terminate()
  }
}
