import type { EventBrief } from '../../electron/contract/events.ts'
import type { KioskEnd } from '../../electron/contract/kiosk.ts'
import type { FoundPerson, HandReason } from '../../electron/contract/staff.ts'
import type { MaskedPerson } from '../../electron/contract/values.ts'
import type { FailureCode } from '../station/client.ts'
import { emptyAudit, type AuditForm } from './audit/audit-filter.ts'
import type { CorrectForm } from './people/correct-form.ts'
import { emptyNotices, type NoticesDesk } from './notices/notice-form.ts'
import { emptyEventForms, type EventForms } from './events/events-state.ts'
import { emptyCreditForms, type CreditForms } from './credit/credit-state.ts'

/** The console's pages; each has its own component. */
export type DeskPage =
  | 'today'
  | 'byHand'
  | 'add'
  | 'children'
  | 'people'
  | 'person'
  | 'join'
  | 'teams'
  | 'minutes'
  | 'list'
  | 'day'
  | 'approvals'
  | 'claim'
  | 'ledger'
  | 'quarter'
  | 'rules'
  | 'papers'
  | 'roster'
  | 'team'
  | 'merge'
  | 'notices'
  | 'events'
  | 'eventForm'
  | 'settings'
  | 'audit'
  | 'auditWhom'
  | 'setupStep'
  | 'codes'
  | 'ownCards'
  | 'kioskEnd'
  | 'backup'
  | 'device'
  | 'sound'

export type Sex = FoundPerson['sex']

/** What the line under the title says. */
export type DeskNote =
  { kind: 'done'; text: string } | { kind: 'failed'; code: FailureCode } | { kind: 'warned'; text: string }

/** Minutes of service that wait for two people: `asked` is what the taps came to, `null` where nobody signed out. */
export interface MinutesForm {
  attendance: string
  person: MaskedPerson
  event: EventBrief
  asked: number | null
  typed: string
  reason: HandReason
}

/** What lies over the page of the machine. */
export type DeviceDialogKind = 'deviceBundle' | 'deviceCounts' | 'deviceTests'

/** What lies over the page that is open. */
export type DeskDialog =
  | { kind: 'undo'; event: string; attendance: string; person: MaskedPerson | null }
  | { kind: 'events' }
  | { kind: 'volunteerNo' | 'household'; resident: string; teams: readonly string[]; typed: string }
  | { kind: 'returnClaim'; claim: string }
  | { kind: 'photo'; claim: string }
  | { kind: 'reveal' | 'erase'; resident: string }
  | { kind: 'correct'; resident: string; form: CorrectForm }
  | { kind: 'stopEvent' }
  | { kind: 'otherDraft' }
  | { kind: 'repeatUntil' }
  | { kind: 'printEvents'; event: string | null }
  /** `month`: its first day. */
  | { kind: 'copyMonth'; month: string }
  | { kind: 'newCodes' }
  | { kind: 'kioskEnd'; how: KioskEnd }
  | { kind: 'restore'; copy: string; day: string }
  | { kind: 'backupSheet' }
  | { kind: 'newKey' }
  | { kind: 'auditWho' | 'auditTopic' | 'auditDays' }
  | { kind: DeviceDialogKind }

interface DeviceDialogOpen {
  kind: DeviceDialogKind
}

export const isDeviceDialog = (dialog: DeskDialog): dialog is DeviceDialogOpen =>
  dialog.kind === 'deviceBundle' || dialog.kind === 'deviceCounts' || dialog.kind === 'deviceTests'

type AuditDialogOpen = Extract<DeskDialog, { kind: `audit${string}` }>

export const isAuditDialog = (dialog: DeskDialog): dialog is AuditDialogOpen =>
  dialog.kind === 'auditWho' || dialog.kind === 'auditTopic' || dialog.kind === 'auditDays'

/** Everything half-typed on the console. It lives in memory, for one account, and outlasts a lock. */
export interface Desk extends CreditForms, EventForms {
  page: DeskPage
  dialog: DeskDialog | null
  byHand: { query: string; people: FoundPerson[]; event: string | null; reason: HandReason }
  add: { name: string; birthYear: string; sex: Sex }
  children: { query: string; count: string; event: string | null; guardian: FoundPerson | null }
  people: { query: string }
  /** Whose page is open. */
  resident: string | null
  join: { query: string; person: FoundPerson | null }
  /** The entry of the old card that the open person's takes over. */
  merge: { query: string; person: FoundPerson | null }
  minutes: MinutesForm | null
  /** `from`: where somebody came from to see it. */
  list: { event: EventBrief | null; page: number; from: 'today' | 'events' }
  /** The open team; the name of a new one as it is typed; who is looked for to join. */
  team: { name: string; typed: string; query: string }
  papers: { month: string | null; event: string | null }
  notices: NoticesDesk
  audit: AuditForm
  /** 知道了: times of disputed taps that staff have seen. */
  seen: string[]
}

/** A desk with nothing on it. */
export const emptyDesk = (): Desk => ({
  page: 'today',
  dialog: null,
  byHand: { query: '', people: [], event: null, reason: 'noCard' },
  add: { name: '', birthYear: '', sex: 'unknown' },
  children: { query: '', count: '', event: null, guardian: null },
  people: { query: '' },
  resident: null,
  join: { query: '', person: null },
  merge: { query: '', person: null },
  minutes: null,
  list: { event: null, page: 0, from: 'today' },
  team: { name: '', typed: '', query: '' },
  papers: { month: null, event: null },
  notices: emptyNotices(),
  audit: emptyAudit(),
  seen: [],
  ...emptyCreditForms(),
  ...emptyEventForms(),
})
