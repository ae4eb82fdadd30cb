import { z } from 'zod'
import { callError } from './errors.ts'
import type { CallName } from './calls.ts'
import type { PushName } from './pushes.ts'

/** Rises when a page of an older build would misunderstand the core. */
export const contractVersion = 1

/** First message of the core on every connection. */
const hello = z.object({
  type: z.literal('hello'),
  version: z.int(),
  /** Changes with every start of the core. */
  boot: z.string(),
  app: z.string(),
})

const request = z.object({
  type: z.literal('request'),
  id: z.int().nonnegative(),
  call: z.string().max(64),
  input: z.unknown(),
})

const reply = z.object({
  type: z.literal('reply'),
  id: z.int().nonnegative(),
  output: z.unknown().optional(),
  error: callError.optional(),
})

const push = z.object({
  type: z.literal('push'),
  name: z.string(),
  rev: z.int().nonnegative(),
  value: z.unknown(),
})

export const toCore = request
export const toPage = z.discriminatedUnion('type', [hello, reply, push])

export type Hello = z.infer<typeof hello>
export type Request = z.infer<typeof request> & { call: CallName | (string & {}) }
export type Reply = z.infer<typeof reply>
export type PushMessage = z.infer<typeof push> & { name: PushName | (string & {}) }
export type ToPage = z.infer<typeof toPage>

/** Longest message either side accepts, UTF-16 code units of its JSON. */
export const maxMessageLength = 256 * 1024
