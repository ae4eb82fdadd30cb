import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { workerFile } from '../../base/worker-file.ts'
import { tableRefusal } from '../../contract/roster.ts'
import { mostBytes, refuseTable, type TableRow } from './table.ts'

/** Few enough that taking a piece over keeps no tap waiting. */
export const rowsAtOnce = 500
/** Fifty thousand rows take a tenth of it on a slow machine. */
const patienceMs = 60_000
/** Reading the largest list takes half of it. */
const memoryMb = 512

const fromReader = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  }),
  z.object({ kind: z.literal('end'), rows: z.int() }),
  z.object({ kind: z.literal('refused'), why: tableRefusal }),
])
export type FromReader =
  | { kind: 'rows'; rows: readonly TableRow[] }
  | Extract<z.infer<typeof fromReader>, { kind: 'end' | 'refused' }>

/** Reads tables beside the tap thread. */
export interface TableReader {
  /** Rejects with `badInput` and the reason in `params.table`; `signal` ends it at once. */
  read(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<TableRow[]>
}

const startWorker = (bytes: Uint8Array<ArrayBuffer>): Worker => {
  const worker = new Worker(workerFile(import.meta.url, 'roster'), {
    workerData: { bytes },
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    execArgv: [],
    name: 'roster',
  })
  worker.unref()
  return worker
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

/** Every table has a thread of its own, whose memory goes back with it. */
export const createTableReader = (
  clock: Pick<Clock, 'after'>,
  start: (bytes: Uint8Array<ArrayBuffer>) => Worker = startWorker,
): TableReader => ({
  read: async (bytes, signal) => {
    if (bytes.length > mostBytes) throw refuseTable('tooHeavy')
    const worker = start(bytes)
    let stopWaiting = (): void => undefined
    const rows: TableRow[] = []
    try {
      return await new Promise<TableRow[]>((resolve, reject) => {
        const give = (error: Error): void => {
          reject(error)
        }
        stopWaiting = clock.after(patienceMs, () => {
          give(refuseTable('tooHeavy'))
        })
        signal.addEventListener('abort', () => {
          give(refuseTable('damaged', signal.reason))
        })
        worker.on('message', (message: unknown) => {
          const { data: told } = fromReader.safeParse(message)
          if (told === undefined) give(refuseTable('damaged'))
          else if (told.kind === 'rows') rows.push(...told.rows)
          else if (told.kind === 'refused') give(refuseTable(told.why))
          else if (told.rows === rows.length) resolve(rows)
          else give(refuseTable('damaged'))
        })
        worker.once('error', (error) => {
          give(refuseTable(isOutOfMemory(error) ? 'tooHeavy' : 'damaged', error))
        })
        worker.once('exit', () => {
          give(refuseTable('damaged'))
        })
      })
    } finally {
      stopWaiting()
      await worker.terminate()
    }
  },
})
