import type { z } from 'zod'
import { uuid } from './values.ts'

/**
 * Who may call. `setup` is anybody before the station opened, then a technician or the head. `typist` writes text: a
 * clerk, or whoever sets the station up. `overseer` is the head or a technician. `holder` is the person whose card was
 * identified last, until that session ends; `watcher` is a technician's page that asks by itself, which does not keep
 * the console open. The staff roles are bound by the core to the signed-in person.
 */
export type Audience =
  | 'anyone'
  | 'setup'
  | 'typist'
  | 'demo'
  | 'holder'
  | 'overseer'
  | 'watcher'
  | 'clerk'
  | 'head'
  | 'council'
  | 'technician'

/** Made by the page once per user action: a re-sent call is answered from memory, not repeated. */
export const commandId = uuid

export const call = <I extends z.ZodType, O extends z.ZodType, A extends Audience>(
  audience: A,
  input: I,
  output: O,
): { audience: A; input: I; output: O } => ({ audience, input, output })
