import { first } from './0010-first.ts'
import { stream } from './0020-stream.ts'
import { staff } from './0030-staff.ts'
import { presence } from './0040-presence.ts'
import { credit } from './0050-credit.ts'
import { calendar } from './0060-calendar.ts'
import { pictures } from './0070-pictures.ts'
import { lists } from './0080-lists.ts'
import { desk } from './0081-desk.ts'
import { recovery } from './0087-recovery.ts'
import { newSeals } from './0095-new-seals.ts'
import { emptied } from './0096-emptied.ts'

export interface Migration {
  /** SQLite `user_version` after it; rises. */
  readonly version: number
  readonly sql: string
}

/** Every layout change, in order. Never edit one that has shipped: add the next. */
export const migrations: readonly Migration[] = [
  first,
  stream,
  staff,
  presence,
  credit,
  calendar,
  pictures,
  lists,
  desk,
  recovery,
  newSeals,
  emptied,
]
