import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../../base/clock.ts'
import { describeError, StationError } from '../../base/errors.ts'
import { workerFile } from '../../base/worker-file.ts'
import type { Paper } from './paper.ts'

/** Longer than the largest paper takes on a slow machine; what takes more hangs. */
const patienceMs = 120_000

/** Makes papers beside the tap thread. Rejects with `reportFailed`. */
export interface Printer {
  print(paper: Paper): Promise<Uint8Array>
}

const fontName = 'resources/fonts/noto-sans-sc-print.ttf.br'

/** The nearest folder above that holds it: the build lies elsewhere than the source. */
const fontFile = (from: string): string => {
  for (let up = '../'; up.length < 30; up += '../') {
    const path = fileURLToPath(new URL(up + fontName, from))
    if (existsSync(path)) return path
  }
  throw new StationError('reportFailed', { reason: 'no font to print with' })
}

/** Every paper has a thread of its own, so that a board that is asked for meanwhile does not wait behind it. */
export const createPrinter = (clock: Pick<Clock, 'after'>): Printer => ({
  print: async (paper) => {
    const worker = new Worker(workerFile(import.meta.url, 'papers'), {
      workerData: { paper, font: fontFile(import.meta.url) },
      execArgv: [],
      name: 'papers',
    })
    worker.unref()
    let stopWaiting = (): void => undefined
    const failed = (cause: unknown): StationError =>
      new StationError('reportFailed', { reason: describeError(cause) }, { cause })
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        stopWaiting = clock.after(patienceMs, () => {
          reject(failed('it took too long'))
        })
        worker.once('message', (message: unknown) => {
          if (message instanceof Uint8Array) resolve(message)
          else reject(failed('the answer has another shape'))
        })
        worker.once('error', (error) => {
          reject(failed(error))
        })
        worker.once('exit', () => {
          reject(failed('the worker ended'))
        })
      })
    } finally {
      stopWaiting()
      await worker.terminate()
    }
  },
})
