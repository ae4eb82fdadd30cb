import { z } from 'zod'
import { clockState } from '../pushes.ts'
import { instant, uuid } from '../values.ts'

/** Ten digits, contiguous from 1, sorting as text. */
export const sequence = z.string().regex(/^\d{10}$/)
/** SHA-256 as 64 lower-case hex digits. */
export const chainHash = z.string().regex(/^[0-9a-f]{64}$/)
export const firstPrev = { sequence: '0000000000', hash: '0'.repeat(64) } as const
export const formatSequence = (value: number): string => String(value).padStart(10, '0')

export const residentUrn = (resident: string): string => `urn:wmsj:resident:${resident}`
export const stationUrn = (station: string, incarnation: string): string =>
  `urn:wmsj:station:${station}:${incarnation}`

/** A CloudEvents 1.0 object as a station sends it, with the type's own data. */
export const recordOf = <T extends string, D extends z.ZodType>(
  type: T,
  data: D,
): z.ZodObject<{
  specversion: z.ZodLiteral<'1.0'>
  id: typeof uuid
  source: z.ZodString
  sequence: typeof sequence
  type: z.ZodLiteral<T>
  subject: z.ZodOptional<z.ZodString>
  time: typeof instant
  clockstate: typeof clockState
  monoms: z.ZodString
  bootid: z.ZodString
  datacontenttype: z.ZodLiteral<'application/json'>
  data: D
}> =>
  z.object({
    specversion: z.literal('1.0'),
    id: uuid,
    source: z.string(),
    sequence,
    type: z.literal(type),
    subject: z.string().optional(),
    time: instant,
    clockstate: clockState,
    /** Milliseconds of the station's monotonic clock since `bootid` began, as text (CloudEvents integers have 32 bits). */
    monoms: z.string().regex(/^\d+$/),
    bootid: z.string(),
    datacontenttype: z.literal('application/json'),
    data,
  })
