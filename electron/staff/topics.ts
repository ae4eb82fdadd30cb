import type { AuditTopic } from '../contract/audit.ts'

const seen = [
  'people.found',
  'people.opened',
  'people.revealed',
  'credit.opened',
  'credit.quarterOpened',
  'claims.listed',
  'claims.opened',
  'claims.photoOpened',
  'objections.listed',
  'event.opened',
  'events.listed',
  'events.templatesSeen',
  'events.clashesSeen',
  'events.planSeen',
  'stick.listed',
  'stick.read',
  'audit.listed',
]
const people = ['people.added', 'people.described', 'people.corrected', 'people.joined']
const attendance = [
  'attendance.undone',
  'attendance.undoRefused',
  'attendance.childrenCounted',
  'attendance.enteredByHand',
  'attendance.minutesConfirmed',
  'attendance.checkInByHandRefused',
  'attendance.confirmMinutesRefused',
  'crowd.held',
  'crowd.letGo',
]
const events = [
  'event.created',
  'event.copied',
  'event.published',
  'event.edited',
  'event.withdrawn',
  'event.cancelled',
  'event.pinned',
  'event.unpinned',
  'event.extended',
]
const credit = [
  'claims.reported',
  'claims.filed',
  'claims.fileRefused',
  'claims.vouched',
  'claims.vouchRefused',
  'claims.returned',
  'claims.returnRefused',
  'claims.approved',
  'claims.approveRefused',
  'claims.posted',
  'claims.failed',
  'credit.reportRefused',
  'credit.reversed',
  'credit.reverseRefused',
  'credit.quarterSaved',
  'objections.filed',
  'objections.answered',
  'objections.answerRefused',
]
const papers = [
  'notice.saved',
  'notice.published',
  'notice.withdrawn',
  'papers.planPrinted',
  'papers.posterPrinted',
  'papers.rosterPrinted',
  'papers.rosterSaved',
  'audit.printed',
  'audit.saved',
]
const door = ['staff.signedIn', 'staff.signedOut', 'staff.locked', 'staff.pinRight', 'staff.pinWrong']
const setup = [
  'staff.created',
  'clock.confirmed',
  'setup.stationDone',
  'setup.addStaffDone',
  'setup.staffDoneDone',
  'setup.clockDone',
  'setup.placeDone',
  'setup.openingDone',
  'setup.contactDone',
  'setup.pairDone',
  'setup.openDone',
  'setup.laterDone',
]

/** What each kind of entry in the audit is called. An entry that is in none is found without a topic. */
export const actionsOf: Readonly<Record<AuditTopic, readonly string[]>> = {
  seen,
  people,
  attendance,
  events,
  credit,
  papers,
  door,
  setup,
}
