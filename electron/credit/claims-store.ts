import type { ClaimState, CreditRefusal, ReturnReason } from '../contract/credit.ts'
import type { Tx } from '../store/tx.ts'

/** What somebody is to be given points for. Never changes. */
export interface ClaimFacts {
  id: string
  resident: string
  ruleId: string
  /** Revision of the rule on the day it happened. */
  ruleRev: number
  /** Hundredths of a point that two people vouch for; the whole of it or nothing is posted. */
  amount: number
  /** Fen that were given, where points go by money. */
  quantity: number | null
  happenedOn: string
  filedAt: number
}

/** Where a claim stands now. */
export interface ClaimStep {
  state: ClaimState
  /** Staff who acted, `null` for the resident and for the station. */
  actor: string | null
  approver: string | null
  documentNo: string | null
  /** Id of the sealed picture. */
  photo: string | null
  /** Staff who sat in the council. */
  participants: string[]
  /** Last day of the notice: it is posted on the day after. */
  noticeUntil: string | null
  because: CreditRefusal | ReturnReason | null
  at: number
}

export interface Claim extends ClaimFacts, ClaimStep {
  /** Staff who answer for it, `null` while only the resident has spoken. */
  author: string | null
}

const columns = `c.id, c.resident, c.rule_id as ruleId, c.rule_rev as ruleRev, c.amount, c.quantity,
  c.happened_on as happenedOn, c.filed_at as filedAt, s.state, s.actor, s.approver, s.document_no as documentNo,
  s.photo, s.participants, s.notice_until as noticeUntil, s.because, s.at,
  (select w.actor from claim_step w where w.claim = c.id and w.state = 'waiting' order by w.seq limit 1) as author`

type ClaimRow = Omit<Claim, 'participants'> & { participants: string }

const claimOf = (row: ClaimRow): Claim => ({
  ...row,
  participants: JSON.parse(row.participants) as string[],
})

/** Which claims a list shows: those that wait for somebody, those that were approved, those that went back. */
export type ClaimList = 'waiting' | 'done' | 'returned'

/** Those that wait come in the order they were filed, the others with the latest decision first. */
const lists: Record<ClaimList, { states: string; order: string }> = {
  waiting: { states: `'reported', 'waiting'`, order: 'c.seq' },
  done: { states: `'noticed', 'posted', 'failed'`, order: 's.seq desc' },
  returned: { states: `'returned'`, order: 's.seq desc' },
}

const newest = 's.seq = (select max(n.seq) from claim_step n where n.claim = s.claim)'

export const claimById = (tx: Tx, id: string): Claim | null => {
  const row = tx.get<ClaimRow>(
    `select ${columns} from claim c join claim_step s on s.claim = c.id where c.id = ? and ${newest}`,
    id,
  )
  return row === undefined ? null : claimOf(row)
}

/** One page of a list, and how many claims it has. */
export const claimsIn = (
  tx: Tx,
  list: ClaimList,
  { from, limit }: { from: number; limit: number },
): { total: number; claims: Claim[] } => {
  const { states, order } = lists[list]
  const where = `s.state in (${states}) and ${newest}`
  return {
    total: tx.get<{ n: number }>(`select count(*) as n from claim_step s where ${where}`)?.n ?? 0,
    claims: tx
      .all<ClaimRow>(
        `select ${columns} from claim_step s join claim c on c.id = s.claim where ${where}
          order by ${order} limit ? offset ?`,
        limit,
        from,
      )
      .map(claimOf),
  }
}

/** What somebody reported of oneself and nobody has vouched for yet. */
export const reportsWaiting = (tx: Tx, residents: readonly string[]): number =>
  residents.reduce(
    (sum, resident) =>
      sum +
      (tx.get<{ n: number }>(
        `select count(*) as n from claim c join claim_step s on s.claim = c.id
          where c.resident = ? and s.state = 'reported' and ${newest}`,
        resident,
      )?.n ?? 0),
    0,
  )

/** Claims whose notice was over before this day, in the order they were approved. */
export const noticesOver = (tx: Tx, today: string): Claim[] =>
  tx
    .all<ClaimRow>(
      `select ${columns} from claim_step s join claim c on c.id = s.claim
        where s.state = 'noticed' and s.notice_until < ? and ${newest} order by s.seq`,
      today,
    )
    .map(claimOf)

export const insertClaim = (tx: Tx, claim: ClaimFacts): void => {
  tx.run(
    `insert into claim (id, resident, rule_id, rule_rev, amount, quantity, happened_on, filed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    claim.id,
    claim.resident,
    claim.ruleId,
    claim.ruleRev,
    claim.amount,
    claim.quantity,
    claim.happenedOn,
    claim.filedAt,
  )
}

/** A claim is decided once: a second decision throws. */
export const insertClaimStep = (tx: Tx, claim: string, step: ClaimStep): void => {
  tx.run(
    `insert into claim_step (claim, state, actor, approver, document_no, photo, participants, notice_until, because, at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    claim,
    step.state,
    step.actor,
    step.approver,
    step.documentNo,
    step.photo,
    JSON.stringify(step.participants),
    step.noticeUntil,
    step.because,
    step.at,
  )
}

/** `sealed` is what the field cipher made of the picture. */
export const insertPhoto = (tx: Tx, photo: { id: string; sealed: Uint8Array; at: number }): void => {
  tx.run('insert into photo (id, sealed, at) values (?, ?, ?)', photo.id, photo.sealed, photo.at)
}

export const sealedPhoto = (tx: Tx, id: string): Uint8Array | null =>
  tx.get<{ sealed: Uint8Array }>('select sealed from photo where id = ?', id)?.sealed ?? null
