import type { IconName } from './icons.ts'

/** One thing that a person can do, or should know. */
export interface Option {
  icon: IconName
  /** Text before, strong, and after. */
  text: readonly [string, string, string]
}
