import { join } from 'node:path'
import { z } from 'zod'
import { toInstant, type Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import { lastCheck, lastExit, type Health } from '../../contract/health.ts'
import { instant } from '../../contract/values.ts'
import { openDocument, type DocumentOptions } from '../../store/documents.ts'

const aliveEveryMs = 10 * 60_000

const runsFile = z.object({
  /** A run that has not said that it ended. */
  running: z.boolean(),
  aliveAt: instant.nullable(),
  unclean: z.int().nonnegative(),
  lastExit: lastExit.nullable(),
  lastCheck: lastCheck.nullable(),
})
type RunsFile = z.infer<typeof runsFile>

const defaults: RunsFile = { running: false, aliveAt: null, unclean: 0, lastExit: null, lastCheck: null }

/** What is remembered over restarts of how the program itself fares. */
export interface Runs {
  facts: () => Pick<Health['starts'], 'unclean' | 'lastExit' | 'at'>
  lastCheck: () => Health['store']['lastCheck']
  checked: (check: NonNullable<Health['store']['lastCheck']>) => void
  /** This run ends as it should. */
  end: () => Promise<void>
}

/** What a start makes of what the run before it left. */
const begun = (before: RunsFile, at: string): RunsFile => {
  const { running, aliveAt, unclean } = before
  const started = { ...before, running: true, aliveAt: at }
  if (running) return { ...started, unclean: unclean + 1, lastExit: { clean: false, at: aliveAt } }
  return aliveAt === null ? started : { ...started, lastExit: { clean: true, at: aliveAt } }
}

/** Opens `health.json`. A disk that does not take it stops nothing: then the next start counts this one wrongly. */
export const openRuns = async (
  dir: string,
  deps: { clock: Clock; log: Logger } & Pick<DocumentOptions<RunsFile>, 'rename'>,
): Promise<Runs> => {
  const { clock, log } = deps
  const document = await openDocument<RunsFile>({
    file: join(dir, 'health.json'),
    schemaVersion: 1,
    parse: (data) => runsFile.parse(data),
    defaults,
    ...deps,
  })
  const update = async (change: (before: RunsFile) => RunsFile): Promise<void> => {
    try {
      await document.update(change)
    } catch (error) {
      log.warn('health not kept', { cause: describeError(error) })
    }
  }
  const at = toInstant(clock.now())
  const alive = clock.every(aliveEveryMs, () => {
    void update((file) => ({ ...file, aliveAt: toInstant(clock.now()) }))
  })
  // On the disk before anything else happens: a power cut may come in the next second.
  await update((file) => begun(file, at))
  return {
    facts: () => ({ unclean: document.data.unclean, lastExit: document.data.lastExit, at }),
    lastCheck: () => document.data.lastCheck,
    checked: (check) => {
      void update((file) => ({ ...file, lastCheck: check }))
    },
    end: async () => {
      alive()
      await update((file) => ({ ...file, running: false, aliveAt: toInstant(clock.now()) }))
      document.close()
    },
  }
}
