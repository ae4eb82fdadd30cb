import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import canonicalize from 'canonicalize'
import { v7 } from 'uuid'

export type Json = Record<string, unknown>

export const noHash = '0'.repeat(64)
export const formatSequence = (value: number): string => String(value).padStart(10, '0')

/** The chain as the interface defines it, written here a second time. */
export const chain = (previous: string, record: Json): string =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from(previous, 'hex'), Buffer.from(canonicalize(record) ?? '', 'utf8')]))
    .digest('hex')

export interface Upload extends Json {
  stream: { station: string; incarnation: string }
  prev: { sequence: string; hash: string }
  records: Json[]
  hash: string
}

/** What `time` says unless a test sets it: 9:00 in Shanghai on 24 November 2026. */
export const morning = Date.parse('2026-11-24T01:00:00.000Z')

/** A station's side of a stream: makes records, chains them, cuts batches. Everything in it is invented. */
export class Stream {
  readonly station: string
  readonly incarnation: string
  readonly records: Json[] = []
  readonly hashes: string[] = [noHash]

  constructor(station: string, incarnation: string = v7()) {
    this.station = station
    this.incarnation = incarnation
  }

  /** Adds a record and returns it; `envelope` overrides attributes. */
  add(type: string, data: Json, envelope: Json = {}): Json {
    const record: Json = {
      specversion: '1.0',
      id: v7(),
      source: `urn:wmsj:station:${this.station}:${this.incarnation}`,
      sequence: formatSequence(this.records.length + 1),
      type,
      ...(typeof data.resident === 'string' ? { subject: `urn:wmsj:resident:${data.resident}` } : {}),
      time: new Date(morning).toISOString(),
      clockstate: 'synced',
      monoms: '1000',
      bootid: 'boot',
      datacontenttype: 'application/json',
      data,
      ...envelope,
    }
    this.records.push(record)
    this.hashes.push(chain(this.hashes.at(-1) ?? noHash, record))
    return record
  }

  checkin(resident: string = v7(), event: string = v7(), envelope: Json = {}): Json {
    const data = { event, resident, method: 'id-card', role: 'attendee' }
    return this.add('cn.wmsj.attendance.checkin.v1', data, envelope)
  }

  checkout(checkin: Json, envelope: Json = {}): Json {
    const { event, resident } = checkin.data as { event: string; resident: string }
    const data = { event, resident, checkin: checkin.id, method: 'id-card' }
    return this.add('cn.wmsj.attendance.checkout.v1', data, envelope)
  }

  /** Takes a check-in or a sign-out back. */
  reversed(record: Json, envelope: Json = {}): Json {
    const { resident } = record.data as { resident: string }
    const data = { reverses: record.id, resident, reason: 'staffUndo', by: 'staff' }
    return this.add('cn.wmsj.attendance.reversed.v1', data, envelope)
  }

  /** Takes credit back; `change` overrides what the entry asks for. */
  creditReversed(entry: Json, change: Json = {}): Json {
    const { resident, amount } = entry.data as { resident: string; amount: number }
    const data = { reverses: entry.id, resident, amount: -amount, reason: 'attendanceReversed', ...change }
    return this.add('cn.wmsj.credit.reversed.v1', data)
  }

  /** Service that rests on these records, the first of which says who and where. */
  hours(evidence: readonly Json[], minutes: number, by: Json = { source: 'taps' }): Json {
    const { event, resident } = evidence[0]?.data as { event: string; resident: string }
    const data = {
      resident,
      event,
      start: new Date(morning).toISOString(),
      end: new Date(morning + minutes * 60_000).toISOString(),
      duration: `PT${String(minutes)}M`,
      evidence: evidence.map(({ id }) => id),
      ...by,
    }
    return this.add('cn.wmsj.volunteer.hours.v1', data)
  }

  joined(resident: string, alias: string): Json {
    return this.add('cn.wmsj.resident.joined.v1', { resident, alias, by: 'staff' })
  }

  /** A record that was made elsewhere or earlier, as it is issued again. */
  reissue({ type, data, id, time }: Json): Json {
    return this.add(String(type), data as Json, { id, time })
  }

  credit(
    resident: string = v7(),
    event: string = v7(),
    amount = 50,
    envelope: Json = {},
    businessKey = `${resident}|${event}|L01`,
  ): Json {
    const data = {
      resident,
      amount,
      ruleId: 'L01',
      ruleRev: 1,
      event,
      basis: [],
      businessKey,
      businessDate: '2026-11-24',
    }
    return this.add('cn.wmsj.credit.entry.v1', data, envelope)
  }

  registered(resident: string = v7()): Json {
    const data = { resident, ageBand: '60-69', sex: '1', cardKind: 'resident' }
    return this.add('cn.wmsj.resident.registered.v1', data)
  }

  consented(resident: string, sharing: boolean | null): Json {
    const data = { resident, scoring: true, sharing, noticeVersion: '1', by: 'card' }
    return this.add('cn.wmsj.resident.consented.v1', data)
  }

  identified(resident: string, idNumber: string): Json {
    return this.add('cn.wmsj.resident.identified.v1', { resident, idNumber, cardKind: 'resident' })
  }

  /** The upload of the records after `from`, up to `to`. */
  upload(from = 0, to: number = this.records.length): Upload {
    return {
      stream: { station: this.station, incarnation: this.incarnation },
      prev: { sequence: formatSequence(from), hash: this.hashes[from] ?? noHash },
      records: this.records.slice(from, to),
      hash: this.hashes[to] ?? noHash,
    }
  }
}

/** An upload as bytes with the headers that a careful station sends. */
export const asRequest = (
  upload: unknown,
  accessToken: string,
  zipped = true,
): { headers: Record<string, string>; payload: Buffer } => {
  const plain = Buffer.from(JSON.stringify(upload))
  const payload = zipped ? gzipSync(plain) : plain
  return {
    payload,
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      'content-digest': `sha-256=:${createHash('sha256').update(payload).digest('base64')}:`,
    },
  }
}
