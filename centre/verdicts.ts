import { recordTypes, stationRecord, type StationRecord } from '../electron/contract/records/index.ts'
import { businessDateOf, uuid } from '../electron/contract/values.ts'
import type { Effect, JudgedRecord } from './store/centre-store.ts'
import type { Seal } from './seal.ts'

/** Where a record stands and when it happened by the centre's clock. */
export interface Place {
  sequence: number
  hash: string
  canonical: string
  occurredMs: number | null
  correctedMs: number
}

/** Why a record is kept but not counted; a person or a newer centre decides. */
type HeldAs = 'unknown-type' | 'invalid-data' | 'too-large'

const largestRecord = 64 * 1024
/** Ten million points: beyond it an entry is a mistake, and sums stay exact. */
const largestAmount = 1_000_000_000
const largestHeadcount = 10_000
/** Nobody serves more than a day in one go. */
const mostMinutes = 24 * 60

/** Ids of records are kept in lower case, whoever names them. */
const recordId = (id: string): string => id.toLowerCase()

/** Text that an indexed column takes: PostgreSQL has no NUL, and an index entry ends at 2.7 kB. */
const isColumnText = (text: string): boolean => text.length <= 200 && !text.includes('\0')

type Data<T extends StationRecord['type']> = Extract<StationRecord, { type: T }>['data']

const creditOf = (data: Data<'cn.wmsj.credit.entry.v1'>): Effect | 'invalid' => {
  const { resident, amount, ruleId, ruleRev, event, businessKey, businessDate } = data
  if (Math.abs(amount) > largestAmount || !isColumnText(ruleId) || !isColumnText(businessKey)) {
    return 'invalid'
  }
  return {
    kind: 'credit',
    resident,
    amount,
    ruleId,
    ruleRev,
    event: event ?? null,
    businessKey,
    businessDate,
  }
}

const hoursOf = (data: Data<'cn.wmsj.volunteer.hours.v1'>): Effect | 'invalid' => {
  const { resident, event, start, end, duration, source, evidence, approvedBy } = data
  const [startedMs, endedMs, minutes] = [Date.parse(start), Date.parse(end), Number(duration.slice(2, -1))]
  if (endedMs < startedMs || minutes > mostMinutes) return 'invalid'
  return {
    kind: 'hours',
    resident,
    event,
    startedMs,
    endedMs,
    minutes,
    source,
    approvedBy: approvedBy ?? null,
    evidence: [...new Set(evidence.map(recordId))].sort(),
  }
}

const effectOf = (record: StationRecord, correctedMs: number, seal: Seal): Effect | null | 'invalid' => {
  switch (record.type) {
    case 'cn.wmsj.attendance.checkin.v1': {
      const { event, resident } = record.data
      return { kind: 'attendance', event, resident, businessDate: businessDateOf(correctedMs) }
    }
    case 'cn.wmsj.attendance.checkout.v1': {
      const { event, resident, checkin } = record.data
      return { kind: 'checkout', event, resident, checkin: recordId(checkin) }
    }
    case 'cn.wmsj.attendance.reversed.v1': {
      const { reverses, reason, by } = record.data
      return { kind: 'attendanceReversed', reverses: recordId(reverses), reason, author: by }
    }
    case 'cn.wmsj.attendance.headcount.v1': {
      const { event, count } = record.data
      if (count > largestHeadcount) return 'invalid'
      return { kind: 'headcount', event, heads: count, businessDate: businessDateOf(correctedMs) }
    }
    case 'cn.wmsj.credit.entry.v1':
      return creditOf(record.data)
    case 'cn.wmsj.credit.reversed.v1': {
      const { reverses, resident, amount } = record.data
      return { kind: 'creditReversed', reverses: recordId(reverses), resident, amount }
    }
    case 'cn.wmsj.volunteer.hours.v1':
      return hoursOf(record.data)
    case 'cn.wmsj.resident.joined.v1':
      return { kind: 'joined', resident: record.data.resident, alias: record.data.alias }
    case 'cn.wmsj.resident.identified.v1': {
      const { resident, idNumber } = record.data
      return { kind: 'identified', resident, numberIndex: seal.indexOf(idNumber) }
    }
    case 'cn.wmsj.resident.consented.v1':
      return record.data.sharing === false ? { kind: 'withdrawn', resident: record.data.resident } : null
    case 'cn.wmsj.resident.registered.v1':
      return null
  }
}

const decide = (
  record: Readonly<Record<string, unknown>>,
  place: Place,
  seal: Seal,
): { heldAs: HeldAs | null; effect: Effect | null; secret: boolean } => {
  const held = (heldAs: HeldAs): { heldAs: HeldAs; effect: null; secret: true } => ({
    heldAs,
    effect: null,
    // Nobody knows what it holds: it is kept as if it were a number.
    secret: true,
  })
  if (Buffer.byteLength(place.canonical) > largestRecord) return held('too-large')
  if (!recordTypes.some((type) => type === record.type)) return held('unknown-type')
  const parsed = stationRecord.safeParse(record)
  if (!parsed.success) return held('invalid-data')
  const effect = effectOf(parsed.data, place.correctedMs, seal)
  if (effect === 'invalid') return held('invalid-data')
  return { heldAs: null, effect, secret: effect?.kind === 'identified' }
}

/** The verdict that a record's own content allows, what it does, and its body as it may be stored. */
export const judge = (record: Readonly<Record<string, unknown>>, place: Place, seal: Seal): JudgedRecord => {
  const { heldAs, effect, secret } = decide(record, place, seal)
  const id = uuid.safeParse(record.id)
  return {
    sequence: place.sequence,
    hash: place.hash,
    id: id.success ? recordId(id.data) : null,
    type: typeof record.type === 'string' ? record.type.replaceAll('\0', '').slice(0, 200) : '',
    occurredMs: place.occurredMs,
    correctedMs: place.correctedMs,
    heldAs,
    effect,
    body: secret ? seal.seal(place.canonical) : place.canonical,
    sealed: secret,
  }
}
