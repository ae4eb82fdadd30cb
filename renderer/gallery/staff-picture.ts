import type { CallOutput } from '../../electron/contract/calls.ts'
import type { ClaimResult, RuleShown } from '../../electron/contract/credit.ts'
import type { BoardSnapshot, PersonDetails, StaffSnapshot, StaffTile } from '../../electron/contract/staff.ts'
import type { PadAnswer } from '../console/door.ts'
import type { Desk, DeskNote } from '../console/desk-state.ts'
import type { Board } from '../console/typing/typing-state.ts'
import { useAudit, type AuditView } from '../stores/audit.ts'
import { useBackup, type BackupPicture } from '../stores/backup.ts'
import { useClaims, type ClaimsPicture } from '../stores/claims.ts'
import { useCounts } from '../stores/counts.ts'
import { useDevice, type DeviceView } from '../stores/device.ts'
import { useDesk } from '../stores/desk.ts'
import { useFiling } from '../stores/filing.ts'
import { useFinds, type Finds } from '../stores/finds.ts'
import { useHand, type Hand } from '../stores/hand.ts'
import { useLedgers, type LedgerPart } from '../stores/ledgers.ts'
import { useLists } from '../stores/lists.ts'
import { useMerges, type MergeShown } from '../stores/merges.ts'
import { useNoticeDesk, type NoticeDeskList } from '../stores/notice-desk.ts'
import { useObjections, type ObjectionsPart } from '../stores/objections.ts'
import { usePapers, type PapersView } from '../stores/papers.ts'
import { usePersons } from '../stores/persons.ts'
import { useQuarters, type QuarterPart, type QuarterSaved } from '../stores/quarters.ts'
import { useRosters, type RosterPicture } from '../stores/rosters.ts'
import { useRecovery, type RecoveryPicture } from '../stores/recovery.ts'
import { useRecordings, type RecordingList } from '../stores/recordings.ts'
import { useReveals } from '../stores/reveals.ts'
import { useRuleBook } from '../stores/rule-book.ts'
import { useStaff } from '../stores/staff.ts'
import { usePlanning, type PlanningPicture } from '../stores/planning.ts'
import { useStick, type StickView } from '../stores/stick.ts'
import { useTeams, type TeamsPicture } from '../stores/teams.ts'
import { useTypingBoard } from '../stores/typing-board.ts'

/** What stands on the pages of credit points. */
export interface CreditPicture {
  claims?: ClaimsPicture
  filed?: ClaimResult
  ledger?: LedgerPart
  objections?: ObjectionsPart
  quarter?: { report?: QuarterPart; saved?: QuarterSaved }
  rules?: readonly RuleShown[]
  stick?: StickView
}

/** Staff's side of a picture: what the core has said and what stands on the desk. */
export interface StaffPicture {
  snapshot: StaffSnapshot
  door?: { asked: StaffTile | null; answer: PadAnswer | null }
  board?: BoardSnapshot | null
  desk?: Partial<Desk>
  note?: DeskNote
  finds?: Finds
  details?: PersonDetails | null
  counts?: CallOutput<'people.counts'>
  revealed?: { resident: string; name: string; number: string | null; seconds: number }
  hand?: Hand
  list?: CallOutput<'reports.event'> & { event: string; part: number }
  day?: CallOutput<'reports.day'>
  credit?: CreditPicture
  typing?: Board
  papers?: Partial<PapersView>
  notices?: NoticeDeskList
  recordings?: { list: RecordingList; broken?: readonly string[] }
  planning?: PlanningPicture
  audit?: Partial<AuditView>
  backup?: BackupPicture
  roster?: RosterPicture
  teams?: TeamsPicture
  recovery?: RecoveryPicture
  merge?: MergeShown
  device?: Partial<DeviceView>
}

const putCredit = ({ claims, filed, ledger, objections, quarter, rules, stick }: CreditPicture): void => {
  if (claims) useClaims().put(claims)
  if (filed) useFiling().put(filed)
  if (ledger) useLedgers().put(ledger)
  if (objections) useObjections().put(objections)
  if (quarter) useQuarters().put(quarter)
  if (rules) useRuleBook().put(rules)
  if (stick) useStick().put(stick)
}

/** Puts staff's side onto the page. */
export const putStaff = (picture: StaffPicture): void => {
  const staff = useStaff()
  const desk = useDesk()
  staff.take(picture.snapshot)
  staff.takeBoard(picture.board ?? null)
  if (picture.door) {
    staff.open(picture.door.asked)
    staff.answer = picture.door.answer
  }
  Object.assign(desk.state, picture.desk)
  if (picture.note) desk.note = picture.note
  if (picture.finds) useFinds().put(picture.finds)
  usePersons().put(picture.details ?? null)
  if (picture.counts) useCounts().put(picture.counts)
  if (picture.revealed) useReveals().put(picture.revealed)
  if (picture.hand) useHand().put(picture.hand)
  if (picture.list) useLists().putList(picture.list)
  if (picture.day) useLists().putDay(picture.day)
  if (picture.papers) usePapers().put(picture.papers)
  if (picture.merge) useMerges().put(picture.merge)
  if (picture.teams) useTeams().put(picture.teams)
  if (picture.roster) useRosters().put(picture.roster)
  if (picture.recordings) useRecordings().put(picture.recordings)
  if (picture.notices) useNoticeDesk().put(picture.notices)
  if (picture.planning) usePlanning().put(picture.planning)
  if (picture.recovery) useRecovery().put(picture.recovery)
  if (picture.backup) useBackup().put(picture.backup)
  if (picture.device) useDevice().put(picture.device)
  if (picture.audit) useAudit().put(picture.audit)
  if (picture.credit) putCredit(picture.credit)
  if (picture.typing) useTypingBoard().put(picture.typing)
}
