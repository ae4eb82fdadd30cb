import { StationError } from '../base/errors.ts'
import { calls, type CallName, type CallOutput } from '../contract/calls.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'

const answerOf = <N extends CallName>(tx: Tx, commandId: string, call: N): CallOutput<N> | null => {
  const row = tx.get<{ call: string; output: string }>(
    'select call, output from command where id = ?',
    commandId,
  )
  if (row !== undefined && row.call !== call) throw new StationError('badInput', { at: 'commandId' })
  return row === undefined ? null : (calls[call].output.parse(JSON.parse(row.output)) as CallOutput<N>)
}

/** What this command was answered before, `null` if it was not. */
export const answered = <N extends CallName>(
  { store }: Pick<Parts, 'store'>,
  commandId: string,
  call: N,
): CallOutput<N> | null => store.read((tx) => answerOf(tx, commandId, call))

/**
 * Runs a changing call once: its result is stored under the page's command id in the same transaction,
 * so a call that is sent again after a broken connection is answered and not repeated. An answer that is not
 * `isFinal` changed nothing and is not kept: the same command may be tried again. Throws `badInput` for an id that
 * another call has used.
 */
export const once = <N extends CallName>(
  parts: Pick<Parts, 'store' | 'clock'>,
  commandId: string,
  call: N,
  work: (tx: Tx) => CallOutput<N>,
  isFinal: (output: CallOutput<N>) => boolean = () => true,
): { output: CallOutput<N>; repeated: boolean } =>
  parts.store.transaction((tx) => {
    const before = answerOf(tx, commandId, call)
    if (before !== null) return { output: before, repeated: true }
    const output = work(tx)
    if (isFinal(output)) {
      tx.run(
        'insert into command (id, call, output, at) values (?, ?, ?, ?)',
        commandId,
        call,
        JSON.stringify(output),
        parts.clock.now(),
      )
    }
    return { output, repeated: false }
  })
