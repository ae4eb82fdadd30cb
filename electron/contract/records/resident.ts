import { z } from 'zod'
import { uuid } from '../values.ts'
import { recordOf } from './envelope.ts'

export const cardKind = z.enum(['resident', 'foreigner2017', 'foreigner2023', 'hmt'])
export type CardKind = z.infer<typeof cardKind>
/** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
export const sexCode = z.enum(['0', '1', '2', '9'])

/** A resident became known here. No name, no number, no birth date. */
export const residentRegistered = recordOf(
  'cn.wmsj.resident.registered.v1',
  z.object({
    resident: uuid,
    ageBand: z.string().regex(/^\d+-\d+$/),
    sex: sexCode,
    /** `none`: entered by staff, without a card. */
    cardKind: z.enum([...cardKind.options, 'none']),
  }),
)

/** Two entries are one person: what names `alias` is `resident`'s from now on. */
export const residentJoined = recordOf(
  'cn.wmsj.resident.joined.v1',
  z.object({ resident: uuid, alias: uuid, by: z.enum(['staff']) }),
)

/** An answer to the consent questions; `null` = not asked or not answered. */
export const residentConsented = recordOf(
  'cn.wmsj.resident.consented.v1',
  z.object({
    resident: uuid,
    scoring: z.boolean().nullable(),
    sharing: z.boolean().nullable(),
    noticeVersion: z.string().min(1),
    by: z.enum(['card', 'staff']),
  }),
)

/** Once, and only after the resident agreed to share the number. */
export const residentIdentified = recordOf(
  'cn.wmsj.resident.identified.v1',
  z.object({ resident: uuid, idNumber: z.string().min(8).max(18), cardKind }),
)
