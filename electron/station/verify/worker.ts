import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { describeError, isStationError } from '../../base/errors.ts'
import { toThread, type FromThread, type ToThread } from './messages.ts'
import { openToRead, type Opened } from './open.ts'
import { doWork, standOf } from './work.ts'

const failureOf = (error: unknown): FromThread =>
  isStationError(error)
    ? { kind: 'failure', code: error.code, params: error.params }
    : { kind: 'failure', code: 'reportFailed', params: { reason: describeError(error) } }

const answer = ({ snapshot, cipher }: Opened, asked: Exclude<ToThread, { kind: 'close' }>): FromThread => {
  if (asked.kind === 'do') return { kind: 'done', done: doWork(snapshot, cipher, asked.work) }
  snapshot.renew()
  return { kind: 'sees', stand: snapshot.read(standOf) }
}

/** A thread of `verifyStore`: one piece after the other over a connection of its own that cannot write. */
const serve = async (): Promise<void> => {
  const port = parentPort
  if (port === null) throw new Error('this file runs as a worker thread only')
  const { dir } = z.object({ dir: z.string() }).parse(workerData)
  const opened = await openToRead(dir)
  port.on('message', (message: unknown) => {
    const asked = toThread.parse(message)
    if (asked.kind === 'close') {
      opened.snapshot.close()
      port.close()
      return
    }
    try {
      port.postMessage(answer(opened, asked))
    } catch (error) {
      port.postMessage(failureOf(error))
    }
  })
}

await serve()
