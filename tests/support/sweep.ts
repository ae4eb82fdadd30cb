import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What happens to the n-th call, in strace's words. */
export type Harm = 'error=EIO' | 'error=ENOSPC' | 'signal=KILL'

export interface Disturbed {
  n: number
  /** Exit code, or the signal that ended the program. */
  exit: number | string
  /** Its standard output, line by line. */
  said: string[]
  /** Whether that call was made at all. */
  happened: boolean
}

export interface Sweep {
  /** System calls, with commas between. */
  calls: string
  harm: Harm
  /** Only calls on these files count. */
  paths?: string[]
  /** Not only the n-th: every one from it on. */
  sticky?: boolean
  /** A folder for the recording. */
  notes: string
  /** A script and its arguments. */
  program: string[]
}

/** Runs a program with its n-th system call of a kind spoiled. */
export const disturb = (sweep: Sweep, n: number): Disturbed => {
  const { calls, harm, paths = [], sticky = false, notes, program } = sweep
  const recording = join(notes, 'calls')
  rmSync(recording, { force: true })
  const when = `${String(n)}${sticky ? '+' : ''}`
  const { status, signal, stdout } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-o',
      recording,
      ...paths.flatMap((path) => ['-P', path]),
      '-e',
      `trace=${calls}`,
      '-e',
      'signal=none',
      '-e',
      `inject=${calls}:${harm}:when=${when}`,
      process.execPath,
      ...program,
    ],
    // strace counts the calls of each thread for itself: file work shall be one thread's.
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    },
  )
  const killed = signal === 'SIGKILL' || status === 137
  return {
    n,
    exit: status ?? signal ?? 'unknown',
    said: stdout.split('\n').filter((line) => line !== ''),
    happened: killed || readFileSync(recording, 'utf8').includes('(INJECTED)'),
  }
}

/**
 * Spoils the first, the second … such call of a program, each in a run of its own, until a run makes too few of them.
 * `stride` leaves some out. Returns how many runs were spoiled.
 */
export const disturbEach = async (
  sweep: Sweep,
  {
    stride,
    before,
    after,
  }: { stride: number; before: () => void; after: (run: Disturbed) => void | Promise<void> },
): Promise<number> => {
  for (let n = 1, runs = 0; ; n += stride, runs += 1) {
    before()
    const run = disturb(sweep, n)
    if (!run.happened) return runs
    await after(run)
  }
}
