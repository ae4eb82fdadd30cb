import { z } from 'zod'
import { done, work } from './work.ts'

/** What a thread is told. `look` asks it to move to the newest moment and to say which one that is. */
export const toThread = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('look') }),
  z.object({ kind: z.literal('do'), work }),
  z.object({ kind: z.literal('close') }),
])
export type ToThread = z.infer<typeof toThread>

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const fromThread = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sees'), stand: z.string() }),
  z.object({ kind: z.literal('done'), done }),
  z.object({ kind: z.literal('failure'), code: z.string(), params }),
])
export type FromThread = z.infer<typeof fromThread>
