/** What a record does beyond being kept. Amounts in hundredths of a point. */
export type Effect =
  | { kind: 'attendance'; event: string; resident: string; businessDate: string }
  | { kind: 'checkout'; event: string; resident: string; checkin: string }
  /** `author`: the resident or staff. */
  | { kind: 'attendanceReversed'; reverses: string; reason: string; author: string }
  | { kind: 'headcount'; event: string; heads: number; businessDate: string }
  | {
      kind: 'credit'
      resident: string
      amount: number
      ruleId: string
      ruleRev: number
      event: string | null
      businessKey: string
      businessDate: string
    }
  /** `amount`: minus what the entry gave. */
  | { kind: 'creditReversed'; reverses: string; resident: string; amount: number }
  /** `evidence`: ids of check-ins and sign-outs. `approvedBy`: the second member of staff. */
  | {
      kind: 'hours'
      resident: string
      event: string
      startedMs: number
      endedMs: number
      minutes: number
      source: 'taps' | 'manual'
      approvedBy: string | null
      evidence: readonly string[]
    }
  /** `alias` and `resident` are one person. */
  | { kind: 'joined'; resident: string; alias: string }
  /** `numberIndex`: the same number gives the same index; the number cannot be had from it without the key. */
  | { kind: 'identified'; resident: string; numberIndex: string }
  /** The resident no longer agrees that the centre holds the number. */
  | { kind: 'withdrawn'; resident: string }

/** A record as stored: `body` is its RFC 8785 form, encrypted where `sealed`; empty once withdrawn. */
export interface StoredBody {
  body: string
  sealed: boolean
}

/** A record with its place in the hash chain and the verdict that its content alone allows. */
export interface JudgedRecord extends StoredBody {
  sequence: number
  /** `null` where the record has no usable id. */
  id: string | null
  hash: string
  type: string
  occurredMs: number | null
  correctedMs: number
  /** `null` = applied; else why the record is held. */
  heldAs: string | null
  effect: Effect | null
}

export interface ChainPoint {
  sequence: number
  hash: string
}

/** Consecutive records that follow `prev` in one stream. */
export interface Batch {
  station: string
  incarnation: string
  prev: ChainPoint
  records: readonly JudgedRecord[]
  receivedMs: number
  /** Whether two records with one id also say the same, apart from their place in a stream. */
  sameContent(original: StoredBody, again: StoredBody): boolean
}

export type Verdict = 'applied' | 'duplicate' | 'rejected' | 'held'

/** The fate of one record that was not simply applied. */
export interface Result {
  sequence: number
  status: Exclude<Verdict, 'applied'>
  code: string
}

export type BatchOutcome =
  /** Everything up to `ack` is durable and has a verdict. */
  | { kind: 'accepted'; ack: number; results: Result[] }
  /** The centre lacks what lies between: go on from `expected`. */
  | { kind: 'gap'; expected: number }
  /** The stream here and the stream there differ at or before `at`. */
  | { kind: 'fork'; at: number }

export interface Pairing {
  tokenHash: string
  device: string
  accessHash: string
  publicKey: string | null
  model: string | null
  os: string | null
  appVersion: string | null
}

export type PairingOutcome = { kind: 'paired'; station: string } | { kind: 'unknown' | 'expired' | 'used' }

export interface Device {
  device: string
  station: string
  revoked: boolean
}

export interface StreamHead extends ChainPoint {
  incarnation: string
}

export interface StationLine {
  station: string
  name: string | null
  town: string | null
  paired: boolean
  contactMs: number | null
  /** 人次 of the day: each person once an event wherever they checked in first, and children counted by number. */
  attendances: number
  /** 人数 of the day: distinct people who checked in here. */
  people: number
}

export interface LatestRecord {
  station: string
  name: string | null
  sequence: number
  type: string
  correctedMs: number
  receivedMs: number
}

export interface Overview {
  stations: StationLine[]
  /** Distinct people of the day over all stations. */
  people: number
  /** Records that arrived since the day began, whatever day they tell of. */
  received: number
  latest: LatestRecord[]
}

/** One person at one event at two stations: it counts at the first. Instants by the centre's clock. */
export interface DoubleAttendance {
  event: string
  first: { station: string; atMs: number }
  again: { station: string; atMs: number }
}

export interface EventCounts {
  /** 人次: each person once, and children counted by number. */
  attendances: number
  /** 人数: distinct people. */
  people: number
  /** People all of whose check-ins have a sign-out. */
  left: number
  /** Minutes of volunteer service. */
  minutes: number
}

/**
 * Everything that the centre keeps. A contractor's platform implements this one interface; each method
 * is one transaction. Rejections mean that the database failed; the caller may repeat any call but `pair`.
 */
export interface CentreStore {
  /** Makes the station known, or renames it where a name or town is given, and keeps the token's hash. */
  addToken(token: {
    hash: string
    station: string
    name: string | null
    town: string | null
    expiresMs: number
  }): Promise<void>
  /** Spends the token and keeps the device. Of two calls with one token exactly one succeeds. */
  pair(pairing: Pairing, nowMs: number): Promise<PairingOutcome>
  /** The device that the access token belongs to; remembers that its station was heard. */
  deviceOf(accessHash: string, nowMs: number): Promise<Device | undefined>
  /** Replaces the access token, or with `null` ends the device. `false` = no such device. */
  changeAccess(device: string, accessHash: string | null, nowMs: number): Promise<boolean>
  stationCount(): Promise<number>
  commitBatch(batch: Batch): Promise<BatchOutcome>
  /** The newest stream of a station, or the one named. */
  head(station: string, incarnation?: string): Promise<StreamHead | undefined>
  /** Bodies from a sequence on, in order, and the chain point before them. */
  recordsFrom(
    station: string,
    incarnation: string,
    from: number,
    limit: number,
  ): Promise<{ prev: ChainPoint | undefined; records: (StoredBody & { sequence: number })[] }>
  overview(day: { businessDate: string; startMs: number }, latest: number): Promise<Overview>
  /** What counts of one event, whatever its day. */
  eventCounts(event: string): Promise<EventCounts>
  /** The day's check-ins that do not count because their person had been at the event at another station. */
  doubles(businessDate: string): Promise<DoubleAttendance[]>
  /** Minutes of volunteer service that count, of the person behind this reference. */
  minutesOf(resident: string): Promise<number>
  /** Residents whose balance is not the sum of their ledger: always 0. */
  brokenBalances(): Promise<number>
  close(): Promise<void>
}
