import { z } from 'zod'
import { attractShown } from './attract.ts'
import { call } from './call.ts'

/** What the idle screen asks. */
export const attractCalls = {
  'attract.now': call('anyone', z.object({}), attractShown),
} as const
