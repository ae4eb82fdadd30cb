import { z } from 'zod'

/** What a call can fail with. The page turns each into a sentence; `internal` names a line in the log. */
export const callErrorCode = z.enum([
  'badInput',
  'notAllowed',
  'sessionEnded',
  'notFound',
  'conflict',
  'storeFull',
  'checking',
  'internal',
])
export type CallErrorCode = z.infer<typeof callErrorCode>

export const callError = z.object({
  code: callErrorCode,
  /** Facts without personal data. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Stands in the station's log beside the cause. */
  logId: z.string().optional(),
})
export type CallError = z.infer<typeof callError>
