import { toInstant, type Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import { businessDateOf } from '../../contract/values.ts'
import { isOpenAt } from '../backup/nightly.ts'
import { isDue } from '../backup/rules.ts'
import { verifyStore } from '../verify/verify.ts'
import type { QuietFacts } from '../quiet.ts'
import type { Runs } from './runs.ts'

const lookEveryMs = 10 * 60_000
/** Lines of a check that go into the log. */
const mostLines = 20

interface CheckDeps extends QuietFacts {
  dir: string
  clock: Clock
  log: Logger
  runs: Pick<Runs, 'lastCheck' | 'checked'>
  verify?: (dir: string) => Promise<{ found: string[] }>
}

export interface DailyCheck {
  /** Looks now whether a check is due, and makes it. Never rejects. */
  look: () => Promise<void>
  stop: () => Promise<void>
}

/** Recomputes all balances and the chain once a day, in threads, while the door is shut and nobody is at the reader. */
export const createDailyCheck = (deps: CheckDeps): DailyCheck => {
  const { dir, clock, log, runs, opening, lastTapAt, verify = verifyStore } = deps
  let running: Promise<void> | null = null

  const check = async (now: number): Promise<void> => {
    const at = toInstant(now)
    try {
      const { found } = await verify(dir)
      runs.checked({ at, ok: found.length === 0, found: found.length })
      if (found.length === 0) log.info('records checked')
      else log.error('records differ', { count: found.length, found: found.slice(0, mostLines) })
    } catch (error) {
      runs.checked({ at, ok: false, found: 0 })
      log.error('records not checked', { cause: describeError(error) })
    }
  }
  const begin = async (): Promise<void> => {
    const now = clock.now()
    const today = businessDateOf(now)
    const last = runs.lastCheck()
    const date = last === null ? null : businessDateOf(Date.parse(last.at))
    // A check of a day to come is one of a clock that was wrong.
    const newest = date !== null && date <= today ? date : null
    const quietForMs = now - (lastTapAt() ?? -Infinity)
    if (isDue({ today, newest, isOpen: isOpenAt(opening(), now), quietForMs })) await check(now)
  }
  const look = async (): Promise<void> => {
    running ??= begin().finally(() => {
      running = null
    })
    await running
  }
  const stopLooking = clock.every(lookEveryMs, () => void look())
  return {
    look,
    stop: async () => {
      stopLooking()
      await running
    },
  }
}
