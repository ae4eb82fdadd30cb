import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { describeError } from '../../base/errors.ts'
import { verifiedCopy } from '../../store/backup.ts'
import { openReadOnly } from '../../store/connection.ts'
import type { FromCopier } from './copier.ts'

/** The thread behind `copyBeside`: makes one copy, checks it and ends. */
const serve = (): void => {
  const { from, to } = z.object({ from: z.string(), to: z.string() }).parse(workerData)
  const told = (message: FromCopier): void => {
    parentPort?.postMessage(message)
  }
  try {
    const db = openReadOnly(from)
    try {
      verifiedCopy(db, to)
    } finally {
      db.close()
    }
    told({ kind: 'copied' })
  } catch (error) {
    told({ kind: 'failed', cause: describeError(error) })
  }
}

serve()
