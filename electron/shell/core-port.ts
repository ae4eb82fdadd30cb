import type { KioskEnd } from '../contract/kiosk.ts'
import type { SystemKey } from '../base/system-key.ts'
import type { PageNews } from '../station/supervisor.ts'
import type { Said } from './say.ts'

/** What travels between the shell and the station's core process over the parent port. */
export type ToCoreProcess =
  | { kind: 'open'; page: number }
  | { kind: 'message'; page: number; message: unknown }
  | { kind: 'close'; page: number }
  | { kind: 'ping' }
  /** Answers `wantsKey`. Only ever through this port: arguments and variables of a process can be read by others. */
  | { kind: 'key'; key: SystemKey }
  /** What the shell said to nobody in particular. */
  | ({ kind: 'said' } & Said)

export type FromCoreProcess =
  | { kind: 'ready' }
  /** Before the records are opened. */
  | { kind: 'wantsKey' }
  | { kind: 'message'; page: number; message: unknown }
  | { kind: 'announce'; what: Announcement }
  | { kind: 'page'; news: PageNews }
  | { kind: 'line'; text: string }
  | { kind: 'pong' }

/** What a core says before it ends on purpose. */
export type Announcement = 'powerCut' | 'startOver' | 'goLive' | KioskEnd
