import { expect, it } from 'vitest'
import { needsOf } from '../../../../electron/station/backup/keeper.ts'

const now = Date.parse('2026-11-24T02:00:00Z')
const day = 24 * 3_600_000
const stick = { id: 'a', preparedAt: now - 9 * day, copiedAt: now - day, failedAt: null, because: null }
const well = {
  today: '2026-11-24',
  newest: '2026-11-23',
  since: '2026-01-01',
  chosen: [stick],
  now,
  isDiskTight: false,
  hasUnseenRecovery: false,
  isOtherMachine: false,
}

it.each([
  ['nothing where all is well', {}, []],
  ['nothing of a copy that is two days old', { newest: '2026-11-22' }, []],
  ['a copy that is older', { newest: '2026-11-21' }, ['copyOld']],
  ['that there never was one', { newest: null }, ['noCopy']],
  ['nothing of a station that was set up yesterday', { newest: null, since: '2026-11-23' }, []],
  ['nothing of one where nothing happened yet', { newest: null, since: null }, []],
  ['a stick that is away', { chosen: [{ ...stick, copiedAt: now - 4 * day }] }, ['stickMissing']],
  ['a stick that never got one', { chosen: [{ ...stick, copiedAt: null }] }, ['stickMissing']],
  ['nothing of a stick chosen today', { chosen: [{ ...stick, preparedAt: now, copiedAt: null }] }, []],
  ['a stick that could not be written', { chosen: [{ ...stick, failedAt: now }] }, ['stickFailed']],
  ['nothing of one that could again', { chosen: [{ ...stick, failedAt: now - 2 * day }] }, []],
  [
    'nothing of one where another has the newest',
    { chosen: [{ ...stick, copiedAt: now - 9 * day }, stick] },
    [],
  ],
  ['a full disk', { isDiskTight: true }, ['diskTight']],
  ['what was done to the records', { hasUnseenRecovery: true }, ['recovered']],
  ['another machine before all else', { isOtherMachine: true, newest: null }, ['otherMachine', 'noCopy']],
])('tells staff of %s', (_, change, needs) => {
  expect(needsOf({ ...well, ...change })).toEqual(needs)
})
