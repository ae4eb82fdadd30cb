import { calls, type CallName, type CallOutput } from '../contract/calls.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'

/**
 * Runs a changing call once: its result is stored under the page's command id in the same transaction,
 * so a call that is sent again after a broken connection is answered and not repeated.
 */
export const once = <N extends CallName>(
  parts: Parts,
  commandId: string,
  call: N,
  work: (tx: Tx) => CallOutput<N>,
): { output: CallOutput<N>; repeated: boolean } =>
  parts.store.transaction((tx) => {
    const before = tx.get<{ output: string }>(
      'select output from command where id = ? and call = ?',
      commandId,
      call,
    )
    if (before !== undefined) {
      const output = calls[call].output.parse(JSON.parse(before.output)) as CallOutput<N>
      return { output, repeated: true }
    }
    const output = work(tx)
    tx.run(
      'insert into command (id, call, output, at) values (?, ?, ?, ?)',
      commandId,
      call,
      JSON.stringify(output),
      parts.clock.now(),
    )
    return { output, repeated: false }
  })
