import type { Seal } from './seal.ts'
import type { CentreStore } from './store/centre-store.ts'

/** What every route of the centre works with. */
export interface Context {
  store: CentreStore
  seal: Seal
  /** Milliseconds since 1970. */
  now: () => number
  /** Opens the operator's calls; kept in a file that only the operator reads. */
  controlKey: string
  /** One line for the operator, without personal data. */
  warn: (line: string) => void
}
