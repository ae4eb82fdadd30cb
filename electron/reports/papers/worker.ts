import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { paper } from './paper.ts'
import { printPaper } from './print.ts'

/** The thread behind `createPrinter`: makes one paper and ends. */
const serve = async (): Promise<void> => {
  const port = parentPort
  if (port === null) throw new Error('this file runs as a worker thread only')
  const work = z.object({ paper, font: z.string() }).parse(workerData)
  port.postMessage(new Uint8Array(await printPaper(work.paper, work.font)))
}

void serve()
