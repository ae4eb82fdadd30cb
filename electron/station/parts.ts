import type { Clock } from '../base/clock.ts'
import type { NewId } from '../base/ids.ts'
import type { Logger } from '../base/log.ts'
import type { Catalogue } from '../credit/catalogue.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Store } from '../store/tx.ts'
import type { ClockState, Outbox } from '../sync/outbox.ts'

/** What the pipeline and the handlers work with; built in `station.ts`, handed down as one argument. */
export interface Parts {
  store: Store
  outbox: Outbox
  cipher: FieldCipher
  clock: Clock
  newId: NewId
  log: Logger
  boot: { bootId: string; monoMs(): number }
  clockState(): ClockState
  /** The rules of credit points as they stand in this station's folder. */
  catalogue: () => Catalogue
  /** The clock is set, and did not jump since somebody looked at it. */
  isClockTrusted(): boolean
}

/** Version of the consent notice whose text stands in the word catalogue; rises when its meaning changes. */
export const noticeVersion = '2026-11'
