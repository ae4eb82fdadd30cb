import type { Effect, JudgedRecord } from './centre-store.ts'

/** The records whose effect is of one kind, each with its effect's members beside its own id and sequence. */
export const effectsOf = <K extends Effect['kind']>(
  records: readonly JudgedRecord[],
  kind: K,
): (Extract<Effect, { kind: K }> & { id: string; sequence: number })[] =>
  records.flatMap(({ id, sequence, effect }) =>
    effect?.kind === kind && id !== null
      ? [{ ...(effect as Extract<Effect, { kind: K }>), id, sequence }]
      : [],
  )
