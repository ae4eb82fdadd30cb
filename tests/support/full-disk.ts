import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Takes all the room there is; the returned function gives it back. */
export const fillDisk = (dir: string): (() => void) => {
  const file = join(dir, 'filler')
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(65_536))
  } catch {
    // Full: that is what was wanted.
  } finally {
    closeSync(handle)
  }
  return () => {
    rmSync(file)
  }
}
