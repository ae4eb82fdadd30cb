import type { Clock } from '../../base/clock.ts'
import { folderArguments } from '../folder-argument.ts'
import { verifyStore } from './verify.ts'

/** Lines beyond these are only counted: a copied file that differs everywhere tells no more by a million of them. */
const mostLines = 1000

/**
 * The command `verify --data DIR [--deep]`. Returns the exit code: 0 with one line that sums up, 1 with a line for everything
 * that differs. Throws `usage`, and what `verifyStore` throws.
 */
export const runVerify = async (
  args: string[],
  { clock, say }: { clock: Pick<Clock, 'monotonic'>; say: (line: string) => void },
): Promise<number> => {
  const { dir, given } = folderArguments('verify', args, ['deep'])
  const from = clock.monotonic()
  const { found, entries, records, residents } = await verifyStore(dir, { deep: given.has('deep') })
  for (const line of found.slice(0, mostLines)) say(line)
  if (found.length > mostLines) say(`and ${String(found.length - mostLines)} more`)
  if (found.length > 0) return 1
  const seconds = ((clock.monotonic() - from) / 1000).toFixed(1)
  say(
    `sound: ${String(entries)} entries and ${String(records)} records, balances of ${String(residents)} residents, in ${seconds} s`,
  )
  return 0
}
