import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { readTable } from './read-table.ts'
import { rowsAtOnce, type FromReader } from './reading.ts'
import { refusalOf } from './table.ts'

/** The thread behind `createTableReader`: reads one table, hands it over in pieces and ends. */
const serve = async (): Promise<void> => {
  const port = parentPort
  if (port === null) throw new Error('this file runs as a worker thread only')
  const send = (message: FromReader): void => {
    port.postMessage(message)
  }
  const { bytes } = z.object({ bytes: z.instanceof(Uint8Array) }).parse(workerData)
  try {
    const table = await readTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    for (let at = 0; at < table.length; at += rowsAtOnce)
      send({ kind: 'rows', rows: table.slice(at, at + rowsAtOnce) })
    send({ kind: 'end', rows: table.length })
  } catch (error) {
    const why = refusalOf(error)
    if (why === null) throw error
    send({ kind: 'refused', why })
  }
}

void serve()
