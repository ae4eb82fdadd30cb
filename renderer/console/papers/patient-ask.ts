import type { CallName, CallOutput } from '../../../electron/contract/calls.ts'
import type { ActionInput, FailureCode } from '../../station/client.ts'
import type { Asking } from '../asking.ts'

export type PaperCall = Extract<CallName, `papers.${string}` | 'audit.save' | 'device.bundleSave'>
export type PaperPlaced = CallOutput<'papers.plan'>

/** Ten seconds each. */
const mostTries = 12

/**
 * Asks until there is an answer: a paper may take longer than a call waits, and one command makes one paper. `null`
 * where nobody waits any more, or it failed: then `fail` was told.
 */
export const askPatiently = async <N extends PaperCall>(
  attempt: Asking['attempt'],
  name: N,
  input: ActionInput<N>,
  { isWaiting, fail }: { isWaiting: () => boolean; fail: (code: FailureCode) => void },
): Promise<PaperPlaced | null> => {
  let again: string | null = null
  const failure: { code: FailureCode } = { code: 'internal' }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const placed: PaperPlaced | null = await attempt(
      name,
      input,
      (code, id) => {
        failure.code = code
        again = id
      },
      again,
    )
    if (!isWaiting()) return null
    if (placed !== null) return placed
    if (failure.code !== 'timeout') break
  }
  fail(failure.code)
  return null
}
