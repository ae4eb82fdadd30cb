import { z } from 'zod'
import {
  attendanceCheckin,
  attendanceCheckout,
  attendanceHeadcount,
  attendanceReversed,
} from './attendance.ts'
import { creditEntry, creditReversed } from './credit.ts'
import { residentConsented, residentIdentified, residentJoined, residentRegistered } from './resident.ts'
import { volunteerHours } from './volunteer.ts'

export * from './envelope.ts'
export { cardKind, type CardKind } from './resident.ts'

/** Every record a station sends. */
export const stationRecord = z.discriminatedUnion('type', [
  residentRegistered,
  residentConsented,
  residentIdentified,
  residentJoined,
  attendanceCheckin,
  attendanceCheckout,
  attendanceReversed,
  attendanceHeadcount,
  creditEntry,
  creditReversed,
  volunteerHours,
])
export type StationRecord = z.infer<typeof stationRecord>
export type RecordType = StationRecord['type']
export type RecordData<T extends RecordType> = Extract<StationRecord, { type: T }>['data']

/**
 * Types whose data name a person by number. A station keeps their text encrypted; everything else of a person is
 * a pseudonym.
 */
export const identifyingTypes: ReadonlySet<string> = new Set<RecordType>(['cn.wmsj.resident.identified.v1'])

export const recordTypes = stationRecord.options.map((option) => option.shape.type.value)
