import { z } from 'zod'
import { call, commandId } from './call.ts'
import { bundleShown, deviceShown, queuePage } from './device.ts'
import { placedFile } from './papers-calls.ts'
import { uuid } from './values.ts'

const nothing = z.object({})

/** The machine, for a technician. */
export const deviceCalls = {
  /** Asked every second while the page is open. */
  'device.look': call('watcher', z.object({}), deviceShown),
  /** Records and what became of each, the newest first. */
  'device.queue': call('watcher', z.object({ page: z.int().nonnegative() }), queuePage),
  /** Sends what waits at once, whatever wait was set. */
  'device.sendNow': call('technician', z.object({ commandId }), nothing),
  /** Lets go of the reader's port and looks on all of them. */
  'device.searchReader': call('technician', z.object({ commandId }), nothing),
  /** Puts a support file together and shows what is in it; nothing is written. */
  'device.bundleLook': call('technician', z.object({}), bundleShown),
  /** Writes the file that was shown; fails with `notFound` where that was too long ago. */
  'device.bundleSave': call('technician', z.object({ commandId, bundle: uuid }), placedFile),
} as const
