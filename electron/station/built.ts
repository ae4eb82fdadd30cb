import type { CardReader } from '../reader/card-reader.ts'
import type { Reports } from '../reports/client.ts'
import type { StationDocument } from '../store/documents.ts'
import type { Sync } from '../sync/sync.ts'
import type { Backups } from './backup/build.ts'
import type { Board } from './board.ts'
import type { NextCard } from './calendar/asked.ts'
import type { CalendarWatch } from './calendar/watch.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { PageWatch } from './kiosk/page-watch.ts'
import type { CardTest } from './setup/reader-test.ts'
import type { Crowd } from './crowd.ts'
import type { Demo } from './demo.ts'
import type { Desk } from './desk/desk.ts'
import type { NoticesDocument } from './notices/file.ts'
import type { Parts } from './parts.ts'
import type { Signal } from './signal.ts'
import type { Session } from './session.ts'
import type { Recordings } from './sound/recordings.ts'
import type { Settings } from './settings.ts'
import type { Supervisor } from './supervisor.ts'
import type { Taps } from './taps.ts'

/** Everything that a station is built of, before it is connected. */
export interface Built extends Backups {
  parts: Parts
  settings: StationDocument<Settings>
  notices: NoticesDocument
  sync: Sync
  clockWatch: ClockWatch
  session: Session
  crowd: Crowd
  taps: Taps
  reader: CardReader
  desk: Desk
  calendar: CalendarWatch
  /** What a page wants the next card to sign up for. */
  nextCard: NextCard
  reports: Reports
  /** The station's folder. */
  dir: string
  /** Where files for staff go without a memory stick. */
  exportFolder: string
  /** Where lists of people may lie besides memory sticks. */
  importFolder: string
  /** The village's own recordings of what the station says. */
  recordings: Recordings
  /** Volume or recordings are others now. */
  soundChanged: Signal<undefined>
  board: Board
  cardTest: CardTest
  /** What the self-test asks of folder and keys. */
  facts: () => { storeOk: boolean; keyOk: boolean; freeBytes: number | null }
  /** Whether the page lives and paints. */
  pageWatch: PageWatch
  /** `null` where nobody can start this station again. */
  supervisor: Supervisor | null
  /** `null` outside the demonstration. */
  demo: Demo | null
}
