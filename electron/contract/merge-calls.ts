import { z } from 'zod'
import { call, commandId } from './call.ts'
import { approval, handResult } from './staff.ts'
import { hundredths, minutes, uuid } from './values.ts'

/** Why two entries with cards are not joined as they stand. */
export const mergeObstacle = z.enum([
  /** Both served at one time in two places: either they are two people, or one stay must be taken back first. */
  'overlap',
  /** The old entry holds points, and with the new card nobody agreed to points yet. */
  'noConsent',
])
export type MergeObstacle = z.infer<typeof mergeObstacle>

const count = z.int().nonnegative()

export const mergePreview = z.object({
  obstacle: mergeObstacle.nullable(),
  /** Events that go over. */
  moved: count,
  /** Events that both came to: the old entry gives way there. */
  doubled: count,
  /** Minutes of service and points of both, before and after. */
  served: z.object({ before: minutes, after: minutes }),
  points: z.object({ before: hundredths, after: hundredths }),
})
export type MergePreview = z.infer<typeof mergePreview>

/** One person with two numbers: the old card's entry becomes an alias of the new card's. */
export const mergeCalls = {
  /** What it would come to; writes nothing. Fails with `conflict` unless both have cards and neither is an alias. */
  'people.mergePreview': call('clerk', z.object({ old: uuid, resident: uuid }), mergePreview),
  /** Always with a second person. */
  'people.merge': call(
    'clerk',
    z.object({ commandId, old: uuid, resident: uuid, approval: approval.nullable() }),
    z.object({ result: handResult }),
  ),
}
