import { writeSync } from 'node:fs'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openDocument } from '../../electron/store/documents.ts'

/** A program that changes a document without pause: `document-writer.ts FILE`. Prints each count once it is durable. */
const document = await openDocument({
  file: process.argv[2] ?? '',
  schemaVersion: 1,
  parse: (data) => ({ count: (data as { count: number }).count }),
  defaults: { count: 0 },
  clock: systemClock,
  log: silentLog,
})
for (;;) {
  await document.update((data) => {
    data.count += 1
  })
  writeSync(1, `${String(document.data.count)}\n`)
}
