import { writeSync } from 'node:fs'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openDocument } from '../../electron/store/documents.ts'

/** A program that changes a document without pause: `document-writer.ts FILE [TIMES]`. Prints each count once durable. */
const [file = '', times = 'Infinity'] = process.argv.slice(2)
const document = await openDocument({
  file,
  schemaVersion: 1,
  parse: (data) => ({ count: (data as { count: number }).count }),
  defaults: { count: 0 },
  clock: systemClock,
  log: silentLog,
})
for (let n = 0; n < Number(times); n += 1) {
  await document.update((data) => {
    data.count += 1
  })
  writeSync(1, `${String(document.data.count)}\n`)
}
