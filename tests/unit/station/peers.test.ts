import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const unit = join(import.meta.dirname, '..')

/** Numbers of the cases that titles of tests begin with, in all files of this name. */
const numbersTold = (): Set<number> => {
  const files = readdirSync(unit, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?:^|[\\/])peers(?:-[a-z]+)?\.test\.ts$/.test(file),
  )
  const titles = files.flatMap((file) => [
    ...readFileSync(join(unit, file), 'utf8').matchAll(/^\s*(?:(?:it|test|\]\))\()?'case (\d+): /gm),
  ])
  return new Set(titles.map(([, number]) => Number(number)))
}

/** Of the ledger, those that need no redemption, no fund and no settlement of a quarter. */
const ofLedger = [57, 60, 62, 63, 65]

it('every case of check-in, hours and points has a test that is named after it', () => {
  // An event is made by staff or by the centre, not twice by whoever checks in.
  const elsewhere = new Set([37])
  const wanted = Array.from({ length: 53 }, (_, index) => index + 1).filter((one) => !elsewhere.has(one))
  const told = numbersTold()
  expect([...wanted, ...ofLedger].filter((one) => !told.has(one))).toEqual([])
})
