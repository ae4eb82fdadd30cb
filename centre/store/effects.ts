import type { Effect, JudgedRecord } from './centre-store.ts'

/** An effect's members beside its record's own id, sequence and time by the centre's clock. */
export type Told<K extends Effect['kind']> = Extract<Effect, { kind: K }> & {
  id: string
  sequence: number
  correctedMs: number
}

/** The records whose effect is of one kind, in their order. */
export const effectsOf = <K extends Effect['kind']>(records: readonly JudgedRecord[], kind: K): Told<K>[] =>
  records.flatMap(({ id, sequence, correctedMs, effect }) =>
    effect?.kind === kind && id !== null
      ? [{ ...(effect as Extract<Effect, { kind: K }>), id, sequence, correctedMs }]
      : [],
  )
