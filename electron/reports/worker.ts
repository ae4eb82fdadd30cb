import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { describeError, isStationError } from '../base/errors.ts'
import { openStoreReader, type StoreReader } from '../store/reader.ts'
import { answers } from './answers.ts'
import { questions, toWorker, type FromWorker, type QuestionName } from './protocol.ts'

const answer = (reader: StoreReader, name: QuestionName, input: unknown): unknown => {
  // Name and input were written as one question; the schema of the same name parses it.
  const work = answers[name] as (tx: Parameters<(typeof answers)[QuestionName]>[0], input: unknown) => unknown
  const parsed: unknown = questions[name].input.parse(input)
  return reader.read((tx) => work(tx, parsed))
}

const failureOf = (id: number, error: unknown): FromWorker =>
  isStationError(error)
    ? { kind: 'failure', id, code: error.code, params: error.params }
    : { kind: 'failure', id, code: 'reportFailed', params: { reason: describeError(error) } }

/** The thread behind `createReports`: answers one question after the other over a connection that cannot write. */
const serve = (): void => {
  const port = parentPort
  if (port === null) throw new Error('this file runs as a worker thread only')
  const { dir } = z.object({ dir: z.string() }).parse(workerData)
  const reader = openStoreReader(dir)
  port.on('message', (message: unknown) => {
    const asked = toWorker.parse(message)
    if (asked.kind === 'close') {
      reader.close()
      port.close()
      return
    }
    const { id, name, input } = asked
    try {
      port.postMessage({ kind: 'answer', id, value: answer(reader, name, input) } satisfies FromWorker)
    } catch (error) {
      port.postMessage(failureOf(id, error))
    }
  })
}

serve()
