import { z } from 'zod'
import { call, commandId } from './call.ts'
import { photo } from './credit.ts'
import { deskNotice, listedNotice, noticeForm, noticePage, noticeResult, noticesTrouble } from './notices.ts'
import { businessDate, uuid } from './values.ts'

const result = z.object({ result: noticeResult })
/** What the page saw: where it was changed since, the call fails with `conflict`. */
const seen = { commandId, notice: uuid, sequence: z.int().nonnegative() }

/** What hangs on the notice board, and staff who hang it there. */
export const noticeCalls = {
  /** What stands today, the newest first. New: since this holder was here before today; for everybody of the last days. */
  'notices.list': call(
    'anyone',
    z.object({}),
    z.object({
      revision: z.int().nonnegative(),
      today: businessDate,
      notices: z.array(listedNotice).max(200),
    }),
  ),
  'notices.open': call('anyone', z.object({ notice: uuid }), noticePage),
  /** All of them, also drafts and what is over. */
  'notices.desk': call(
    'clerk',
    z.object({}),
    z.object({ trouble: noticesTrouble, notices: z.array(deskNotice).max(400) }),
  ),
  /** Keeps what was typed; `notice: null`: a new one. What is published already stays so. */
  'notices.save': call(
    'clerk',
    z.object({
      commandId,
      notice: uuid.nullable(),
      sequence: z.int().nonnegative(),
      form: noticeForm,
      picture: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('keep') }),
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('new'), data: photo }),
      ]),
      publish: z.boolean(),
    }),
    result,
  ),
  /** A draft, or what was taken down. */
  'notices.publish': call('clerk', z.object(seen), result),
  'notices.withdraw': call('clerk', z.object(seen), result),
} as const
